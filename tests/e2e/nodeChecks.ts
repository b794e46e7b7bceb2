import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { cookiesContract } from '../contract/accountCookies.ts';
import { corsClosedContract } from '../contract/cors.ts';
import { csrfContract } from '../contract/csrf.ts';
import { call, expectProblem } from '../contract/http.ts';
import { socketsContract } from '../contract/liveChannels.ts';
import { listenersContract } from '../contract/liveListeners.ts';
import { liveSlowContract } from '../contract/liveProcesses.ts';
import { stoppingContract } from '../contract/operation.ts';
import { ownershipContract } from '../contract/ownership.ts';
import { productionEnv, until, withServer } from '../contract/server.ts';
import { signedIn, signUp } from '../contract/sessions.ts';
import { open } from '../contract/streams.ts';
import { STRICT, THROTTLES, throttlesContract } from '../contract/throttles.ts';
import { NODES, useNode, withNode } from '../tools/runtimes.ts';
import { tempDir } from '../tools/temp.ts';
import { browserContracts, featureContracts, hasOf, useServer } from './contracts.ts';
import type { Project } from './fullProject.ts';
import { nameOf, OWN_CHECKS, WARNING } from './ownChecks.ts';
import { postgresUrl, serviceEnv } from './services.ts';
import { staffContract } from './staff.ts';

