import { describe, expect, test } from 'vitest';
import { type Answer, add, call, expectProblem } from './http.ts';
import type { Server, Stack } from './server.ts';
import { withServer } from './server.ts';

const FOREIGN = 'https://evil.example';

function preflight(server: Server, origin: string, method: string, path: string): Promise<Answer> {
  const headers = {
    Origin: origin,
    'Access-Control-Request-Method': method,
    'Access-Control-Request-Headers': 'content-type,if-match',
  };
  return call(server, 'OPTIONS', path, { headers });
}

function names(header: unknown): string[] {
  return String(header ?? '')
    .toLowerCase()
    .split(/\s*,\s*/);
}

/** The origin may read the answer; no other origin may be served the same from a cache. */
function expectAllowed({ headers }: Answer, origin: string): void {
  expect(headers['access-control-allow-origin']).toBe(origin);
  expect(names(headers.vary)).toContain('origin');
}

function expectClosed({ headers }: Answer): void {
  const cors = Object.keys(headers).filter((name) => name.startsWith('access-control-allow'));
  expect(cors).toEqual([]);
}

/** For a server that lists `corsOrigin` in `CORS_ORIGINS`. */
export function corsContract(server: () => Server): void {
  const listed = (): string => server().corsOrigin ?? '';

  describe('CORS', () => {
    test.each(['GET', 'POST', 'PATCH', 'DELETE'])('%s is allowed in advance', async (method) => {
      for (const path of ['/api/todos', (await add(server(), 'Milk')).url]) {
        const answer = await preflight(server(), listed(), method, path);
        expect([200, 204]).toContain(answer.status);
        expectAllowed(answer, listed());
        expect(names(answer.headers['access-control-allow-methods'])).toContain(
          method.toLowerCase(),
        );
        const allowed = names(answer.headers['access-control-allow-headers']);
        expect(allowed).toEqual(expect.arrayContaining(['content-type', 'if-match']));
      }
    });

    test('answers are readable, with the headers that matter', async () => {
      const headers = { Origin: listed(), 'Sec-Fetch-Site': 'cross-site' };
      const json = { title: 'Milk' };
      const answer = await call(server(), 'POST', '/api/todos', { headers, json });
      expect(answer.status, answer.text).toBe(201);
      expectAllowed(answer, listed());
      const exposed = names(answer.headers['access-control-expose-headers']);
      const expected = ['etag', 'link', 'location', 'x-request-id'];
      expect(exposed).toEqual(expect.arrayContaining(expected));
    });

    test.each<[method: string, path: string, status: number]>([
      ['GET', '/api/todos/nope', 404],
      ['GET', '/api/todos?limit=0', 422],
      ['PUT', '/api/todos', 405],
      ['POST', '/api/todos', 415],
    ])('errors are readable too: %s %s', async (method, path, status) => {
      const headers = { Origin: listed() };
      const body = method === 'POST' ? { body: 'x' } : {};
      const answer = await call(server(), method, path, { headers, ...body });
      expectProblem(answer, status);
      expectAllowed(answer, listed());
    });

    test('without an Origin, Vary still tells caches', async () => {
      expect(names((await call(server(), 'GET', '/api/todos')).headers.vary)).toContain('origin');
    });

    test('an origin that only looks like the listed one is not allowed', async () => {
      const { protocol, host } = new URL(listed());
      const other = protocol === 'https:' ? 'http:' : 'https:';
      const lookalikes = [
        FOREIGN,
        'null',
        `${protocol}//${host}.evil.example`,
        `${protocol}//evil-${host}`,
        `${other}//${host}`,
        `${listed()}:444`,
      ];
      const headers = { Origin: listed() };
      expectAllowed(await call(server(), 'GET', '/api/todos', { headers }), listed());
      for (const origin of lookalikes) {
        const answer = await call(server(), 'GET', '/api/todos', { headers: { Origin: origin } });
        expect(answer.status).toBe(200);
        expectClosed(answer);
        expectClosed(await preflight(server(), origin, 'POST', '/api/todos'));
      }
    });

    test('the listed origin may use the API, not the forms', async () => {
      const headers = {
        Origin: listed(),
        'Sec-Fetch-Site': 'cross-site',
        'Content-Type': 'application/x-www-form-urlencoded',
      };
      const answer = await call(server(), 'POST', '/todos', { headers, body: 'title=forged' });
      expect(answer.status).toBe(403);
    });
  });
}

export function corsClosedContract(stack: () => Stack): void {
  test('CORS is closed unless an origin is listed', () =>
    withServer(stack(), {}, async (server) => {
      const headers = { Origin: FOREIGN };
      expectClosed(await call(server, 'GET', '/api/todos', { headers }));
      expectClosed(await preflight(server, FOREIGN, 'POST', '/api/todos'));
      const json = { title: 'forged' };
      expectProblem(await call(server, 'POST', '/api/todos', { headers, json }), 403);
    }));
}
