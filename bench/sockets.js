/**
 * A thousand sockets on one process of the Node starter: each must receive every one of a thousand updates, in order,
 * and the memory they took must be free once they have left. Several rounds of both. `npm run bench:sockets`; Linux,
 * with the Node that runs the starter.
 */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

const SOCKETS = 1_000;
const UPDATES = 1_000;
const ROUNDS = 4;
const PORT = 4630;
const URL_OF_APP = `http://127.0.0.1:${PORT}`;

const root = path.join(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'stackstart-sockets-'));
const project = path.join(folder, 'app');
const flags = ['--template', 'node', '--feature', 'websocket', '--no-git'];
execFileSync(process.execPath, [path.join(root, 'dist', 'cli.js'), project, ...flags], {
  stdio: 'ignore',
});

const env = {
  PATH: process.env.PATH,
  NODE_ENV: 'production',
  SECRET_KEY: randomBytes(48).toString('hex'),
  PORT: String(PORT),
  RATE_LIMIT: '1000000',
  LOG_LEVEL: 'warn',
};
const options = { cwd: project, env, stdio: 'inherit' };
execFileSync(process.execPath, ['src/db/migrate.ts'], options);
const server = spawn(process.execPath, ['src/server.ts'], options);

const megabytes = () => {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024);
};

async function send(method, address, body) {
  const response = await fetch(`${URL_OF_APP}${address}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${address}: ${response.status}`);
  return response.json();
}

/** A client that counts the updates which come in order. */
async function follow() {
  const socket = new WebSocket(`${URL_OF_APP.replace('http', 'ws')}/ws/todos`);
  const client = { socket, inOrder: 0 };
  socket.on('message', (text) => {
    const { type, todo } = JSON.parse(text);
    if (type === 'todo.updated' && todo.order === client.inOrder) client.inOrder += 1;
  });
  await once(socket, 'open');
  return client;
}

async function round() {
  const clients = [];
  for (let count = 0; count < SOCKETS; count += 100) {
    clients.push(...(await Promise.all(Array.from({ length: 100 }, follow))));
  }
  const connected = megabytes();
  const { id } = await send('POST', '/api/todos', { title: 'Milk' });
  const started = performance.now();
  for (let order = 0; order < UPDATES; order += 1) {
    await send('PATCH', `/api/todos/${id}`, { order });
  }
  while (clients.some(({ inOrder }) => inOrder < UPDATES)) {
    if (performance.now() - started > 300_000) break;
    await sleep(50);
  }
  const seconds = (performance.now() - started) / 1_000;
  const complete = clients.filter(({ inOrder }) => inOrder === UPDATES).length;
  const busy = megabytes();
  const closed = clients.map(({ socket }) => once(socket, 'close'));
  for (const { socket } of clients) socket.close();
  await Promise.all(closed);
  await sleep(5_000);
  return { connected, busy, left: megabytes(), complete, seconds };
}

try {
  while (!(await fetch(`${URL_OF_APP}/livez`).catch(() => undefined))?.ok) await sleep(100);
  console.log(`${SOCKETS} sockets, ${UPDATES} updates, Node ${process.versions.node}`);
  console.log(`before: ${megabytes()} MB`);
  for (let number = 1; number <= ROUNDS; number += 1) {
    const { connected, busy, left, complete, seconds } = await round();
    const rate = Math.round((SOCKETS * UPDATES) / seconds);
    console.log(
      `round ${number}: ${complete} sockets received all in order, ${rate} messages a second; ` +
        `connected ${connected} MB, after the updates ${busy} MB, when all had left ${left} MB`,
    );
    if (complete < SOCKETS) process.exitCode = 1;
  }
} finally {
  server.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
