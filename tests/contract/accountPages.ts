import { beforeEach, describe, expect, test } from 'vitest';
import { attributes, decode, Visitor, visible } from './html.ts';
import { type Answer, call } from './http.ts';
import type { Server } from './server.ts';
import { anonymous, logIn, newAccount, newClient, send, signUp, whoIs } from './sessions.ts';

const elsewhere = [
  'https://evil.example/',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  ' //evil.example',
  '/%09/evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'http:evil.example',
  'evil.example',
  '/..//evil.example',
  '/./\\evil.example',
  'http://localhost@evil.example/',
];

/** The pages of accounts, without JavaScript. Needs a server with `TRUSTED_PROXIES=1`. */
export function accountPagesContract(server: () => Server): void {
  let visitor: Visitor;
  beforeEach(() => {
    visitor = new Visitor(anonymous(server()));
  });

  const own = (): string => new URL(server().url).origin;
  const fill = async (path: string, fields: Record<string, string>): Promise<Answer> => {
    await visitor.get(path);
    return visitor.resubmit(path.replace(/\?.*/, ''), fields, newClient());
  };
  const target = ({ headers }: Answer): URL => new URL(headers.location ?? '', server().url);
  const leadsTo = (answer: Answer, path: string): void => {
    expect(answer.status, answer.text.slice(0, 500)).toBe(303);
    expect(target(answer).href).toBe(`${own()}${path}`);
  };
  const isForm = (answer: Answer, status: number): string => {
    expect(answer.status, answer.text.slice(0, 500)).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    expect(answer.text).toMatch(/<form\b/);
    return decode(visible(answer.text));
  };

  describe('account pages', () => {
    test.each(['/', '/password'])('%s without a session leads to the login', async (path) => {
      const answer = await visitor.get(path);
      expect([302, 303]).toContain(answer.status);
      const { origin, pathname, searchParams } = target(answer);
      expect([origin, pathname, searchParams.get('next')]).toEqual([own(), '/login', path]);
    });

    test('signing up starts a session, and the header shows it', async () => {
      const account = newAccount();
      leadsTo(await fill('/signup', { ...account }), '/');
      expect((await visitor.get('/')).status).toBe(200);
      expect(visitor.html).toContain(account.email);
      expect(visitor.html).toMatch(/<a [^>]*href="\/password"[^>]*>\s*Password/);
      leadsTo(await visitor.resubmit('/logout', {}), '/login');
      expect([302, 303]).toContain((await visitor.get('/')).status);
    });

    test('the pages for people without a session lead to each other', async () => {
      await visitor.get('/login?next=/password');
      expect(visitor.html).toMatch(/<a [^>]*href="\/signup(\?[^"]*)?"[^>]*>\s*Create account/);
      await visitor.get('/signup');
      expect(visitor.html).toMatch(/<a [^>]*href="\/login(\?[^"]*)?"[^>]*>\s*Sign in/);
    });

    test('their fields are labelled, and tell password managers what they are', async () => {
      for (const [path, kind] of [
        ['/login', 'current-password'],
        ['/signup', 'new-password'],
      ] as const) {
        await visitor.get(path);
        const email = attributes(visitor.html, /input(?=[^>]*name="email")/);
        const password = attributes(visitor.html, /input(?=[^>]*name="password")/);
        expect(email).toMatchObject({
          type: 'email',
          autocomplete: expect.stringMatching(/username|email/),
        });
        expect(password).toMatchObject({ type: 'password', autocomplete: kind });
        for (const { id } of [email, password]) expect(visitor.html).toContain(`for="${id}"`);
      }
    });

    test('a failed login is 401 with the form, the e-mail kept, the password not', async () => {
      const account = newAccount();
      await signUp(server(), account);
      for (const email of [account.email, newAccount().email]) {
        const answer = await fill('/login', { email, password: 'wrong horse battery' });
        expect(isForm(answer, 401)).toContain('E-mail or password is wrong.');
        expect(attributes(answer.text, /input(?=[^>]*name="email")/).value).toBe(email);
        expect(answer.text).not.toContain('wrong horse battery');
      }
      leadsTo(await visitor.resubmit('/login', { ...account }, newClient()), '/');
    });

    test.each([
      ['a bad e-mail', { email: 'nobody' }],
      ['a short password', { password: 'zq8-Vn.3w+L' }],
      ['a common password', { password: 'password1234' }],
    ])('signing up with %s is explained on the form', async (_name, wrong) => {
      const fields = { ...newAccount(), ...wrong };
      const answer = await fill('/signup', fields);
      isForm(answer, 422);
      const [name = ''] = Object.keys(wrong);
      const field = attributes(answer.text, new RegExp(`input(?=[^>]*name="${name}")`));
      expect(field['aria-invalid']).toBe('true');
      expect(field['aria-describedby']).toMatch(/./);
      expect(attributes(answer.text, /input(?=[^>]*name="email")/).value).toBe(fields.email);
      expect(answer.text).not.toContain(`value="${fields.password}"`);
    });

    test('an e-mail that has an account is 409 with the form', async () => {
      const account = newAccount();
      await signUp(server(), account);
      isForm(await fill('/signup', { ...account, password: 'another password 1' }), 409);
      await logIn(server(), account);
    });

    test('signing out asks first, and ends the session on the server', async () => {
      const session = await signUp(server());
      visitor = new Visitor({ ...server(), session });
      isForm(await visitor.get('/logout'), 200);
      expect(await whoIs(server(), session)).toBe(session.email);
      leadsTo(await visitor.resubmit('/logout', {}), '/login');
      expect(await whoIs(server(), session)).toBeUndefined();
    });

    test('a form of the list without a session changes nothing', async () => {
      const answer = await visitor.post('/todos', 'title=forged');
      expect([302, 303, 401, 403]).toContain(answer.status);
    });
  });

  describe('next', () => {
    test.each(['/', '/password', '/?completed=true'])('%s is followed', async (next) => {
      const account = newAccount();
      await signUp(server(), account);
      leadsTo(await fill(`/login?next=${encodeURIComponent(next)}`, { ...account }), next);
    });

    test.each(elsewhere)('%j is not', async (next) => {
      const account = newAccount();
      await signUp(server(), account);
      const query = `?next=${encodeURIComponent(next)}`;
      const attempts: [path: string, fields: Record<string, string>][] = [
        [`/login${query}`, { ...account }],
        [`/signup${query}`, { ...newAccount() }],
        ['/login', { ...account, next }],
      ];
      for (const [path, fields] of attempts) {
        visitor = new Visitor(anonymous(server()));
        const answer = await fill(path, fields);
        expect(answer.status).toBe(303);
        const { location = '' } = answer.headers;
        expect(target(answer).origin, location).toBe(own());
        expect(location).not.toMatch(/^\/[\\/]|[\t\n]/);
      }
    });
  });

  describe('changing the password', () => {
    test('needs the current one', async () => {
      const session = await signUp(server());
      visitor = new Visitor({ ...server(), session });
      const fields = { current_password: 'wrong horse battery', password: 'another password 1' };
      const answer = await fill('/password', fields);
      expect([401, 403, 422]).toContain(answer.status);
      expect(answer.text).toMatch(/<form\b/);
      await logIn(server(), session);
    });

    test.each(['short', 'password1234'])('%s is refused', async (password) => {
      const session = await signUp(server());
      visitor = new Visitor({ ...server(), session });
      isForm(await fill('/password', { current_password: session.password, password }), 422);
      await logIn(server(), session);
    });

    test('takes passwords however their letters are composed', async () => {
      const account = { ...newAccount(), password: 'crème brûlée à la noix' };
      const session = await signUp(server(), account);
      visitor = new Visitor({ ...server(), session });
      const password = 'pâté en croûte, façon maison';
      const fields = { current_password: account.password.normalize('NFD'), password };
      expect((await fill('/password', fields)).status).toBe(303);
      visitor = new Visitor(anonymous(server()));
      const login = { email: account.email, password: password.normalize('NFD') };
      leadsTo(await fill('/login', login), '/');
    });

    test('ends the other sessions, keeps this one, and counts at once', async () => {
      const session = await signUp(server());
      const other = await logIn(server(), session);
      visitor = new Visitor({ ...server(), session });
      const password = 'another password 1';
      const answer = await fill('/password', { current_password: session.password, password });
      leadsTo(answer, '/password?changed');
      expect(await whoIs(server(), other)).toBeUndefined();
      const notice = '<p class="notice" role="status">Your password has been changed.';
      expect((await visitor.get('/password?changed')).text).toContain(notice);
      expect((await visitor.get('/password')).text).not.toContain('has been changed');
      expect((await visitor.get('/')).status).toBe(200);
      expect(visitor.html).toContain(session.email);
      expect(
        (await send(server(), 'login', { email: session.email, password: session.password }))
          .status,
      ).toBe(401);
      await logIn(server(), { ...session, password });
    });
  });

  test('pages of accounts are kept by no cache, and shown in no frame', async () => {
    for (const path of ['/login', '/signup']) {
      const { headers } = await call(anonymous(server()), 'GET', path);
      expect(headers['cache-control']).toMatch(/no-store|no-cache|private/);
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    }
  });
}
