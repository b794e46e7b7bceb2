import { describe, expect, test } from 'vitest';
import { add, call, expectProblem } from './http.ts';
import type { Server } from './server.ts';
import { anonymous } from './sessions.ts';

const HTML = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const UUID = '00000000-0000-4000-8000-000000000000';

const wrongIds = [
  '0',
  '-1',
  '1.5',
  '1e3',
  'abc',
  '999999999',
  '9223372036854775808',
  '9'.repeat(60),
  `far${'-too'.repeat(40)}-long`,
  UUID,
  `${UUID}0`,
  'null',
  'undefined',
  '__proto__',
  '%20',
  '%00',
  '1%00',
  "1'--",
  '%F0%9F%98%80',
  '%2e%2e%2ftodos',
];

const notOffered: [method: string, path: string, allow: string[]][] = [
  ['PUT', '/api/todos', ['DELETE', 'GET', 'HEAD', 'POST']],
  ['PATCH', '/api/todos', ['DELETE', 'GET', 'HEAD', 'POST']],
  ['PUT', '/api/todos/1', ['DELETE', 'GET', 'HEAD', 'PATCH']],
  ['POST', '/api/todos/1', ['DELETE', 'GET', 'HEAD', 'PATCH']],
  ['POST', '/livez', ['GET', 'HEAD']],
  ['DELETE', '/readyz', ['GET', 'HEAD']],
  ['PUT', '/', ['GET', 'HEAD']],
];

/** Unknown addresses, unknown ids, and methods. */
export function addressesContract(server: () => Server): void {
  /** A todo's address, or what takes the place of its id. */
  const path = async (template: string): Promise<string> =>
    template === '/api/todos/1' ? (await add(server(), 'Milk')).url : template;

  /** Where accounts are on: nobody, and somebody who is signed in. */
  const everybody = (): Server[] => [server(), anonymous(server())];

  describe('addresses', () => {
    test.each(wrongIds)('the id %s is unknown: 404', async (id) => {
      for (const method of ['GET', 'PATCH', 'DELETE']) {
        const body = method === 'PATCH' ? { json: { title: 'Milk' } } : {};
        expectProblem(await call(server(), method, `/api/todos/${id}`, body), 404);
      }
    });

    test('an id that is not even percent-encoded UTF-8 is 400 or 404', async () => {
      for (const id of ['%', '%zz', '%ff']) {
        expectProblem(await call(server(), 'GET', `/api/todos/${id}`), 400, 404);
      }
    });

    test.each(['/api', '/api/', '/api/nope', '/api/todos/1/nope', '/api/todoss'])(
      '%s is unknown: a problem, whatever is accepted',
      async (unknown) => {
        for (const headers of [HTML, { Accept: 'application/json' }, {}]) {
          for (const who of everybody()) {
            expectProblem(await call(who, 'GET', unknown, { headers }), 404);
          }
        }
      },
    );

    test.each([
      '/api/todos/',
      '/api/todos/?limit=1',
      '/api/todos//',
      '/api/todos//?limit=1',
      '/api//todos',
      '/api/todos/1/',
      '/api/TODOS',
      '/API/todos',
    ])('%s is not an address: 404', async (unknown) => {
      const { id } = await add(server(), 'Milk');
      await add(server(), 'Bread');
      const target = unknown.replace('1/', `${id}/`);
      const headers = { Accept: 'application/json' };
      for (const who of everybody()) {
        expectProblem(await call(who, 'GET', target, { headers }), 404);
      }
    });

    test.each([
      '/nope',
      '/todos/',
      '/todos/1',
      '/todos/1/nope',
      '/todos/1/update/',
      '/index.php',
      '/..%2f',
      '/static/nope.css',
    ])('%s is unknown: a page for browsers, a problem for programs', async (unknown) => {
      for (const who of everybody()) {
        const page = await call(who, 'GET', unknown, { headers: HTML });
        expect(page.status).toBe(404);
        expect(page.headers['content-type']).toMatch(/^text\/html; *charset=utf-8$/i);
        const { 'content-type': _, ...headers } = page.headers;
        expect(headers['x-content-type-options']).toBe('nosniff');
        for (const accept of ['application/json', 'application/problem+json']) {
          expectProblem(await call(who, 'GET', unknown, { headers: { Accept: accept } }), 404);
        }
      }
    });

    test('the page for an unknown address helps', async () => {
      const { text, headers } = await call(server(), 'GET', '/nope', { headers: HTML });
      expect(text).toMatch(/<h1[^>]*>(Page )?not found</i);
      expect(text).toMatch(/<a [^>]*href="\/"/);
      expect(text).toContain(String(headers['x-request-id']));
    });

    test.each([
      '/static/../package.json',
      '/static/../../../../../../etc/passwd',
      '/static/%2e%2e/package.json',
      '/static/..%2f..%2f..%2f..%2fetc%2fpasswd',
      '/static/%2e%2e%2f.env',
      '/static/..%5c.env',
      '/.env',
      '/static/.env',
      '/.git/config',
    ])('%s shows no file', async (hidden) => {
      const answer = await call(server(), 'GET', hidden);
      expect([400, 403, 404]).toContain(answer.status);
      expect(answer.text).not.toMatch(/SECRET_KEY|dependencies|root:|\[core\]/);
    });
  });

  describe('methods', () => {
    test.each(notOffered)('%s %s is not offered: 405', async (method, template, allow) => {
      const headers = { Accept: 'application/json' };
      const answer = await call(server(), method, await path(template), { headers });
      expectProblem(answer, 405);
      const allowed = String(answer.headers.allow)
        .toUpperCase()
        .split(/\s*,\s*/);
      expect(allowed).toEqual(expect.arrayContaining(allow));
      expect(allowed).not.toContain(method);
    });

    test('a method nobody knows is refused', async () => {
      const answer = await call(server(), 'PROPFIND', '/api/todos');
      expect([400, 405, 501]).toContain(answer.status);
    });

    test.each(['/', '/api/todos', '/api/todos/1', '/livez', '/readyz', '/static/app.css'])(
      'HEAD %s answers like GET without the body',
      async (template) => {
        const target = await path(template);
        const get = await call(server(), 'GET', target);
        const head = await call(server(), 'HEAD', target);
        expect([get.status, head.status, head.text]).toEqual([200, 200, '']);
        for (const name of ['content-type', 'etag', 'content-security-policy']) {
          expect(head.headers[name], name).toEqual(get.headers[name]);
        }
      },
    );

    test('HEAD of an unknown todo is 404', async () => {
      const head = await call(server(), 'HEAD', `/api/todos/${UUID}`);
      expect([head.status, head.text]).toEqual([404, '']);
    });

    test.each<[path: string, allow: string[]]>([
      ['/api/todos', ['GET', 'POST', 'DELETE']],
      ['/api/todos/1', ['GET', 'PATCH', 'DELETE']],
    ])('OPTIONS %s tells what is offered', async (template, allow) => {
      const answer = await call(server(), 'OPTIONS', await path(template));
      expect([200, 204]).toContain(answer.status);
      const allowed = String(answer.headers.allow)
        .toUpperCase()
        .split(/\s*,\s*/);
      expect(allowed).toEqual(expect.arrayContaining(allow));
    });
  });
}
