import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { call, connect, hostAndSession, hostOf, raw, received, statusOf } from './http.ts';
import type { Env, Server } from './server.ts';
import { openSocket, PATHS, type Stream, settle, told } from './streams.ts';

const LIMIT = 65_536;
const UPGRADE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

/** The head of an answer whose body may never end. */
export async function headOf(server: Server, lines: string[]): Promise<string> {
  const socket = await connect(server);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  return received(socket, 20_000, (text) => text.includes('\r\n\r\n'));
}

/** What is the matter of server-sent events alone. */
export function eventsContract(server: () => Server, listen: () => Promise<Stream>): void {
  test('says what it is, and that no cache may keep it', async () => {
    const lines = [`GET ${PATHS.sse} HTTP/1.1`, 'Accept: text/event-stream'];
    const head = await headOf(server(), [...lines, hostAndSession(server())]);
    expect(statusOf(head)).toBe(200);
    expect(head).toMatch(/^content-type: text\/event-stream\b/im);
    expect(head).toMatch(/^cache-control: .*\b(no-cache|no-store)\b/im);
    expect(head).toMatch(/^x-request-id: \S/im);
  });

  test('takes no other method', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const answer = await call(server(), method, PATHS.sse, { json: {} });
      expect(answer.status).toBe(405);
    }
    const stream = await listen();
    await settle(stream, server());
  });
}

/** What is the matter of WebSocket alone. */
export function socketsContract(server: () => Server, listen: () => Promise<Stream>): void {
  const headers = (): Env => {
    const { session } = server();
    return session ? { Cookie: session.cookie } : {};
  };

  test('a message over 64 kB ends the connection with 1009, and no other', async () => {
    const bystander = await listen();
    for (const data of ['x'.repeat(LIMIT + 1), Buffer.alloc(1_000_000), 'é'.repeat(40_000)]) {
      const { socket, stream } = await openSocket(server(), headers());
      socket.send(data);
      await told(stream, 1);
      expect(stream.ended()).toBe(1009);
    }
    await settle(bystander, server());
  });

  test('so does one in fragments', async () => {
    const { socket, stream } = await openSocket(server(), headers());
    for (let part = 0; part < 3; part += 1) socket.send('x'.repeat(30_000), { fin: part === 2 });
    await told(stream, 1);
    expect(stream.ended()).toBe(1009);
  });

  test('what clients say changes nothing', async () => {
    const { socket, stream } = await openSocket(server(), headers());
    for (const data of ['x'.repeat(LIMIT), '{', '{"type":"todos.cleared"}', '']) {
      socket.send(data);
      if (socket.readyState !== socket.OPEN) break;
    }
    const bystander = await listen();
    await settle(bystander, server());
    expect(stream.ended()).not.toBe(1009);
    expect(bystander.messages).toHaveLength(1);
    socket.terminate();
  });

  test('other addresses and plain requests are no sockets', async () => {
    await expect(openSocket(server(), headers(), '/ws/nope')).rejects.toThrow('refused with 404');
    await expect(openSocket(server(), headers(), '/')).rejects.toThrow(/refused with 4\d\d|200/);
    const plain = await call(server(), 'GET', PATHS.websocket);
    expect([400, 404, 405, 426]).toContain(plain.status);
  });

  test('an upgrade that is malformed ends nothing', async () => {
    const host = `Host: ${hostOf(server())}`;
    const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket';
    for (const rest of ['', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: short']) {
      const request = `GET ${PATHS.websocket} HTTP/1.1\r\n${host}\r\n${upgrade}\r\n${rest}`;
      const status = statusOf(await raw(server(), `${request}${rest && '\r\n'}\r\n`));
      expect(status === 0 || (status >= 400 && status < 500), `${status}`).toBe(true);
      expect((await call(server(), 'GET', '/livez')).status).toBe(200);
    }
  });

  test('one behind a request that is still being answered does not either', async () => {
    const host = `Host: ${hostOf(server())}`;
    for (const first of ['/', '/readyz']) {
      const socket = await connect(server());
      const upgrade = [`GET ${PATHS.websocket} HTTP/1.1`, host, ...UPGRADE];
      const lines = [`GET ${first} HTTP/1.1`, host, '', ...upgrade, '', ''];
      socket.write(lines.join('\r\n'));
      await received(socket, 1_000);
      expect((await call(server(), 'GET', '/livez')).status).toBe(200);
    }
  });

  test.each([PATHS.websocket, '/livez'])(
    'one that promises a body does not either: %s',
    async (path) => {
      const head = [`GET ${path} HTTP/1.1`, `Host: ${hostOf(server())}`, ...UPGRADE];
      for (const body of ['Transfer-Encoding: chunked', 'Content-Length: 100']) {
        const socket = await connect(server());
        // Some wait for the body.
        const answered = Promise.race([once(socket, 'data'), once(socket, 'close'), sleep(1_000)]);
        socket.write(`${[...head, body].join('\r\n')}\r\n\r\n`);
        await answered;
        expect((await call(server(), 'GET', '/livez')).status).toBe(200);
        socket.destroy();
      }
    },
  );
}
