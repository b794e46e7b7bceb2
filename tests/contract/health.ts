import { describe, expect, test } from 'vitest';
import {
  add,
  call,
  clear,
  connect,
  expectProblem,
  hostAndSession,
  hostOf,
  list,
  raw,
  statusOf,
} from './http.ts';
import type { Server } from './server.ts';

const ID = /^[A-Za-z0-9._-]{1,128}$/;

const everywhere: [method: string, path: string, status: number][] = [
  ['GET', '/', 200],
  ['GET', '/livez', 200],
  ['GET', '/readyz', 200],
  ['GET', '/api/todos', 200],
  ['HEAD', '/api/todos', 200],
  ['GET', '/static/app.css', 200],
  ['GET', '/nope', 404],
  ['GET', '/api/nope', 404],
  ['GET', '/api/todos?limit=0', 422],
  ['PUT', '/api/todos', 405],
  ['POST', '/api/todos', 415],
];

/** Health checks, request ids, and requests that are hardly HTTP. */
export function healthContract(server: () => Server): void {
  describe('health', () => {
    test('/livez and /readyz answer', async () => {
      const live = await call(server(), 'GET', '/livez');
      expect([live.status, live.json()]).toEqual([200, { status: 'ok' }]);
      expect(live.headers['content-type']).toMatch(/^application\/json\b/);
      expect((await call(server(), 'GET', '/readyz')).status).toBe(200);
    });

    test.each(['/livez', '/readyz'])('%s ignores the Host header', async (path) => {
      for (const host of ['evil.example', '10.0.0.7:8080', 'bad host', '']) {
        const lines = [`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: close'];
        const response = await raw(server(), `${lines.join('\r\n')}\r\n\r\n`);
        expect(statusOf(response), `Host: ${host}`).toBe(200);
      }
    });
  });

  describe('request ids', () => {
    test.each(everywhere)('%s %s (%i) keeps the id it came with', async (method, path, status) => {
      const id = `Test_${Math.random()}-x`;
      const headers = { 'X-Request-Id': id, Accept: 'application/json' };
      const body = method === 'POST' ? { body: 'x' } : {};
      const answer = await call(server(), method, path, { headers, ...body });
      expect([answer.status, answer.headers['x-request-id']]).toEqual([status, id]);
    });

    test.each(['a', '0', 'A.b_c-9', `${'128-'.repeat(31)}long`])('%s is kept', async (id) => {
      const answer = await call(server(), 'GET', '/api/todos', { headers: { 'X-Request-Id': id } });
      expect(answer.headers['x-request-id']).toBe(id);
    });

    test.each([
      `too${'-long'.repeat(26)}`,
      'a b',
      'a/b',
      'a,b',
      '"a"',
      '<script>',
      '{"a":1}',
      'é',
      '$(id)',
      '',
    ])('%s is replaced', async (id) => {
      const headers = { 'X-Request-Id': id };
      const answer = await call(server(), 'GET', '/api/nope', { headers });
      expect(answer.headers['x-request-id']).toMatch(ID);
      expect(answer.headers['x-request-id']).not.toBe(id);
      expectProblem(answer, 404);
    });

    test('every request gets an id of its own', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => call(server(), 'GET', '/livez')),
      );
      const ids = answers.map(({ headers }) => headers['x-request-id']);
      for (const id of ids) expect(id).toMatch(ID);
      expect(new Set(ids).size).toBe(20);
    });
  });

  describe('odd requests', () => {
    const odd: [name: string, request: (host: string) => string][] = [
      ['noise', () => '\x16\x03\x01\x02\x00\x01\r\n\r\n'],
      ['a request without Host', () => 'GET /api/todos HTTP/1.1\r\nConnection: close\r\n\r\n'],
      ['two lengths', (host) => post(host, 'Content-Length: 5', 'Content-Length: 6')],
      [
        'a length and chunks',
        (host) => post(host, 'Content-Length: 5', 'Transfer-Encoding: chunked'),
      ],
      ['a negative length', (host) => post(host, 'Content-Length: -5')],
      ['a header with a NUL', (host) => post(host, 'X-A: a\0b')],
      ['20 kB of headers', (host) => post(host, `X-Large: ${'x'.repeat(20_000)}`)],
      [
        '20 kB of address',
        (host) => `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
      ],
      ['1,000 headers', (host) => post(host, ...Array<string>(1_000).fill('X-Small: 12345678'))],
    ];

    test.each(odd)('%s: refused or cut off, and the next is served', async (_name, request) => {
      const response = await raw(server(), Buffer.from(request(hostOf(server())), 'latin1'));
      expect(statusOf(response) === 0 || statusOf(response) >= 400, response).toBe(true);
      expect(statusOf(response)).not.toBe(500);
      expect((await call(server(), 'GET', '/livez')).status).toBe(200);
    });

    test('what is left of a refused body is never taken for a request', async () => {
      const host = hostAndSession(server());
      const inner = `DELETE /api/todos HTTP/1.1\r\n${host}\r\n\r\n`;
      const outer = ['POST /api/todos HTTP/1.1', host, 'Content-Type: text/plain'];
      const length = `Content-Length: ${inner.length}`;
      const last = `GET /livez HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`;
      const todo = await add(server(), 'Milk');
      const sent = `${[...outer, length].join('\r\n')}\r\n\r\n${inner}${last}`;
      const statuses = (await raw(server(), sent)).match(/HTTP\/1\.1 \d{3}/g) ?? [];
      const expected = ['HTTP/1.1 415', 'HTTP/1.1 200'];
      expect(statuses).toEqual(expected.slice(0, Math.max(1, statuses.length)));
      expect((await call(server(), 'GET', todo.url)).status).toBe(200);
    });

    test('7 kB of cookies are no problem', async () => {
      const headers = { Cookie: `a=${'x'.repeat(7_000)}` };
      expect((await call(server(), 'GET', '/', { headers })).status).toBe(200);
    });

    test('a client that leaves in the middle of its body leaves nothing behind', async () => {
      await clear(server());
      for (let client = 0; client < 20; client += 1) {
        const socket = await connect(server());
        socket.write(post(hostOf(server()), 'Content-Length: 500'), () => socket.destroy());
      }
      const todo = await add(server(), 'Milk');
      expect(await list(server())).toEqual([todo]);
    });
  });
}

function post(host: string, ...headers: string[]): string {
  const lines = ['POST /api/todos HTTP/1.1', `Host: ${host}`, 'Content-Type: application/json'];
  return `${[...lines, 'Connection: close', ...headers].join('\r\n')}\r\n\r\n{"tit`;
}
