import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import express from 'express';
import { WebSocket } from 'ws';
import { loadConfig } from '../src/config.ts';
import { createBus } from '../src/live/bus.ts';
import { createHub } from '../src/live/hub.ts';
import { liveRouter } from '../src/live/router.ts';
import { handleUpgrades } from '../src/live/upgrade.ts';
import { createLogger } from '../src/logger.ts';
import type { Todo as StoredTodo } from '../src/todos/repository.ts';
import { startServer } from './process.ts';
import { startApp, type Todo } from './support.ts';

interface Message {
  type: string;
  id?: number;
  todo?: Todo;
}

const addressOf = (origin: string) => `${origin.replace('http', 'ws')}/ws/todos`;

/** A client that keeps what it is told. */
async function follow(t: TestContext, origin: string, options = {}) {
  const socket = new WebSocket(addressOf(origin), options);
  t.after(() => socket.terminate());
  const messages: Message[] = [];
  socket.on('message', (text) => messages.push(JSON.parse(String(text))));
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  /** What has come once there are this many messages. */
  async function told(count: number): Promise<Message[]> {
    while (messages.length < count) await once(socket, 'message');
    return messages;
  }
  return { socket, closed, told };
}

/** The status that refuses an upgrade. */
async function refusal(origin: string, options = {}, path = ''): Promise<number> {
  const socket = new WebSocket(addressOf(origin) + path, options);
  socket.on('error', () => {});
  const [, response] = await once(socket, 'unexpected-response');
  return response.statusCode;
}

/** A client that never reads what it is sent. */
async function deaf(t: TestContext, origin: string) {
  const { hostname, port, host } = new URL(origin);
  const socket = connect(Number(port), hostname);
  t.after(() => socket.destroy());
  socket.on('error', () => {});
  const head = ['GET /ws/todos HTTP/1.1', `Host: ${host}`, 'Connection: Upgrade'];
  head.push('Upgrade: websocket', 'Sec-WebSocket-Version: 13');
  socket.write([...head, `Sec-WebSocket-Key: ${'a'.repeat(22)}==`, '', ''].join('\r\n'));
  await once(socket, 'readable');
  assert.match(String(socket.read()), /^HTTP\/1.1 101 /);
  return socket;
}

/** Nothing but live updates, with the hub in hand. */
async function startHub(t: TestContext) {
  const hub = createHub(createBus());
  const config = loadConfig({ LOG_LEVEL: 'silent' });
  const server = createServer().listen(0, '127.0.0.1');
  handleUpgrades(server, express().use(liveRouter(hub, config, await createLogger(config))));
  await once(server, 'listening');
  t.after(async () => {
    await hub.close();
    server.close();
  });
  return { hub, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test('every client is told of every change, in order', async (t) => {
  const { origin, call, add } = await startApp(t);
  const clients = [await follow(t, origin), await follow(t, origin)];
  const todo = await add('Milk');
  const changed = (await (await call('PATCH', todo.url, { completed: true })).json()) as Todo;
  await call('PATCH', todo.url, {});
  await call('DELETE', todo.url);
  await call('DELETE', '/api/todos');
  for (const { told } of clients) {
    assert.deepEqual(await told(4), [
      { type: 'todo.created', todo },
      { type: 'todo.updated', todo: changed },
      { type: 'todo.deleted', id: todo.id },
      { type: 'todos.cleared' },
    ]);
  }
});

test('forms are told of too', async (t) => {
  const { origin, call } = await startApp(t);
  const { told } = await follow(t, origin);
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html' };
  await call('POST', '/todos', 'title=Milk', headers);
  const [message] = await told(1);
  assert.equal(message?.todo?.title, 'Milk');
});

test('other sites are refused before the upgrade', async (t) => {
  const { origin } = await startApp(t, { CORS_ORIGINS: 'https://client.example' });
  for (const foreign of ['https://evil.example', 'null', `${origin}.evil.example`]) {
    assert.equal(await refusal(origin, { origin: foreign }), 403);
  }
  for (const own of [origin, 'https://client.example']) await follow(t, origin, { origin: own });
});

test('upgrades pass the checks that every request passes', async (t) => {
  const { origin, call } = await startApp(t);
  assert.equal(await refusal(origin, { headers: { Host: 'evil.example' } }), 400);
  assert.equal(await refusal(origin, {}, '/nope'), 404);
  assert.equal((await call('GET', '/ws/todos')).status, 426);
  assert.equal((await call('POST', '/ws/todos')).status, 405);
});

test('a message over 64 kB closes the connection with 1009', async (t) => {
  const { origin } = await startApp(t);
  const { socket, closed } = await follow(t, origin);
  socket.send('x'.repeat(65_536));
  socket.send('x'.repeat(65_537));
  assert.equal(await closed, 1009);
});

test('a peer that does not answer pings is dropped', async (t) => {
  const { origin, hub } = await startHub(t);
  const dead = await deaf(t, origin);
  const { socket } = await follow(t, origin);
  for (let beat = 0; beat < 2; beat += 1) {
    hub.beat();
    await once(socket, 'ping');
    // Answered after the pong that went before it has arrived.
    socket.ping();
    await once(socket, 'pong');
  }
  dead.resume();
  await once(dead, 'close');
  assert.equal(socket.readyState, WebSocket.OPEN);
});

test('a client that does not read is cut off', async (t) => {
  const { origin, hub } = await startHub(t);
  const dead = await deaf(t, origin);
  const { socket, told } = await follow(t, origin);
  const title = 'x'.repeat(262_144);
  // More than the operating system keeps for both.
  for (let version = 1; version <= 200; version += 1) {
    hub.publish({ type: 'todo.updated', todo: { id: 1, version, title } as StoredTodo });
    await told(version);
  }
  dead.resume();
  await once(dead, 'close');
  assert.equal(socket.readyState, WebSocket.OPEN);
});

test('every process tells its clients of what happens in any', async (t) => {
  const { origin } = await startServer(t, { WEB_CONCURRENCY: '2' });
  const clients = await Promise.all(Array.from({ length: 6 }, () => follow(t, origin)));
  const titles = ['a', 'b', 'c', 'd'];
  for (const title of titles) {
    const body = JSON.stringify({ title });
    const headers = { 'Content-Type': 'application/json', Connection: 'close' };
    await fetch(`${origin}/api/todos`, { method: 'POST', headers, body });
  }
  for (const { told } of clients) {
    const messages = await told(titles.length);
    assert.deepEqual(messages.map(({ todo }) => todo?.title).sort(), titles);
  }
});

test('SIGTERM says goodbye to every client', async (t) => {
  const { origin, child } = await startServer(t);
  const { closed } = await follow(t, origin);
  await deaf(t, origin);
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  assert.equal(await closed, 1001);
  assert.deepEqual(await exit, [0, null]);
});
