import { describe, expect, test } from 'vitest';
import { Visitor } from './html.ts';
import { type Answer, add, call, clear, expectProblem, list } from './http.ts';
import type { Env, Server, Todo } from './server.ts';

const HTML = { Accept: 'text/html' };

/** The directives of the Content-Security-Policy. */
function policyOf({ headers }: Answer): Record<string, string[]> {
  const policy = String(headers['content-security-policy'] ?? '');
  const directives = policy.split(';').map((directive) => directive.trim().split(/\s+/));
  return Object.fromEntries(directives.map(([name = '', ...sources]) => [name, sources]));
}

const foreign: [name: string, headers: (own: string) => Env][] = [
  ['another origin', () => ({ Origin: 'https://evil.example' })],
  ['the origin null', () => ({ Origin: 'null' })],
  ['another port', (own) => ({ Origin: own.replace(/(:\d+)?$/, ':1') })],
  ['an origin that starts like ours', (own) => ({ Origin: `${own}.evil.example` })],
  ['Sec-Fetch-Site: cross-site', () => ({ 'Sec-Fetch-Site': 'cross-site' })],
  ['Sec-Fetch-Site: same-site', () => ({ 'Sec-Fetch-Site': 'same-site' })],
];

const local: [name: string, headers: (own: string) => Env][] = [
  ['our origin', (own) => ({ Origin: own })],
  ['Sec-Fetch-Site: same-origin', () => ({ 'Sec-Fetch-Site': 'same-origin' })],
  ['both', (own) => ({ Origin: own, 'Sec-Fetch-Site': 'same-origin' })],
  ['neither, as from a program', () => ({})],
];

/** Response headers, and requests that come from other sites. */
export function securityContract(server: () => Server): void {
  const own = (): string => new URL(server().url).origin;

  describe('headers', () => {
    test.each<[name: string, path: string, headers: Env]>([
      ['the page', '/', HTML],
      ['an unknown page', '/nope', HTML],
      ['the list', '/api/todos', {}],
      ['an error', '/api/nope', {}],
      ['a file', '/static/app.css', {}],
      ['health', '/livez', {}],
    ])('%s carries the security headers', async (_name, path, headers) => {
      const answer = await call(server(), 'GET', path, { headers });
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['referrer-policy']).toMatch(/^(no-referrer|same-origin|strict-origin)/);
      expect(answer.headers['x-powered-by']).toBeUndefined();
      expect(answer.headers.server ?? '').not.toMatch(/\d/);
      const policy = policyOf(answer);
      expect(policy['default-src']).toEqual(["'none'"]);
      expect(policy['frame-ancestors']).toEqual(["'none'"]);
    });

    test.each(['/', '/nope'])('the policy of %s allows only what is here', async (path) => {
      const policy = policyOf(await call(server(), 'GET', path, { headers: HTML }));
      expect(policy['base-uri']).toEqual(["'none'"]);
      expect(policy).not.toHaveProperty('upgrade-insecure-requests');
      for (const name of ['script-src', 'style-src', 'img-src', 'connect-src', 'form-action']) {
        expect(policy[name], name).toEqual(["'self'"]);
      }
      const sources = Object.values(policy).flat();
      expect(sources.filter((source) => !["'none'", "'self'"].includes(source))).toEqual([]);
    });

    test('lists and todos are not kept by shared caches', async () => {
      const { headers } = await call(server(), 'GET', '/api/todos');
      expect(headers['cache-control'] ?? 'no-store').not.toMatch(/public|s-maxage|max-age=[1-9]/);
    });
  });

  describe('other sites', () => {
    const attempts = (todo: Todo): [method: string, path: string, json?: object][] => [
      ['POST', '/api/todos', { title: 'forged' }],
      ['PATCH', todo.url, { title: 'forged' }],
      ['DELETE', todo.url],
      ['DELETE', '/api/todos'],
    ];

    test.each(foreign)('%s may change nothing', async (_name, headersOf) => {
      await clear(server());
      const todo = await add(server(), 'Milk');
      const headers = headersOf(own());
      for (const [method, path, json] of attempts(todo)) {
        const answer = await call(server(), method, path, { headers, ...(json ? { json } : {}) });
        expectProblem(answer, 403);
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      }
      expect(await list(server())).toEqual([todo]);
    });

    test.each(local)('%s may change everything', async (_name, headersOf) => {
      const todo = await add(server(), 'Milk');
      const headers = headersOf(own());
      for (const [method, path, json] of attempts(todo)) {
        const answer = await call(server(), method, path, { headers, ...(json ? { json } : {}) });
        expect([200, 201, 204], answer.text).toContain(answer.status);
      }
    });

    test('other sites may link here', async () => {
      const headers = { ...HTML, 'Sec-Fetch-Site': 'cross-site', Referer: 'https://evil.example/' };
      expect((await call(server(), 'GET', '/', { headers })).status).toBe(200);
    });

    const forms: [name: string, headers: (own: string) => Env][] = [
      ...foreign.map<[string, (own: string) => Env]>(([name, headersOf]) => [
        name,
        (origin) => {
          const headers = headersOf(origin);
          return headers.Origin ? { ...headers, 'Sec-Fetch-Site': 'cross-site' } : headers;
        },
      ]),
      ['another origin, in a browser without Sec-Fetch-Site', foreign[0]?.[1] ?? (() => ({}))],
    ];

    test.each(forms)('a form from %s is a 403 page', async (_name, headersOf) => {
      await clear(server());
      const { id } = await add(server(), 'Milk');
      const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
      const headers = { ...HTML, ...type, ...headersOf(own()) };
      for (const path of ['/todos', `/todos/${id}/update`, `/todos/${id}/delete`]) {
        const answer = await call(server(), 'POST', path, { headers, body: 'title=forged' });
        expect(answer.status, path).toBe(403);
        expect(answer.headers['content-type']).toMatch(/^text\/html/);
      }
      expect((await list(server())).map(({ title }) => title)).toEqual(['Milk']);
    });

    test('a form from another site is a 403 page also with the fields of ours', async () => {
      await clear(server());
      for (const headersOf of foreign.map(([, each]) => each)) {
        const visitor = new Visitor(server());
        const answer = await visitor.submit('/todos', { title: 'forged' }, headersOf(own()));
        expect(answer.status, JSON.stringify(headersOf(own()))).toBe(403);
      }
      expect(await list(server())).toEqual([]);
    });

    test('a form whose only sign is a foreign Referer is a 403 page', async () => {
      const headers = {
        ...HTML,
        'Content-Type': 'application/x-www-form-urlencoded',
        Referer: 'https://evil.example/page',
      };
      const answer = await call(server(), 'POST', '/todos', { headers, body: 'title=forged' });
      expect(answer.status).toBe(403);
    });
  });
}
