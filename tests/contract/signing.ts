import { describe, expect, test } from 'vitest';
import { call, expectProblem, list, places } from './http.ts';
import type { Server } from './server.ts';
import type { Account } from './sessions.ts';
import {
  anonymous,
  as,
  cookiesOf,
  logIn,
  newAccount,
  send,
  sessionCookie,
  signUp,
  whoIs,
} from './sessions.ts';

const PASSWORD = 'correct horse battery';

/** Where `/api/auth/…` and the list tell who is signed in. */
const needSession: [method: string, path: string, json?: object][] = [
  ['GET', '/api/auth/me'],
  ['GET', '/api/todos'],
  ['POST', '/api/todos', { title: 'Milk' }],
  ['DELETE', '/api/todos'],
  ['GET', '/api/todos/1'],
  ['PATCH', '/api/todos/1', { title: 'Milk' }],
  ['DELETE', '/api/todos/1'],
];

/** Signing in and out over the API. Needs a server with `TRUSTED_PROXIES=1`. */
export function signingContract(server: () => Server): void {
  describe('signing in', () => {
    test('answers who it is, with a token that works', async () => {
      const account = newAccount();
      await signUp(server(), account);
      const answer = await send(server(), 'login', account);
      expect(answer.status, answer.text).toBe(200);
      const token = expect.stringMatching(/./);
      expect(answer.json()).toEqual({ email: account.email, csrf_token: token });
      const session = await logIn(server(), account);
      expect(await list(as(server(), session))).toEqual([]);
    });

    test('an unknown user and a wrong password are told in the same words', async () => {
      const account = newAccount();
      await signUp(server(), account);
      const headers = { 'X-Request-Id': 'same' };
      const ask = (json: Account) => send(server(), 'login', json, { headers });
      const wrong = await ask({ ...account, password: PASSWORD });
      const unknown = await ask({ ...newAccount(), password: PASSWORD });
      expectProblem(wrong, 401);
      expect(unknown.json()).toEqual(wrong.json());
      expect([unknown.status, Object.keys(unknown.headers)]).toEqual([
        wrong.status,
        Object.keys(wrong.headers),
      ]);
    });

    test('the id of the session changes, and the old one ends', async () => {
      const first = await signUp(server());
      const { email, password } = first;
      const answer = await call(as(server(), first), 'POST', '/api/auth/login', {
        json: { email, password },
      });
      expect(answer.status, answer.text).toBe(200);
      expect(cookiesOf(answer)).not.toBe('');
      expect(await whoIs(server(), first)).toBeUndefined();
      expect(await whoIs(server(), { ...first, cookie: cookiesOf(answer) })).toBe(email);
    });

    test('a session id somebody made up is not adopted', async () => {
      const account = newAccount();
      const own = sessionCookie(await signUp(server(), account));
      const planted = own.replace(/=.*/, `=${'a'.repeat(32)}`);
      const headers = { Cookie: planted };
      const answer = await send(server(), 'login', account, { headers });
      expect([200, 403]).toContain(answer.status);
      const session = { ...account, csrfToken: '', cookie: planted };
      expect(await whoIs(server(), session)).toBeUndefined();
    });

    test.each([
      ['nothing', {}, '#/email', '#/password'],
      ['no password', { email: 'a@b.example' }, '#/password'],
      ['an empty password', { email: 'a@b.example', password: '' }, '#/password'],
      ['an empty e-mail', { email: '', password: PASSWORD }, '#/email'],
      ['an e-mail of spaces', { email: '  ', password: PASSWORD }, '#/email'],
      ['a number', { email: 1, password: 2 }, '#/email', '#/password'],
      ['an unknown field', { ...newAccount(), remember: true }, '#/remember'],
    ])('%s is refused', async (_name, json, ...expected) => {
      const problem = expectProblem(await send(server(), 'login', json), 422);
      expect(places(problem).sort()).toEqual(expected);
    });

    test('what is no JSON is refused as everywhere', async () => {
      const headers = { 'Content-Type': 'application/json' };
      for (const path of ['/api/auth/login', '/api/auth/signup']) {
        const post = (options: object) => call(anonymous(server()), 'POST', path, options);
        expectProblem(await post({ body: '{', headers }), 400);
        expectProblem(await post({ body: 'a=b' }), 415);
        expectProblem(await post({ body: ' '.repeat(102_401), headers }), 413);
        expectProblem(await call(anonymous(server()), 'GET', path), 405);
      }
      expectProblem(await call(anonymous(server()), 'POST', '/api/auth/me'), 405);
    });
  });

  describe('signing out', () => {
    test('ends the session on the server, and no other', async () => {
      const here = await signUp(server());
      const there = await logIn(server(), here);
      const answer = await call(as(server(), here), 'POST', '/api/auth/logout');
      expect([answer.status, answer.text]).toEqual([204, '']);
      expect(await whoIs(server(), here)).toBeUndefined();
      expectProblem(await call(as(server(), here), 'GET', '/api/todos'), 401);
      expect(await whoIs(server(), there)).toBe(here.email);
    });

    test('is no mistake where nobody is signed in', async () => {
      const answer = await call(anonymous(server()), 'POST', '/api/auth/logout');
      expect([204, 401]).toContain(answer.status);
    });
  });

  describe('without a session', () => {
    test.each(needSession)('%s %s is 401', async (method, path, json) => {
      const cookies = ['', `session=${'a'.repeat(32)}`, `sessionid=${'a'.repeat(32)}`];
      for (const Cookie of cookies) {
        const headers = { Origin: new URL(server().url).origin, ...(Cookie && { Cookie }) };
        const options = { headers, ...(json && { json }) };
        expectProblem(await call(anonymous(server()), method, path, options), 401);
      }
    });

    test('a session whose cookie was changed is none', async () => {
      const session = await signUp(server());
      const own = sessionCookie(session);
      for (const cookie of [own.slice(0, -1), `${own}x`, own.toUpperCase()]) {
        expect(await whoIs(server(), { ...session, cookie })).toBeUndefined();
      }
    });
  });

  test('nothing that belongs to a session is kept by shared caches', async () => {
    const session = await signUp(server());
    for (const path of ['/', '/api/todos', '/api/auth/me']) {
      const { headers } = await call(as(server(), session), 'GET', path);
      expect(headers['cache-control'], path).toMatch(/no-store|no-cache|private/);
      expect(headers['cache-control'], path).not.toMatch(/public|s-maxage/);
    }
  });
}
