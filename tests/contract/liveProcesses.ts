import { Agent } from 'node:http';
import { describe, expect, test } from 'vitest';
import { add, call, connect, hostAndSession, received } from './http.ts';
import type { Server, Stack } from './server.ts';
import { productionEnv, STOP_MS, until, withServer } from './server.ts';
import type { Channel, Stream } from './streams.ts';
import { open, openSocket, PATHS, statusOfOpening, told } from './streams.ts';

const FREE = { RATE_LIMIT: '100000' };
/** A long title: few changes are enough to fill what lies between two processes. */
const LONG = '😀'.repeat(199);
/** Means nothing to a server, but fails once it has cut off the connection: an empty line; a pong. */
const NOTHING: Readonly<Record<Channel, Buffer>> = {
  sse: Buffer.from('\r\n'),
  websocket: Buffer.from([0x8a, 0x80, 0, 0, 0, 0]),
};

/** Live updates of several processes, and while stopping. */
export function updatesOfProcessesContract(stack: () => Stack, channel: Channel): void {
  describe(`live updates of processes (${channel})`, () => {
    test('a change in one of two processes reaches the listeners of both', () =>
      withServer(stack(), { ...FREE, WEB_CONCURRENCY: '2' }, async (server) => {
        const crowd: Stream[] = [];
        for (let count = 0; count < 8; count += 1) crowd.push(await open(channel, server));
        const ids: unknown[] = [];
        for (let turn = 0; turn < 10; turn += 1) ids.push((await add(server, `${turn}`)).id);
        for (const stream of crowd) {
          const heard = (await told(stream, 10)).map((each) => 'todo' in each && each.todo.id);
          // Two processes may tell of two todos in either order, of each once.
          expect(heard.sort()).toEqual(ids.sort());
          stream.close();
        }
      }));

    test.each(['1', '2'])('%s: stopping ends every connection, then it ends with 0', (processes) =>
      withServer(
        stack(),
        productionEnv(stack(), { ...FREE, WEB_CONCURRENCY: processes }),
        async (server) => {
          const crowd: Stream[] = [];
          for (let count = 0; count < 4; count += 1) crowd.push(await open(channel, server));
          const start = Date.now();
          expect(await server.stop('SIGTERM')).toBe(0);
          expect(Date.now() - start).toBeLessThan(STOP_MS);
          for (const stream of crowd) {
            await until('the end of the stream', () => stream.ended());
            expect(stream.ended()).not.toBe(1006);
          }
        },
      ),
    );

    if (channel === 'websocket') {
      test('a Host that is not allowed gets no socket', () =>
        withServer(stack(), productionEnv(stack()), async (server) => {
          const cookie = server.session?.cookie ?? '';
          const headers = { Host: 'evil.example', Cookie: cookie };
          await expect(openSocket(server, headers)).rejects.toThrow(/refused with 40[03]/);
        }));

      test.each(['https', 'wss'])('behind a proxy that says %s our pages are https', (proto) =>
        withServer(stack(), productionEnv(stack(), { TRUSTED_PROXIES: '1' }), async (server) => {
          const tls = { Host: 'todo.example', 'X-Forwarded-Proto': proto };
          const insecure = { ...tls, Origin: 'http://todo.example' };
          expect(await statusOfOpening(channel, server, insecure)).toBe(403);
          const stream = await open(channel, server, { ...tls, Origin: 'https://todo.example' });
          await add(server, 'Milk');
          const [created] = await told(stream, 1);
          expect(created).toMatchObject({
            todo: { url: expect.stringMatching(/^https:\/\/todo\.example\//) },
          });
          stream.close();
        }),
      );
    }
  });
}

/** Listeners that fall silent or behind. Takes a minute and a half. */
export function liveSlowContract(stack: () => Stack, channel: Channel): void {
  describe(`slow listeners (${channel})`, { concurrent: true, timeout: 180_000 }, () => {
    test('one that stops reading is cut off, and the others hear everything', () =>
      withServer(stack(), productionEnv(stack(), FREE), async (server) => {
        const reader = await open(channel, server);
        const socket = await connect(server);
        socket.write(opening(channel, server));
        await new Promise((resolve) => socket.once('readable', resolve));
        socket.pause();
        let isCutOff = false;
        socket.on('error', () => {
          isCutOff = true;
        });
        const todo = await add(server, 'start');
        const agent = new Agent({ keepAlive: true });
        let changes = 0;
        for (let round = 0; round < 400 && !isCutOff; round += 1) {
          const racers = Array.from({ length: 20 }, async () => {
            changes += 1;
            const json = { title: `${LONG}${changes % 10}` };
            expect((await call(server, 'PATCH', todo.url, { json, agent })).status).toBe(200);
          });
          await Promise.all(racers);
          socket.write(NOTHING[channel]);
        }
        expect(isCutOff).toBe(true);
        agent.destroy();
        await told(reader, changes + 1);
        expect(reader.messages).toHaveLength(changes + 1);
        reader.close();
      }));

    if (channel === 'websocket') {
      test('one that answers no ping is dropped, one that does is kept', () =>
        withServer(stack(), productionEnv(stack()), async (server) => {
          const alive = await open(channel, server);
          const socket = await connect(server);
          socket.write(opening(channel, server));
          const end = received(socket, 100_000);
          const kept = new Promise((resolve) => setTimeout(() => resolve('kept'), 95_000));
          expect(await Promise.race([end.then(() => 'dropped'), kept])).toBe('dropped');
          expect(alive.ended()).toBeUndefined();
          alive.close();
        }));
    } else {
      test('an idle stream is kept alive by what it gets every 30 s or more often', () =>
        withServer(stack(), productionEnv(stack()), async (server) => {
          const socket = await connect(server);
          socket.write(opening(channel, server));
          await new Promise((resolve) => socket.once('data', resolve));
          await new Promise((resolve) => setTimeout(resolve, 1_000));
          const text = await received(socket, 35_000);
          expect(text).toMatch(/^:/m);
        }));
    }
  });
}

/** The request that opens a stream, by hand: the client of a test answers nothing on its own. */
function opening(channel: Channel, server: Server): string {
  const upgrade = [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  const lines = [
    `GET ${PATHS[channel]} HTTP/1.1`,
    hostAndSession(server),
    ...(channel === 'websocket' ? upgrade : ['Accept: text/event-stream']),
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}
