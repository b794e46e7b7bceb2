import { describe, expect, test } from 'vitest';
import { Visitor } from './html.ts';
import { add, call, connect, expectProblem, hostOf, raw, received, statusOf } from './http.ts';
import type { Env, Running, Stack, Todo } from './server.ts';
import { productionEnv, withServer } from './server.ts';

const TLS = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '203.0.113.1' };

/** What no client sends by accident, but a scanner does. */
const malformedTargets = [
  '/static//[/../app.css?v=1',
  '/static//[/app.css',
  '/static/[::1]:x?v=1',
  '/static/%?v=1',
  '/static/%00?v=1',
  '/static/app.css?v=%E0%A4%A',
  '/static/app.css?v[]=1&v=2',
  '/static/\\..\\app.css?v=1',
  '/static//?v=1',
  '//[/',
  '//[/static/app.css?v=1',
  '/api/todos//?limit=1',
  '/api//[/?limit=1',
  '/api/todos?[=]&%=%',
  '/api/todos/%5b%5d?//[',
  'http://[/static/app.css?v=1',
  'http://[::1/api/todos?limit=1',
  'http:///api/todos',
  '*',
];

/** Hosts, addresses and HSTS of a server in production. */
export function productionContract(stack: () => Stack): void {
  const inProduction =
    (env: Env, use: (server: Running) => Promise<void>): (() => Promise<void>) =>
    () =>
      withServer(stack(), productionEnv(stack(), env), use);

  describe('production', () => {
    test(
      'a Host that is not allowed is 400, except for health',
      inProduction({}, async (server) => {
        const wrong = [
          'evil.example',
          'evil.example:80',
          'localhost.evil.example',
          'xtodo.example',
        ];
        for (const host of wrong) {
          const headers = { Host: host };
          expectProblem(await call(server, 'GET', '/api/todos', { headers }), 400);
          const html = { ...headers, Accept: 'text/html' };
          expect((await call(server, 'GET', '/', { headers: html })).status).toBe(400);
          const json = { title: 'a' };
          expectProblem(await call(server, 'POST', '/api/todos', { headers, json }), 400);
          for (const path of ['/livez', '/readyz']) {
            expect((await call(server, 'GET', path, { headers })).status, path).toBe(200);
          }
        }
        const lines = ['GET /api/todos HTTP/1.1', 'Host:', 'Connection: close'];
        expect(statusOf(await raw(server, `${lines.join('\r\n')}\r\n\r\n`))).toBe(400);
      }),
    );

    test(
      'an allowed Host is served, and addresses are built from it',
      inProduction({}, async (server) => {
        for (const host of ['todo.example', 'todo.example:8443', 'TODO.example']) {
          const headers = { Host: host };
          const json = { title: 'a' };
          const answer = await call(server, 'POST', '/api/todos', { headers, json });
          expect(answer.status, answer.text).toBe(201);
          const { id, url } = answer.json<Todo>();
          expect(url.toLowerCase()).toBe(`http://${host}/api/todos/${id}`.toLowerCase());
        }
      }),
    );

    test(
      'what a proxy says counts for nothing unless one is trusted',
      inProduction({}, async (server) => {
        const headers = { ...TLS, Host: 'todo.example', 'X-Forwarded-Host': 'evil.example' };
        const json = { title: 'a' };
        const answer = await call(server, 'POST', '/api/todos', { headers, json });
        expect(answer.json<Todo>().url).toMatch(/^http:\/\/todo\.example\//);
        expect(answer.headers['strict-transport-security']).toBeUndefined();
      }),
    );

    test(
      'behind a trusted proxy with TLS: HSTS and https addresses; without TLS: neither',
      inProduction({ TRUSTED_PROXIES: '1' }, async (server) => {
        const json = { title: 'a' };
        const host = { Host: 'todo.example' };
        const headers = { ...TLS, ...host };
        const safe = await call(server, 'POST', '/api/todos', { headers, json });
        expect(safe.json<Todo>().url).toMatch(/^https:\/\/todo\.example\//);
        expect(safe.headers['strict-transport-security']).toMatch(/max-age=[1-9]/);
        const page = await call(server, 'GET', '/', { headers });
        expect(page.headers['strict-transport-security']).toMatch(/max-age=[1-9]/);
        const plain = await call(server, 'POST', '/api/todos', { headers: host, json });
        expect(plain.status, plain.text).toBe(201);
        expect(plain.json<Todo>().url).toMatch(/^http:/);
        expect(plain.headers['strict-transport-security']).toBeUndefined();
        const same = { ...headers, Origin: 'https://todo.example' };
        expect((await call(server, 'POST', '/api/todos', { headers: same, json })).status).toBe(
          201,
        );
        // Whoever is on the way can make such a page.
        const insecure = { ...headers, Origin: 'http://todo.example' };
        const forged = await call(server, 'POST', '/api/todos', { headers: insecure, json });
        expectProblem(forged, 403);
      }),
    );

    test.each([
      ['1', 'https, http', 'evil.example, todo.example', 'http://todo.example'],
      ['1', 'http, https', 'evil.example, todo.example', 'https://todo.example'],
      ['2', 'https, http, https', 'evil.example, todo.example, localhost', 'http://todo.example'],
      ['2', 'http, https, http', 'evil.example, todo.example, localhost', 'https://todo.example'],
      ['2', 'https', 'todo.example', 'https://todo.example'],
    ])(
      'behind %s trusted proxies %s and %s are %s: what a client sent along counts for nothing',
      (TRUSTED_PROXIES, proto, host, origin) =>
        withServer(stack(), productionEnv(stack(), { TRUSTED_PROXIES }), async (server) => {
          const headers = { 'X-Forwarded-Proto': proto, 'X-Forwarded-Host': host };
          const answer = await call(server, 'POST', '/api/todos', {
            headers,
            json: { title: 'a' },
          });
          expect(answer.status, answer.text).toBe(201);
          expect(new URL(answer.json<Todo>().url).origin).toBe(origin);
          const hsts = answer.headers['strict-transport-security'];
          expect(hsts !== undefined).toBe(origin.startsWith('https:'));
        }),
    );

    test('no HSTS in development', () =>
      withServer(stack(), { TRUSTED_PROXIES: '1' }, async (server) => {
        const answer = await call(server, 'GET', '/', { headers: TLS });
        expect(answer.headers['strict-transport-security']).toBeUndefined();
      }));

    test(
      'the page and its forms work',
      inProduction({}, async (server) => {
        const visitor = new Visitor(server);
        expect((await visitor.submit('/todos', { title: 'Milk' })).status).toBe(303);
        await visitor.get();
        expect(visitor.html).toContain('Milk');
        const styles = /href="(\/static\/[^"]+\.css)"/.exec(visitor.html)?.[1] ?? '';
        expect((await call(server, 'GET', styles)).status).toBe(200);
      }),
    );
  });

  test(
    'a malformed address is answered and ends nothing',
    inProduction({}, async (server) => {
      for (const title of ['Milk', 'Bread']) await add(server, title);
      for (const target of malformedTargets) {
        const lines = [`GET ${target} HTTP/1.1`, `Host: ${hostOf(server)}`, 'Connection: close'];
        const status = statusOf(await raw(server, `${lines.join('\r\n')}\r\n\r\n`));
        expect(status === 0 || (status >= 200 && status < 500), `${target}: ${status}`).toBe(true);
        expect((await call(server, 'GET', '/livez')).status, target).toBe(200);
      }
      // The process that was started, not one that took its place.
      expect(() => process.kill(server.pid, 0)).not.toThrow();
    }),
  );

  test(
    '16 kB of headers are enough, also in production',
    inProduction({}, async (server) => {
      const socket = await connect(server);
      const host = `GET /api/todos HTTP/1.1\r\nHost: ${hostOf(server)}\r\n`;
      socket.write(`${host}X-Large: ${'x'.repeat(20_000)}\r\nConnection: close\r\n\r\n`);
      const status = statusOf(await received(socket, 10_000));
      expect(status === 0 || (status >= 400 && status < 500), `${status}`).toBe(true);
      await add(server, 'Milk');
    }),
  );
}
