import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { mountApp } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import { openDatabase } from '../src/db/database.ts';
import { migrate } from '../src/db/migrator.ts';
import { createLogger } from '../src/logger.ts';
import { emptyDatabase } from './database.ts';

export interface Todo {
  id: number;
  title: string;
  completed: boolean;
  order: number | null;
  url: string;
  created_at: string;
  updated_at: string;
}

export const SECRET_KEY = 'k3-'.repeat(16);

/** The real application on a free port, with an empty database of its own. */
export async function startApp(t: TestContext, env: Record<string, string> = {}) {
  const config = loadConfig({ DATABASE_URL: await emptyDatabase(), LOG_LEVEL: 'silent', ...env });
  const { db } = openDatabase(config.DATABASE_URL);
  await migrate(db);
  const server = createServer();
  const close = mountApp(server, { config, logger: await createLogger(config) });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(async () => {
    await close(0);
    await db.destroy();
  });

  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  /** Sends `body` as JSON unless it is text already. */
  async function call(method: string, path: string, body?: unknown, headers = {}) {
    const isText = typeof body === 'string' || body instanceof Uint8Array;
    return fetch(new URL(path, origin), {
      method,
      redirect: 'manual',
      headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    });
  }
  async function add(title: string): Promise<Todo> {
    const response = await call('POST', '/api/todos', { title });
    assert.equal(response.status, 201);
    return (await response.json()) as Todo;
  }
  return { origin, config, db, call, add };
}

export async function titles(response: Response): Promise<string[]> {
  return ((await response.json()) as Todo[]).map(({ title }) => title);
}

/** Checks that the response is a problem of this status, and gives the places it complains about. */
export async function places(response: Response, status: number): Promise<string[]> {
  assert.equal(response.status, status);
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
  const problem = (await response.json()) as {
    status: number;
    request_id: string;
    errors?: { pointer?: string; parameter?: string }[];
  };
  assert.equal(problem.status, status);
  assert.equal(problem.request_id, response.headers.get('x-request-id'));
  return (problem.errors ?? []).map(({ pointer, parameter }) => pointer ?? parameter ?? '');
}
