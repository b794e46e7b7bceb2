import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import express from 'express';
import { loadConfig } from '../src/config.ts';
import { createBus } from '../src/live/bus.ts';
import { createHub } from '../src/live/hub.ts';
import { liveRouter } from '../src/live/router.ts';
import type { Todo as StoredTodo } from '../src/todos/repository.ts';
import { startServer } from './process.ts';
import { places, startApp, type Todo } from './support.ts';

interface Message {
  type: string;
  id?: number;
  todo?: Todo;
}

async function openStream(t: TestContext, origin: string, headers = {}): Promise<IncomingMessage> {
  const request = get(`${origin}/api/todos/events`, { headers, agent: false });
  t.after(() => request.destroy());
  const [response] = await once(request, 'response');
  response.on('error', () => {});
  return response;
}

/** A client that keeps what it is told. */
async function follow(t: TestContext, origin: string, headers = {}) {
  const stream = await openStream(t, origin, headers);
  assert.equal(stream.statusCode, 200);
  assert.equal(stream.headers['content-type'], 'text/event-stream; charset=utf-8');
  const lines = createInterface({ input: stream });
  lines.on('error', () => {});
  const messages: Message[] = [];
  lines.on('line', (line) => {
    if (line.startsWith('data: ')) messages.push(JSON.parse(line.slice('data: '.length)));
  });
  /** What has come once there are this many messages. */
  async function told(count: number): Promise<Message[]> {
    while (messages.length < count) await once(lines, 'line');
    return messages;
  }
  return { stream, lines, told };
}

/** Nothing but live updates, with the hub in hand. */
async function startHub(t: TestContext) {
  const hub = createHub(createBus());
  const server = createServer(express().use(liveRouter(hub, loadConfig({}))));
  server.listen(0, '127.0.0.1');
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

test('other sites are refused', async (t) => {
  const { origin, call } = await startApp(t, { CORS_ORIGINS: 'https://client.example' });
  for (const foreign of ['https://evil.example', 'null', `${origin}.evil.example`]) {
    await places(await call('GET', '/api/todos/events', undefined, { Origin: foreign }), 403);
  }
  for (const own of [origin, 'https://client.example']) await follow(t, origin, { Origin: own });
});

test('HEAD answers at once, other methods are 405', async (t) => {
  const { call } = await startApp(t);
  assert.equal((await call('HEAD', '/api/todos/events')).status, 200);
  await places(await call('POST', '/api/todos/events'), 405);
});

test('a quiet stream is kept alive', async (t) => {
  const { origin, hub } = await startHub(t);
  const { lines } = await follow(t, origin);
  await once(lines, 'line');
  hub.beat();
  while ((await once(lines, 'line'))[0] !== ':');
});

test('a client that does not read is cut off', async (t) => {
  const { origin, hub } = await startHub(t);
  const dead = await openStream(t, origin);
  const { stream, told } = await follow(t, origin);
  const title = 'x'.repeat(262_144);
  // More than the operating system keeps for both.
  for (let version = 1; version <= 200; version += 1) {
    hub.publish({ type: 'todo.updated', todo: { id: 1, version, title } as StoredTodo });
    await told(version);
  }
  dead.resume();
  await new Promise((resolve) => dead.once('close', resolve));
  assert.equal(stream.destroyed, false);
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

test('SIGTERM ends every stream', async (t) => {
  const { origin, child } = await startServer(t);
  const { stream } = await follow(t, origin);
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await once(stream, 'end');
  assert.deepEqual(await exit, [0, null]);
});
