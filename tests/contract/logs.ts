import { describe, expect, test } from 'vitest';
import { call } from './http.ts';
import type { Env, Running, Stack } from './server.ts';
import { productionEnv, until, withServer } from './server.ts';

/** What a server writes to its standard output. */
export function logsContract(stack: () => Stack): void {
  const inProduction =
    (use: (server: Running) => Promise<void>): (() => Promise<void>) =>
    () =>
      withServer(stack(), productionEnv(stack()), use);

  describe('logs', () => {
    test(
      'in production every line is a JSON object, and names the request it belongs to',
      inProduction(async (server) => {
        await until('its address', () => addressIn(server));
        const start = server.stdout().length;
        const ids = ['log-1', 'log-2', 'log-3', 'log-4'];
        const secret = { Authorization: 'Bearer hush-token', Cookie: 'sid=hush-cookie' };
        const headers = (index: number): Env => ({ ...secret, 'X-Request-Id': ids[index] ?? '' });
        const json = { title: 'Milk' };
        await call(server, 'POST', '/api/todos', { headers: headers(0), json });
        await call(server, 'GET', '/api/nope', { headers: headers(1) });
        await call(server, 'POST', '/api/todos', { headers: headers(2), body: '{' });
        await call(server, 'POST', '/todos', { headers: headers(3), body: '' });
        const log = (): string => server.stdout().slice(start);
        await until('a log line', () => ids.some((id) => log().includes(`"${id}"`)));
        for (const line of linesOf(log())) expect(line).toHaveProperty('request_id');
        linesOf(server.stdout());
        expect(server.stdout()).not.toMatch(/hush-token|hush-cookie/);
      }),
    );

    test(
      'one line tells where it listens',
      inProduction(async (server) => {
        await until('its address', () => addressIn(server));
        const lines = server.stdout().split('\n');
        const { port } = new URL(server.url);
        expect(lines.filter((line) => line.includes(`http://localhost:${port}`))).toHaveLength(1);
      }),
    );

    test('in development that line is for people', () =>
      withServer(stack(), {}, async (server) => {
        await until('its address', () => addressIn(server));
        const { port } = new URL(server.url);
        const lines = server.stdout().split('\n');
        const told = lines.filter((line) => line.includes(`http://localhost:${port}`));
        expect(told).toHaveLength(1);
        expect(told[0]).not.toMatch(/^\s*\{/);
      }));

    test(
      'a line break in an address starts no line of its own',
      inProduction(async (server) => {
        await call(server, 'GET', '/api/%0a%7b%22forged%22:true%7d', {
          headers: { 'X-Request-Id': 'forger', 'User-Agent': '{"forged":true}' },
        });
        await call(server, 'GET', '/api/nope');
        for (const line of linesOf(server.stdout())) expect(line).not.toHaveProperty('forged');
      }),
    );
  });
}

function addressIn(server: Running): boolean {
  return server.stdout().includes(`http://localhost:${new URL(server.url).port}`);
}

/** Every line of the log; each must be a JSON object. */
function linesOf(log: string): Record<string, unknown>[] {
  const whole = log.slice(0, log.lastIndexOf('\n') + 1);
  const lines = whole.split('\n').filter((line) => line.trim());
  return lines.map((line) => {
    expect(line).toMatch(/^\{.*\}$/);
    return JSON.parse(line) as Record<string, unknown>;
  });
}
