import { describe, expect, test } from 'vitest';
import { call, expectProblem, places } from './http.ts';
import type { Server } from './server.ts';
import { anonymous, cookiesOf, logIn, newAccount, send, signUp } from './sessions.ts';

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

/** Signing up over the API. Needs a server with `TRUSTED_PROXIES=1`. */
export function signingUpContract(server: () => Server): void {
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
}
