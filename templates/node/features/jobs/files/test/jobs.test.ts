import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { json } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { findDuplicates } from '../src/jobs/duplicates.ts';
import { findDuplicatesInThread } from '../src/jobs/thread.ts';
import { emptyDatabase } from './database.ts';
import { ownRedis } from './redis.ts';
import { SECRET_KEY, startApp } from './support.ts';

const ROOT = join(import.meta.dirname, '..');
const WORKER = ['src/jobs/worker.ts'];

interface Call {
  key: string | undefined;
  body: { type: string; todo: { id: number; title: string } };
  res: ServerResponse;
}

/** A service that takes webhooks; the test answers them. */
async function startService(t: TestContext) {
  const calls: Call[] = [];
  const server = createServer(async (req, res) => {
    const key = req.headers['idempotency-key'];
    calls.push({ key: String(key), body: (await json(req)) as Call['body'], res });
    server.emit('called');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  async function next(): Promise<Call> {
    while (calls.length === 0) await once(server, 'called');
    return calls.shift() as Call;
  }
  return { next, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function startWorker(t: TestContext, env: Record<string, string>) {
  const child = spawn(process.execPath, WORKER, {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', SECRET_KEY, ...env },
  });
  t.after(() => child.kill('SIGKILL'));
  child.stderr.pipe(process.stderr);
  const lines: { msg: string }[] = [];
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => lines.push(JSON.parse(line)));
  async function said(msg: string): Promise<void> {
    while (!lines.some((line) => line.msg === msg)) await once(output, 'line');
  }
  await said('waiting for jobs');
  return { child, said };
}

/** The application and a worker beside it, with one to-do. */
async function start(t: TestContext) {
  const REDIS_URL = await ownRedis(t);
  if (!REDIS_URL) return undefined;
  const { next, url } = await startService(t);
  const app = await startApp(t, { REDIS_URL });
  const { DATABASE_URL } = app.config;
  const worker = await startWorker(t, { REDIS_URL, DATABASE_URL, WEBHOOK_URL: url });
  const todo = await app.add('Milk');
  const complete = () => app.call('PATCH', todo.url, { completed: true });
  return { next, worker, todo, complete };
}

test('a webhook that fails is tried again, under the same key', async (t) => {
  const running = await start(t);
  if (!running) return;
  const { next, worker, todo, complete } = running;
  assert.equal((await complete()).status, 200);
  const first = await next();
  first.res.writeHead(503).end();
  const second = await next();
  assert.equal(second.key, first.key);
  assert.equal(second.body.type, 'todo.completed');
  assert.deepEqual([second.body.todo.id, second.body.todo.title], [todo.id, 'Milk']);
  second.res.writeHead(204).end();
  await worker.said('job done');
});

test('what the other service refuses is not tried again', async (t) => {
  const running = await start(t);
  if (!running) return;
  const { next, worker, complete } = running;
  await complete();
  (await next()).res.writeHead(410).end();
  await worker.said('job failed');
  await complete();
  const other = await next();
  other.res.writeHead(204).end();
  await worker.said('job done');
});

test('SIGTERM lets the job in hand finish', async (t) => {
  const running = await start(t);
  if (!running) return;
  const { next, worker, complete } = running;
  await complete();
  const call = await next();
  const exit = once(worker.child, 'exit');
  worker.child.kill('SIGTERM');
  await worker.said('stopping');
  call.res.writeHead(204).end();
  assert.deepEqual(await exit, [0, null]);
  await worker.said('job done');
});

test('the worker says that it needs REDIS_URL', async () => {
  const DATABASE_URL = await emptyDatabase();
  const production = { NODE_ENV: 'production', SECRET_KEY, DATABASE_URL, REDIS_URL: '' };
  const env = { ...process.env, ...production };
  const { status, stderr } = spawnSync(process.execPath, WORKER, { cwd: ROOT, env });
  assert.equal(status, 1);
  assert.match(String(stderr), /^ {2}REDIS_URL is required/m);
});

test('without Redis the application goes on', async (t) => {
  const { add, call } = await startApp(t, { REDIS_URL: 'redis://127.0.0.1:1/0' });
  const { url } = await add('Milk');
  assert.equal((await call('PATCH', url, { completed: true })).status, 200);
});

test('titles that are nearly the same are found, in a thread, within one list', async () => {
  const titles = ['Buy oat milk', 'Call Grace', 'buy oat milks', 'Call', 'Buy oat milk'];
  const todos = titles.map((title, index) => ({ id: index + 1, owner: index < 4 ? 1 : 2, title }));
  assert.deepEqual(findDuplicates(todos), [[1, 3]]);

  const many = Array.from({ length: 300 }, (_, id) => ({
    id,
    owner: 1,
    title: `To-do ${id * 997}`,
  }));
  const order: string[] = [];
  const found = findDuplicatesInThread(many).then((pairs) => {
    order.push('found');
    return pairs;
  });
  await fetch('data:,').then(() => order.push('meanwhile'));
  assert.deepEqual(await found, findDuplicates(many));
  assert.deepEqual(order, ['meanwhile', 'found']);
});
