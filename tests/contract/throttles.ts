import { describe, expect, test } from 'vitest';
import { attributes, Visitor } from './html.ts';
import { type Answer, call, expectProblem } from './http.ts';
import type { Env, Server, Stack } from './server.ts';
import { withServer } from './server.ts';
import { type Account, anonymous, newAccount, newClient, send, signUp } from './sessions.ts';

/** How often one may fail before the next attempt is refused: per account, per address; and sign up. */
export interface Throttles {
  readonly account: number;
  readonly address: number;
  readonly signups: number;
}

export const THROTTLES: Throttles = { account: 10, address: 50, signups: 20 };
/** With sensitive data. */
export const STRICT: Throttles = { account: 5, address: 25, signups: 10 };

const ADVICE = /Too many attempts\. Try again in \d+ minute/;
const FREE = { RATE_LIMIT: '100000' };
const BEHIND_PROXY = { ...FREE, TRUSTED_PROXIES: '1' };

/** Limits of logins and sign-ups, and what a client might do about them. */
export function throttlesContract(stack: () => Stack, limits: Throttles = THROTTLES): void {
  const serving =
    (env: Env, use: (server: Server) => Promise<void>): (() => Promise<void>) =>
    () =>
      withServer(stack(), env, use);

  const fail = (server: Server, email: string, headers = newClient()): Promise<Answer> =>
    send(server, 'login', { email, password: 'wrong horse battery' }, { headers });

  /** Fails until the next attempt is refused; gives how often. */
  const failures = async (
    next: (turn: number) => Promise<Answer>,
    most: number,
  ): Promise<number> => {
    for (let turn = 0; turn <= most; turn += 1) {
      const answer = await next(turn);
      if (answer.status === 429) {
        expect(expectProblem(answer, 429).detail).toMatch(ADVICE);
        expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
        return turn;
      }
      expect([401, 201], answer.text).toContain(answer.status);
    }
    return most + 1;
  };

  /** The form again, filled in, with when to come back. */
  const expectForm = (answer: Answer, email: string): void => {
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(attributes(answer.text, /input(?=[^>]*name="email")/).value).toBe(email);
    expect(answer.text.split('role="alert"')[1]).toMatch(ADVICE);
  };

  const perAccount: [name: string, env: Env][] = [
    ['while X-Forwarded-For rotates', FREE],
    ['from many addresses', BEHIND_PROXY],
    ['over two processes', { ...FREE, WEB_CONCURRENCY: '2' }],
  ];

  describe('failed logins of one account', () => {
    test.each(perAccount)('%s', (_name, env) =>
      withServer(stack(), env, async (server) => {
        const account = newAccount();
        await signUp(server, account);
        const { email } = account;
        const spellings = [email, email.toUpperCase()];
        const attempt = (turn: number) => fail(server, spellings[turn % 2] ?? email);
        expect(await failures(attempt, limits.account)).toBe(limits.account);
        expectProblem(await send(server, 'login', account), 429);
        expect((await fail(server, newAccount().email)).status).toBe(401);
      }),
    );

    test(
      'count for an e-mail without an account as well',
      serving(BEHIND_PROXY, async (server) => {
        const { email } = newAccount();
        expect(await failures(() => fail(server, email), limits.account)).toBe(limits.account);
      }),
    );

    test(
      'all at once get no further',
      serving(BEHIND_PROXY, async (server) => {
        const account = newAccount();
        await signUp(server, account);
        const attempts = Array.from({ length: 3 * limits.account }, () =>
          fail(server, account.email),
        );
        const tried = (await Promise.all(attempts)).filter(({ status }) => status === 401);
        expect(tried.length).toBeLessThanOrEqual(limits.account);
        expectProblem(await send(server, 'login', account), 429);
      }),
    );

    test(
      'count together on the page and over the API',
      serving(BEHIND_PROXY, async (server) => {
        const account = newAccount();
        await signUp(server, account);
        const visitor = new Visitor(anonymous(server));
        const submit = async (): Promise<Answer> => {
          await visitor.get('/login');
          const fields = { email: account.email, password: 'wrong horse battery' };
          return visitor.resubmit('/login', fields, newClient());
        };
        for (let turn = 0; turn < limits.account; turn += 1) {
          expect((await submit()).status).toBe(401);
        }
        expectForm(await submit(), account.email);
        expectProblem(await send(server, 'login', account), 429);
      }),
    );

    test(
      'do not end the sessions it has',
      serving(BEHIND_PROXY, async (server) => {
        const session = await signUp(server);
        await failures(() => fail(server, session.email), limits.account);
        expect((await call({ ...server, session }, 'GET', '/api/todos')).status).toBe(200);
      }),
    );
  });

  describe('failed logins from one address', () => {
    const spread = async (server: Server, headers: (turn: number) => Env): Promise<number> => {
      const emails = Array.from({ length: limits.address + 1 }, () => newAccount().email);
      const attempt = (turn: number) => fail(server, emails[turn] ?? '', headers(turn));
      return failures(attempt, limits.address);
    };

    test(
      'count over all accounts, while X-Forwarded-For rotates',
      serving(FREE, async (server) => {
        const account: Account = newAccount();
        await signUp(server, account);
        expect(await spread(server, newClient)).toBe(limits.address);
        expectProblem(await send(server, 'login', account), 429);
      }),
    );

    test(
      'are no concern of another client behind the same proxy',
      serving(BEHIND_PROXY, async (server) => {
        const account = newAccount();
        await signUp(server, account);
        const { 'X-Forwarded-For': last = '' } = newClient();
        const headers = (turn: number) => ({ 'X-Forwarded-For': `203.0.113.${turn}, ${last}` });
        expect(await spread(server, headers)).toBe(limits.address);
        expect((await send(server, 'login', account)).status).toBe(200);
      }),
    );
  });

  describe('sign-ups from one address', () => {
    test(
      'are limited, while X-Forwarded-For rotates',
      serving(FREE, async (server) => {
        const attempt = () => send(server, 'signup', newAccount());
        expect(await failures(attempt, limits.signups)).toBe(limits.signups);
        const visitor = new Visitor(anonymous(server));
        await visitor.get('/signup');
        const account = newAccount();
        expectForm(await visitor.resubmit('/signup', { ...account }, newClient()), account.email);
      }),
    );

    test(
      'are no concern of another client behind the same proxy',
      serving(BEHIND_PROXY, async (server) => {
        const headers = newClient();
        const attempt = () => send(server, 'signup', newAccount(), { headers });
        expect(await failures(attempt, limits.signups)).toBe(limits.signups);
        await signUp(server);
      }),
    );
  });
}
