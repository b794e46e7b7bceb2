import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, connect, hostAndSession, received, statusOf } from './http.ts';
import { productionEnv, type Running, type Stack } from './server.ts';

/** How much later than promised a server may notice; a sweep every few seconds is fine. */
const GRACE = 15_000;

const slowClients: [name: string, seconds: number, start: (who: string) => string][] = [
  ['that sends nothing', 30, () => ''],
  ['with endless headers', 30, (who) => `GET / HTTP/1.1\r\n${who}\r\nX-Slow: `],
  ['with an endless first line', 30, () => 'GET /'],
  ['with an endless body', 60, (who) => post(who, 'Content-Length: 1000')],
  ['with endless chunks', 60, (who) => `${post(who, 'Transfer-Encoding: chunked')}100\r\n{`],
  ['with an endless form', 60, (who) => form(who)],
];

/** Clients that never finish. Takes more than a minute, so it belongs in a test file of its own. */
export function slowClientsContract(stack: () => Stack): void {
  describe('slow clients', { concurrent: true, timeout: 120_000 }, () => {
    let server: Running;

    beforeAll(async () => {
      server = await stack().launch(productionEnv(stack()));
    }, 60_000);
    afterAll(async () => {
      await server?.stop('SIGKILL');
    });

    test.each(slowClients)('one %s is cut off after %i s', async (name, seconds, start) => {
      const socket = await connect(server);
      const end = cutOff(socket);
      const response = received(socket, seconds * 1_000 + GRACE);
      socket.write(start(hostAndSession(server)));
      const drip = setInterval(() => name.includes('endless') && socket.write('x'), 1_000);
      try {
        expect(await Promise.race([end, response.then(() => 'waited in vain')])).toBe('cut off');
      } finally {
        clearInterval(drip);
      }
      expect([0, 400, 403, 408]).toContain(statusOf(await response));
      expect((await call(server, 'GET', '/livez')).status).toBe(200);
    });

    test('one that takes 10 s for its body is served', async () => {
      const socket = await connect(server);
      const body = '{"title":"Milk"}';
      const response = received(socket, 30_000);
      socket.write(
        post(hostAndSession(server), `Content-Length: ${body.length}`, 'Connection: close'),
      );
      for (const part of [body.slice(0, 4), body.slice(4)]) {
        await new Promise((resolve) => setTimeout(resolve, 5_000));
        socket.write(part);
      }
      expect(statusOf(await response)).toBe(201);
    });
  });
}

/** Resolves when the other side ends the connection, in whatever way. */
function cutOff(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    for (const event of ['end', 'error']) socket.once(event, () => resolve('cut off'));
  });
}

function post(who: string, ...headers: string[]): string {
  const lines = ['POST /api/todos HTTP/1.1', who, 'Content-Type: application/json'];
  return `${[...lines, ...headers].join('\r\n')}\r\n\r\n`;
}

function form(who: string): string {
  const lines = [
    'POST /todos HTTP/1.1',
    who,
    'Content-Type: application/x-www-form-urlencoded',
    'Content-Length: 1000',
  ];
  return `${lines.join('\r\n')}\r\n\r\ntitle=`;
}
