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

const goodPasswords: [name: string, password: string][] = [
  ['12 characters', 'zq8-Vn.3w+Lk'],
  ['128 characters', 'zq8-Vn.3w+Lk?7Hd'.repeat(8)],
  ['spaces at its ends', '  zq8 Vn 3w Lk  '],
  ['other scripts', 'пароль-שלום-😀-é'],
];

const badEmails: unknown[] = ['', 'nobody', 'a@', '@b.example', 'a b@c.example', 'a@b@c.example'];
const refused: [name: string, json: object, ...places: string[]][] = [
  ['nothing', {}, '#/email', '#/password'],
  ['no e-mail', { password: PASSWORD }, '#/email'],
  ['no password', { email: 'a@b.example' }, '#/password'],
  ...[...badEmails, 1, null, `${'x'.repeat(300)}@example.org`].map(
    (email): [string, object, string] => [
      `the e-mail ${JSON.stringify(email).slice(0, 30)}`,
      { email, password: PASSWORD },
      '#/email',
    ],
  ),
  ['two mistakes', { email: 'nobody', password: 'short' }, '#/email', '#/password'],
  ['an unknown field', { ...newAccount(), admin: true }, '#/admin'],
];

const badPasswords: [name: string, password: unknown][] = [
  ['11 characters', 'zq8-Vn.3w+L'],
  ['11 emoji', '😀🦊🐳🌵🍕🚲⛄🎲🎸🔭🧩'],
  ['129 characters', `${'zq8-Vn.3w+Lk?7Hd'.repeat(8)}x`],
  ['a common password', 'password1234'],
  ['a common password in capitals', 'PASSWORD1234'],
  ['digits alone', '729461830275'],
  ['a number', 123_456_789_012],
  ['null', null],
];

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

/** Signing up, in and out over the API. Needs a server with `TRUSTED_PROXIES=1`. */
export function signingContract(server: () => Server): void {
  describe('signing up', () => {
    test('starts a session', async () => {
      const account = newAccount();
      const answer = await send(server(), 'signup', account);
      expect(answer.status, answer.text).toBe(201);
      const body = answer.json<{ email: string; csrf_token: string }>();
      expect(body).toEqual({ email: account.email, csrf_token: expect.stringMatching(/./) });
      const headers = { Cookie: cookiesOf(answer) };
      const me = await call(anonymous(server()), 'GET', '/api/auth/me', { headers });
      expect(me.status).toBe(200);
      expect(me.json()).toEqual({ email: account.email, csrf_token: expect.stringMatching(/./) });
    });

    test.each(refused)('%s is refused', async (_name, json, ...expected) => {
      const problem = expectProblem(await send(server(), 'signup', json), 422);
      expect(places(problem).sort()).toEqual(expected);
    });

    test.each(badPasswords)('%s is no password', async (_name, password) => {
      const json = { ...newAccount(), password };
      expect(places(expectProblem(await send(server(), 'signup', json), 422))).toEqual([
        '#/password',
      ]);
      const answer = await send(server(), 'login', { ...json, password: `${password}` });
      expect([401, 422]).toContain(answer.status);
    });

    test('the e-mail is no password, in whatever case', async () => {
      const { email } = newAccount();
      for (const password of [email, email.toUpperCase()]) {
        const problem = expectProblem(await send(server(), 'signup', { email, password }), 422);
        expect(places(problem)).toEqual(['#/password']);
      }
    });

    test.each(goodPasswords)('a password of %s is taken as it is', async (_name, password) => {
      const account = { ...newAccount(), password };
      await signUp(server(), account);
      await logIn(server(), account);
      for (const other of [password.toUpperCase(), `${password} `, password.slice(0, -1)]) {
        const answer = await send(server(), 'login', { ...account, password: other });
        expect([401, 422], other).toContain(answer.status);
      }
    });

    test('a password is one, however its letters are composed', async () => {
      const composed = 'crème brûlée à la noix';
      const forms = [composed, composed.normalize('NFD')];
      for (const password of forms) {
        const account = { ...newAccount(), password };
        await signUp(server(), account);
        for (const other of forms) await logIn(server(), { ...account, password: other });
      }
      const short = { ...newAccount(), password: 'éàûîôêùâäöü'.normalize('NFD') };
      expectProblem(await send(server(), 'signup', short), 422);
    });

    test('an e-mail has one account, in whatever case', async () => {
      const account = newAccount();
      await signUp(server(), account);
      for (const email of [account.email, account.email.toUpperCase()]) {
        const json = { email, password: 'another password 1' };
        expectProblem(await send(server(), 'signup', json), 409);
      }
      await logIn(server(), account);
      await logIn(server(), { ...account, email: account.email.toUpperCase() });
    });

    test('of many at once with one e-mail one wins', async () => {
      const account = newAccount();
      const attempts = Array.from({ length: 5 }, () => send(server(), 'signup', account));
      const statuses = (await Promise.all(attempts)).map(({ status }) => status);
      expect(statuses.sort()).toEqual([201, 409, 409, 409, 409]);
    });
  });

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
