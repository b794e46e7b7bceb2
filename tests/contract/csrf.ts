import { beforeAll, describe, expect, test } from 'vitest';
import { Visitor } from './html.ts';
import { type Answer, add, call, expectProblem, list } from './http.ts';
import type { Env, Server, Session, Todo } from './server.ts';
import { anonymous, as, logIn, newAccount, signUp, whoIs } from './sessions.ts';

const FOREIGN = { Origin: 'https://evil.example' };
const CROSS = { 'Sec-Fetch-Site': 'cross-site' };
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html' };

/** What goes with the cookie of somebody who is signed in; `token` is theirs. */
type Proof = (own: string, token: string) => Env;

const refused: [name: string, proof: Proof][] = [
  ['nothing but the cookie', () => ({})],
  ['a wrong token', (_own, token) => ({ 'X-CSRF-Token': `${token.slice(0, -4)}AAAA` })],
  ['an empty token', () => ({ 'X-CSRF-Token': '' })],
  ['a foreign Origin, as from a browser without Sec-Fetch-Site', () => FOREIGN],
  ['a foreign Origin and the token', (_, token) => ({ ...FOREIGN, 'X-CSRF-Token': token })],
  ['the origin null and the token', (_, token) => ({ Origin: 'null', 'X-CSRF-Token': token })],
  [
    'a foreign Origin that says same-origin',
    () => ({ ...FOREIGN, 'Sec-Fetch-Site': 'same-origin' }),
  ],
  ['Sec-Fetch-Site: cross-site', () => CROSS],
  ['Sec-Fetch-Site: same-site', () => ({ 'Sec-Fetch-Site': 'same-site' })],
];

const accepted: [name: string, proof: Proof][] = [
  ['Sec-Fetch-Site: same-origin', () => ({ 'Sec-Fetch-Site': 'same-origin' })],
  ['our Origin', (own) => ({ Origin: own })],
  ['the token', (_own, token) => ({ 'X-CSRF-Token': token })],
  [
    'all three',
    (own, token) => ({ Origin: own, 'Sec-Fetch-Site': 'same-origin', 'X-CSRF-Token': token }),
  ],
];

/** What another site may do with the cookie of somebody who is signed in: nothing. Needs `TRUSTED_PROXIES=1`. */
export function csrfContract(server: () => Server): void {
  const own = (): string => new URL(server().url).origin;
  let session: Session;
  beforeAll(async () => {
    session = await signUp(server());
  });

  /** A request with exactly these headers beside the cookie. */
  const ask = (method: string, path: string, headers: Env, json?: object): Promise<Answer> => {
    const all = { ...headers, Cookie: session.cookie };
    return call(anonymous(server()), method, path, { headers: all, ...(json && { json }) });
  };
  const attempts = (todo: Todo): [method: string, path: string, json?: object][] => [
    ['POST', '/api/todos', { title: 'forged' }],
    ['PATCH', todo.url, { title: 'forged' }],
    ['DELETE', todo.url],
    ['DELETE', '/api/todos'],
    ['POST', '/api/auth/logout'],
  ];

  describe('the cookie alone changes nothing', () => {
    test.each(refused)('%s: 403', async (_name, proof) => {
      const todo = await add(as(server(), session), 'Milk');
      for (const [method, path, json] of attempts(todo)) {
        expectProblem(await ask(method, path, proof(own(), session.csrfToken), json), 403);
      }
      expect(await list(as(server(), session))).toContainEqual(todo);
    });

    test.each(accepted)('with %s it does', async (_name, proof) => {
      session = await signUp(server());
      const todo = await add(as(server(), session), 'Milk');
      for (const [method, path, json] of attempts(todo)) {
        const answer = await ask(method, path, proof(own(), session.csrfToken), json);
        expect([200, 201, 204], answer.text).toContain(answer.status);
      }
      expect(await whoIs(server(), session)).toBeUndefined();
      session = await signUp(server());
    });

    test("somebody else's token: 403", async () => {
      const { csrfToken } = await signUp(server());
      const headers = { 'X-CSRF-Token': csrfToken };
      expectProblem(await ask('POST', '/api/todos', headers, { title: 'forged' }), 403);
    });

    test('a body that browsers send anywhere is no way around it', async () => {
      const headers = { ...FOREIGN, 'Content-Type': 'text/plain', Cookie: session.cookie };
      const body = '{"title":"forged"}';
      const answer = await call(anonymous(server()), 'POST', '/api/todos', { headers, body });
      expectProblem(answer, 403);
    });

    test('reading needs no proof', async () => {
      for (const headers of [{}, CROSS]) {
        expect((await ask('GET', '/api/todos', headers)).status).toBe(200);
      }
    });
  });

  describe('forms of other sites', () => {
    const post = (path: string, body: string, headers: Env): Promise<Answer> => {
      const all = { ...FORM, ...headers, Cookie: session.cookie };
      return call(anonymous(server()), 'POST', path, { headers: all, body });
    };

    test.each([
      ['nothing but the cookie', {}],
      ['a foreign Origin', FOREIGN],
      ['Sec-Fetch-Site: cross-site', CROSS],
    ])('%s: a 403 page', async (_name, headers) => {
      const todo = await add(as(server(), session), 'Milk');
      const forms = ['/todos', `/todos/${todo.id}/update`, `/todos/${todo.id}/delete`];
      for (const path of [...forms, '/logout', '/password']) {
        const answer = await post(path, 'title=forged&password=forged', headers);
        expect([answer.status, answer.headers['content-type']], path).toEqual([
          403,
          expect.stringMatching(/^text\/html/),
        ]);
      }
      expect(await list(as(server(), session))).toContainEqual(todo);
      expect(await whoIs(server(), session)).toBe(session.email);
    });

    test('nobody is signed in, up or out by another site', async () => {
      const { email, password } = session;
      const fields = new URLSearchParams({ email, password, next: '/' }).toString();
      for (const path of ['/login', '/signup']) {
        for (const headers of [FOREIGN, CROSS]) {
          const options = { headers: { ...FORM, ...headers }, body: fields };
          const answer = await call(anonymous(server()), 'POST', path, options);
          expect(answer.status, path).toBe(403);
          expect(answer.headers['set-cookie'] ?? []).not.toContainEqual(
            expect.stringMatching(/session\w*=\w/),
          );
          const visitor = new Visitor(anonymous(server()));
          await visitor.get(path);
          const forged = await visitor.resubmit(path, { email, password }, headers);
          expect(forged.status, path).toBe(403);
        }
      }
      for (const [path, json] of [
        ['login', session],
        ['signup', newAccount()],
      ] as const) {
        const options = { headers: FOREIGN, json: { email: json.email, password } };
        expectProblem(await call(anonymous(server()), 'POST', `/api/auth/${path}`, options), 403);
      }
    });
  });

  test('an origin in CORS_ORIGINS may use the token', async () => {
    const { corsOrigin } = server();
    if (!corsOrigin) return;
    const fresh = await logIn(server(), session);
    const headers = { Origin: corsOrigin, ...CROSS, Cookie: fresh.cookie };
    const json = { title: 'Milk' };
    const bare = await call(anonymous(server()), 'POST', '/api/todos', { headers, json });
    expectProblem(bare, 403);
    const proven = { ...headers, 'X-CSRF-Token': fresh.csrfToken };
    const options = { headers: proven, json };
    expect((await call(anonymous(server()), 'POST', '/api/todos', options)).status).toBe(201);
  });
}
