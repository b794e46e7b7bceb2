import { describe, expect, test } from 'vitest';
import { add, call, connect, hostAndSession, hostOf, list, received, statusOf } from './http.ts';
import type { Env, Running, Stack } from './server.ts';
import { productionEnv, STOP_MS, until, withServer } from './server.ts';

const processes: Env[] = [{ WEB_CONCURRENCY: '1' }, { WEB_CONCURRENCY: '2' }];

/** New connections are taken for two seconds more, which a busy machine may spend without us. */
const LOOK_AGAIN = { count: 2, condition: /ECONNREFUSED|ECONNRESET|socket hang up/ };

/** Stopping and restarting. */
export function stoppingContract(stack: () => Stack): void {
  describe('stopping', () => {
    const finishing = 'requests in flight finish, then it ends with 0: %j';
    test.each(processes)(finishing, { retry: LOOK_AGAIN }, async (env) => {
      await withServer(stack(), productionEnv(stack(), env), async (server) => {
        const idle = await connect(server);
        idle.write(`GET /livez HTTP/1.1\r\nHost: ${hostOf(server)}\r\n\r\n`);
        const idleEnd = received(idle, 15_000);
        const upload = await startUpload(server);
        const start = Date.now();
        const exit = server.stop('SIGTERM');
        await until('/readyz to answer 503', async () => {
          const ready = await call(server, 'GET', '/readyz');
          return ready.status === 503;
        });
        const others = ['/livez', '/api/todos'].map((path) => call(server, 'GET', path));
        for (const { status } of await Promise.all(others)) expect(status).toBe(200);
        // Then what waits for nothing is closed, and what is in flight goes on.
        expect(statusOf(await idleEnd)).toBe(200);
        await new Promise((resolve) => setTimeout(resolve, 500));
        expect(statusOf(await upload.finish())).toBe(201);
        expect(await exit).toBe(0);
        expect(Date.now() - start).toBeLessThan(STOP_MS);
        await expect(call(server, 'GET', '/livez')).rejects.toThrow();
      });
    });

    test.each(processes)('a client that never finishes does not stop it: %j', async (env) => {
      await withServer(stack(), productionEnv(stack(), env), async (server) => {
        await startUpload(server);
        const exit = server.stop('SIGTERM');
        // It takes eight seconds of the ten, so they count from when it has heard.
        await until('it to begin', () => isStopping(server));
        const start = Date.now();
        expect(await exit).toBe(0);
        expect(Date.now() - start).toBeLessThan(STOP_MS);
      });
    });

    test('todos survive a restart', async () => {
      const first = await stack().launch(productionEnv(stack()));
      const todo = await add(first, 'Milk');
      expect(await first.stop('SIGTERM')).toBe(0);
      const second = await stack().launch(productionEnv(stack()), first);
      try {
        expect(await list(second)).toEqual([{ ...todo, url: expect.stringMatching(/^http/) }]);
      } finally {
        await second.stop('SIGKILL');
      }
    });

    test('todos survive a sudden end', async () => {
      const first = await stack().launch(productionEnv(stack()));
      await add(first, 'Milk');
      await first.stop('SIGKILL');
      const second = await stack().launch(productionEnv(stack()), first);
      try {
        expect((await list(second)).map(({ title }) => title)).toEqual(['Milk']);
      } finally {
        await second.stop('SIGKILL');
      }
    });
  });
}

const wrong: Env = {
  PORT: 'abc',
  CORS_ORIGINS: '*',
  DATABASE_URL: 'mysql://user:hunter2@localhost/todos',
  TRUSTED_PROXIES: '-1',
  RATE_LIMIT: 'many',
  LOG_LEVEL: 'loud',
  WEB_CONCURRENCY: '0',
};

const badValues: [name: string, value: string][] = [
  ['PORT', '70000'],
  ['PORT', '-1'],
  ['PORT', '3000x'],
  ['CORS_ORIGINS', 'example.com'],
  ['CORS_ORIGINS', 'https://example.com/path'],
  ['CORS_ORIGINS', 'https://example.com:443'],
  ['ALLOWED_HOSTS', 'example.com:443'],
  ['ALLOWED_HOSTS', ','],
  ['TRUSTED_PROXIES', 'true'],
  ['TRUSTED_PROXIES', '1.5'],
  ['RATE_LIMIT', '0'],
  ['RATE_LIMIT', '-5'],
  ['WEB_CONCURRENCY', 'two'],
  ['LOG_LEVEL', 'everything'],
  ['DATABASE_URL', 'nonsense'],
];

const badSecrets: [name: string, value: string][] = [
  ['no secret', ''],
  ['a short secret', 'hush-hush-1'],
  ['an example secret', 'change-me-change-me-change-me-change-me-change-me'],
  ['an example of a framework', `django-insecure-${'0aZ-change-me'.repeat(4)}`],
];

/** Refusing to start. */
export function configurationContract(stack: () => Stack): void {
  describe('configuration', () => {
    const refused = async (env: Env, ...names: string[]): Promise<string> => {
      const { exitCode, output } = await stack().spawnFailing(env);
      expect(exitCode, output).not.toBe(0);
      for (const name of names) expect(output).toContain(name);
      expect(output).not.toMatch(/Traceback|^\s+at .*:\d+:\d+\)?$/m);
      return output;
    };

    test('every mistake is listed at once, by name, without the values that are secret', async () => {
      const output = await refused(wrong, ...Object.keys(wrong));
      expect(output).not.toContain('hunter2');
    });

    test.each(badValues)('%s=%s is refused', async (name, value) => {
      await refused({ [name]: value }, name);
    });

    test.each(badSecrets)('production refuses %s', async (_name, secret) => {
      const output = await refused(
        productionEnv(stack(), { SECRET_KEY: secret, RATE_LIMIT: 'many' }),
        'SECRET_KEY',
        'RATE_LIMIT',
      );
      if (secret) expect(output).not.toContain(secret);
    });
  });
}

/** It says so, or takes no more connections. */
function isStopping(server: Running): Promise<boolean> {
  return call(server, 'GET', '/readyz').then(
    ({ status }) => status !== 200,
    () => true,
  );
}

interface Upload {
  /** Sends the rest, and gives the response. */
  finish(): Promise<string>;
}

/** A request whose body is half sent, and which the server has begun to serve. */
async function startUpload(server: Running): Promise<Upload> {
  const body = '{"title":"in flight"}';
  const lines = [
    'POST /api/todos HTTP/1.1',
    hostAndSession(server),
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  const socket = await connect(server);
  const response = received(socket, 30_000);
  socket.write(`${lines.join('\r\n')}\r\n\r\n${body.slice(0, 10)}`);
  // Nothing tells when the server has read this far; half a second is plenty.
  await new Promise((resolve) => setTimeout(resolve, 500));
  return {
    finish() {
      socket.write(body.slice(10));
      return response;
    },
  };
}
