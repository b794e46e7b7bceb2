import { describe, expect, test } from 'vitest';
import { type Answer, call, expectProblem } from './http.ts';
import type { Env, Running, Stack } from './server.ts';
import { withServer } from './server.ts';

const LIMIT = 5;

/** Asks 15 times, one after the other, each time as `headers` says; gives the answers. */
async function ask(server: Running, headers: (turn: number) => Env): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let turn = 0; turn < 3 * LIMIT; turn += 1) {
    answers.push(await call(server, 'GET', '/api/todos', { headers: headers(turn) }));
  }
  return answers;
}

/** How many got past the limit; where accounts are on, only to hear that nobody is signed in. */
function served(answers: Answer[]): number {
  for (const { status, text } of answers) expect([200, 401, 429], text).toContain(status);
  return answers.filter(({ status }) => status !== 429).length;
}

const ip = (turn: number): string => `203.0.113.${turn}`;

const cases: [name: string, env: Env, headers: (turn: number) => Env, limited: boolean][] = [
  ['a client', {}, () => ({}), true],
  ['a client of two processes', { WEB_CONCURRENCY: '2' }, () => ({}), true],
  ['a rotating X-Forwarded-For', {}, (turn) => ({ 'X-Forwarded-For': ip(turn) }), true],
  ['a rotating Forwarded', {}, (turn) => ({ Forwarded: `for=${ip(turn)}` }), true],
  ['a rotating X-Real-IP', {}, (turn) => ({ 'X-Real-IP': ip(turn) }), true],
  [
    'a rotating first hop behind one proxy',
    { TRUSTED_PROXIES: '1' },
    (turn) => ({ 'X-Forwarded-For': `${ip(turn)}, 198.51.100.1` }),
    true,
  ],
  [
    'many clients behind one proxy',
    { TRUSTED_PROXIES: '1' },
    (turn) => ({ 'X-Forwarded-For': `198.51.100.1, ${ip(turn)}` }),
    false,
  ],
  [
    'many clients behind two proxies',
    { TRUSTED_PROXIES: '2' },
    (turn) => ({ 'X-Forwarded-For': `198.51.100.1, ${ip(turn)}, 198.51.100.2` }),
    false,
  ],
  [
    'a rotating first hop behind two proxies',
    { TRUSTED_PROXIES: '2' },
    (turn) => ({ 'X-Forwarded-For': `${ip(turn)}, 198.51.100.1, 198.51.100.2` }),
    true,
  ],
];

/** `RATE_LIMIT` and what a client might do about it. */
export function limitsContract(stack: () => Stack): void {
  describe('rate limit', () => {
    test.each(cases)('%s', async (_name, env, headers, limited) => {
      const count = async (): Promise<number> => {
        let result = 0;
        await withServer(stack(), { RATE_LIMIT: `${LIMIT}`, ...env }, async (server) => {
          result = served(await ask(server, headers));
        });
        return result;
      };
      const expected = limited ? LIMIT : 3 * LIMIT;
      // A new minute may start in between, which happens at most once in a while.
      expect([await count(), await count()]).toContain(expected);
    });

    test('the answers tell when to come back; pages and health go on', () =>
      withServer(stack(), { RATE_LIMIT: `${LIMIT}` }, async (server) => {
        const answers = await ask(server, () => ({}));
        const [first] = answers;
        const last = answers.find(({ status }) => status === 429);
        if (!last) throw new Error('never limited');
        expectProblem(last, 429);
        expect(Number(last.headers['retry-after'])).toBeGreaterThanOrEqual(1);
        expect(Number(last.headers['retry-after'])).toBeLessThanOrEqual(60);
        for (const answer of [first, last]) {
          expect(answer?.headers['ratelimit-policy']).toMatch(new RegExp(`\\b${LIMIT}\\b`));
          expect(answer?.headers.ratelimit).toMatch(/\d/);
        }
        for (const path of ['/', '/livez', '/readyz', '/static/app.css']) {
          const { status } = await call(server, 'GET', path);
          expect([200, 302, 303], path).toContain(status);
        }
        expectProblem(await call(server, 'POST', '/api/todos', { json: { title: 'a' } }), 429);
        expectProblem(await call(server, 'GET', '/api/nope'), 404, 429);
      }));

    test('nonsense in X-Forwarded-For breaks nothing', () =>
      withServer(stack(), { TRUSTED_PROXIES: '1' }, async (server) => {
        for (const value of ['', ',', 'unknown', '1.2.3.4:5678', '[::1]:80', 'x'.repeat(3_000)]) {
          const headers = { 'X-Forwarded-For': value };
          const answer = await call(server, 'GET', '/api/todos', { headers });
          expect(answer.status, value).toBeLessThan(500);
        }
      }));
  });
}
