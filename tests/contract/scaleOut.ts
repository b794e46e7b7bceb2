import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { add, call } from './http.ts';
import type { Has } from './index.ts';
import { flushRedis } from './redis.ts';
import type { Env, Running, Stack } from './server.ts';
import { productionEnv, until } from './server.ts';
import { as, logIn, newAccount, newClient, send, signUp } from './sessions.ts';
import { open, settle, told } from './streams.ts';
import { STRICT, THROTTLES } from './throttles.ts';

const LIMIT = 6;

/** Whether they leave one request less each time; where Redis is not connected yet, a process counts for itself. */
async function areTogether(servers: readonly Running[]): Promise<boolean> {
  for (let clients = 0; clients < 3; clients += 1) {
    const headers = newClient();
    const left: number[] = [];
    for (let turn = 0; turn < LIMIT; turn += 1) {
      const server = servers[turn % 2] as Running;
      const answer = await call(server, 'GET', '/api/todos', { headers });
      left.push(Number(/r=(\d+)/.exec(`${answer.headers.ratelimit}`)?.[1]));
    }
    const [first = 0] = left;
    if (left.some((each, turn) => each !== first - turn)) return false;
  }
  return true;
}

/** Two servers behind a proxy, with one database and one Redis, behave as one. */
export function scaleOutContract(stack: () => Stack, redisUrl: () => string, shared: Has): void {
  const pair = async (env: Env = {}): Promise<[Running, Running]> => {
    await flushRedis(redisUrl());
    const common = { REDIS_URL: redisUrl(), RATE_LIMIT: '100000', TRUSTED_PROXIES: '1' };
    const all = productionEnv(stack(), { ...common, ...env });
    const first = await stack().launch(all);
    const both: [Running, Running] = [first, await stack().launch(all, first)];
    await until('the two to count together', () => areTogether(both), 30_000);
    return both;
  };
  const stop = (servers: readonly Running[]) =>
    Promise.all(servers.map((server) => server.stop('SIGKILL')));

  describe('two servers with one Redis', () => {
    test.each(['1', '2'])(
      'a limit reached on one holds on the other; processes each: %s',
      async (n) => {
        const counts = [];
        // A new minute may start in between, which happens at most once in a while.
        for (let attempt = 0; attempt < 2; attempt += 1) {
          const servers = await pair({ RATE_LIMIT: `${LIMIT}`, WEB_CONCURRENCY: n });
          let served = 0;
          for (let turn = 0; turn < 3 * LIMIT; turn += 1) {
            const server = servers[turn % 2] ?? servers[0];
            if ((await call(server, 'GET', '/api/todos')).status !== 429) served += 1;
          }
          counts.push(served);
          await stop(servers);
        }
        expect(counts).toContain(LIMIT);
      },
    );

    if (shared.accounts) {
      test('failed logins on both count together', async () => {
        const servers = await pair();
        try {
          const account = newAccount();
          await signUp(servers[0], account);
          const json = { ...account, password: 'wrong horse battery' };
          const statuses: number[] = [];
          for (let turn = 0; turn < 12; turn += 1) {
            statuses.push((await send(servers[turn % 2] ?? servers[0], 'login', json)).status);
          }
          expect([STRICT.account, THROTTLES.account]).toContain(statuses.indexOf(429));
          expect(statuses.slice(statuses.indexOf(429))).not.toContain(401);
          for (const server of servers) {
            expect((await send(server, 'login', account)).status).toBe(429);
          }
        } finally {
          await stop(servers);
        }
      });

      test('a session of one is one of the other', async () => {
        const servers = await pair();
        try {
          const session = await signUp(servers[0]);
          const [here, there] = servers.map((server) => as(server, session)) as [Running, Running];
          const todo = await add(here, 'Milk');
          const path = new URL(todo.url).pathname;
          expect((await call(there, 'GET', path)).status).toBe(200);
          await call(there, 'POST', '/api/auth/logout');
          expect((await call(here, 'GET', path)).status).toBe(401);
        } finally {
          await stop(servers);
        }
      });
    }

    const { channel } = shared;
    if (channel) {
      describe.each(['1', '2'])('live updates, processes each: %s', (processes) => {
        let servers: [Running, Running];
        beforeAll(async () => {
          servers = await pair({ WEB_CONCURRENCY: processes });
          if (!shared.accounts) return;
          const session = await signUp(servers[0]);
          const second = await logIn(servers[1], session);
          servers = [as(servers[0], session), as(servers[1], second)];
        }, 60_000);
        afterAll(() => stop(servers ?? []));

        test('a change through one is told by the other, once and in order', async () => {
          const [here, there] = servers;
          const streams = [
            await open(channel, here),
            await open(channel, there),
            await open(channel, there),
          ];
          const todo = await add(here, 'start');
          const path = new URL(todo.url).pathname;
          for (let turn = 0; turn < 20; turn += 1) {
            const server = servers[turn % 2] ?? here;
            await call(server, 'PATCH', path, { json: { title: `turn ${turn}` } });
          }
          await call(there, 'DELETE', path);
          const titles = Array.from({ length: 20 }, (_, turn) => `turn ${turn}`);
          const expected = ['start', ...titles, 'todo.deleted'];
          for (const stream of streams) {
            await told(stream, expected.length);
            await settle(stream, here);
            const heard = stream.messages.map((each) =>
              'todo' in each ? each.todo.title : each.type,
            );
            expect(heard.filter((each) => !each.startsWith('marker'))).toEqual(expected);
            stream.close();
          }
        });

        if (shared.accounts) {
          test('a session that ends through one ends its connections to the other', async () => {
            const [here, there] = servers;
            const session = await signUp(here);
            const who = as(there, session);
            const streams = [await open(channel, who), await open(channel, who)];
            await call(as(here, session), 'POST', '/api/auth/logout');
            for (const stream of streams) await until('the end', () => stream.ended());
          });
        }
      });
    }

    test('is told at the start when Redis is named wrongly', async () => {
      const { exitCode, output } = await stack().spawnFailing({ REDIS_URL: 'nonsense' });
      expect(exitCode, output).not.toBe(0);
      expect(output).toContain('REDIS_URL');
    });
  });
}