/** The fifteen checks that a senior reviewer makes of a Node starter, by their numbers. */
export function nodeChecks({ db, features, starter, stack }: Project): void {
  const people = () => signedIn(stack());
  const server = useServer(stack, hasOf(features));

  test('1: bad JSON is a 400 problem without a stack', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const options = { headers, body: '{"title":' };
    expectProblem(await call(server(), 'POST', '/api/todos', options), 400);
  });

  test('2: an oversized body is 413', async () => {
    const json = { title: 'x'.repeat(200_000) };
    expectProblem(await call(server(), 'POST', '/api/todos', { json }), 413);
  });

  test('3: what fails unexpectedly is a generic 500, its stack in the log under the request id', () =>
    withServer(people(), productionEnv(stack()), async (broken) => {
      await broken.database.run('DROP TABLE todos');
      const headers = { 'X-Request-Id': 'unlucky' };
      const problem = expectProblem(await call(broken, 'GET', '/api/todos', { headers }), 500);
      expect(problem.request_id).toBe('unlucky');
      await until('the stack in the log', () =>
        broken
          .stdout()
          .split('\n')
          .some((line) => line.includes('"unlucky"') && /\\n\s+at /.test(line)),
      );
    }));

  test('4: an unknown path is a 404 problem', async () => {
    expectProblem(await call(server(), 'GET', '/api/nope'), 404);
  });

  test.each(['', 'short', 'change-me', 'x'.repeat(50)])(
    '5: production without a proper secret ends, naming it: %j',
    async (secret) => {
      const { exitCode, output } = await stack().spawnFailing(
        productionEnv(stack(), { SECRET_KEY: secret }),
      );
      expect(exitCode).not.toBe(0);
      expect(output).toContain('SECRET_KEY');
    },
  );

  describe('6: SIGTERM lets slow requests complete and ends with 0', { timeout: 120_000 }, () => {
    stoppingContract(people);

    test('sockets and the connections of the database are closed', () =>
      withServer(people(), productionEnv(stack()), async (running) => {
        const socket = await open('websocket', running);
        expect(await running.stop('SIGTERM')).toBe(0);
        await until('the end of the socket', () => socket.ended());
        // PostgreSQL may need a moment to see that nobody is there any more.
        const areClosed = async () => (await running.database.connections()) === 0;
        await until('the end of the connections', areClosed, 20_000);
      }));
  });

  test('7: /readyz is 503 when the database is gone and while draining, /livez 200', () =>
    withServer(people(), productionEnv(stack()), async (running) => {
      expect((await call(running, 'GET', '/readyz')).status).toBe(200);
      await running.database.remove();
      await until(
        '/readyz to notice',
        async () => (await call(running, 'GET', '/readyz')).status === 503,
      );
      expect((await call(running, 'GET', '/livez')).json()).toEqual({ status: 'ok' });
    }));

  test('8: headers protect, and name no product', async () => {
    const { headers } = await call(server(), 'GET', '/login');
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['x-content-type-options']).toBe('nosniff');
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).not.toMatch(/unsafe-inline|upgrade-insecure-requests/);
  });

  describe('9: the login limit holds while X-Forwarded-For rotates', { timeout: 120_000 }, () => {
    throttlesContract(stack, features.includes('audit') ? STRICT : THROTTLES);
  });

  describe('10: a foreign Origin gets no CORS header', () => corsClosedContract(people));

  describe('11: a cross-site POST with the cookie is 403', () => csrfContract(server));

  describe('12: cookies and passwords', { timeout: 120_000 }, () => {
    cookiesContract(stack);

    test('the hash is $argon2id$v=19$m=19456,t=2,p=1', async () => {
      await signUp(server());
      const contents = await server().database.contents();
      expect(contents).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    });
  });

  describe("13: another user's todo is 404", () => ownershipContract(server));

  describe('14: sockets', () => {
    listenersContract(server, 'websocket');
    socketsContract(server, () => open('websocket', server()));
  });

  describe('15: the project passes its own checks', { timeout: 900_000 }, () => {
    test.each(OWN_CHECKS.node.map((check) => [nameOf(check), check] as const))(
      '%s',
      async (_, { command }) => {
        const output = await starter().run(command, serviceEnv(features));
        expect(output).not.toMatch(WARNING);
      },
    );

    test('its install warns of nothing', async () => {
      // What an older Node says about its age is right.
      const [, node] = NODES;
      const env = node ? withNode(await useNode(node)) : {};
      const folder = tempDir();
      for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
        cpSync(path.join(starter().directory, file), path.join(folder, file));
      }
      const { all: output } = await execa('npm', ['ci'], { cwd: folder, env, all: true });
      expect(output).not.toMatch(/npm (warn|error)|scripts? (was|were|is|are) (blocked|not)/i);
    });

    test.skipIf(!features.includes('docker'))(
      'its image runs on a living Node, and not as root',
      () => {
        const text = readFileSync(path.join(starter().directory, 'Dockerfile'), 'utf8');
        const named = new Map(
          [...text.matchAll(/^ARG (\w+)=(\S+)/gm)].map(([, k = '', v]) => [k, v]),
        );
        const images = [...text.matchAll(/^FROM (?:\$\{(\w+)\}|(\S+))/gm)];
        for (const [, name = '', image = named.get(name)] of images) {
          expect(image).toMatch(/^node:2[46]\b/);
        }
        expect(text.slice(text.lastIndexOf('FROM'))).toMatch(/^USER (?!root|0\b)\w+/m);
        expect(text).toMatch(/^HEALTHCHECK/m);
        expect(text).toMatch(/^CMD \["node", /m);
      },
    );
  });

  test.skipIf(db !== 'postgres')('its tests find the server that .env names', async () => {
    const file = path.join(starter().directory, '.env');
    writeFileSync(file, `DATABASE_URL=${postgresUrl()}\n`);
    try {
      await starter().run(['npx', '--no', 'node', '--', '--test', 'test/connection.test.ts']);
    } finally {
      rmSync(file);
    }
  });

  test('files in folders of public/ are served like those beside them', async () => {
    const folder = path.join(starter().directory, 'public', 'pictures');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'dot.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    try {
      await withServer(stack(), productionEnv(stack()), async (running) => {
        const { status, headers } = await call(running, 'GET', '/static/pictures/dot.svg');
        expect([status, headers['content-type']]).toEqual([200, 'image/svg+xml']);
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  featureContracts({ stack, server, features });
  if (features.includes('backoffice')) staffContract(starter, server, 'node');
  if (db === 'postgres') browserContracts(stack, server, features);
  else liveSlowContract(people, 'websocket');
}
