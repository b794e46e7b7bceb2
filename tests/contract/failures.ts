import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { add, call, expectProblem } from './http.ts';
import type { Running, Stack } from './server.ts';
import { productionEnv, until, withServer } from './server.ts';

const PYTHON = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).status === 0);

/** Holds the write lock of an SQLite database until its input ends. */
const LOCK = `
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
connection.execute('BEGIN IMMEDIATE')
print('locked', flush=True)
sys.stdin.read()
`;

async function whileLocked(file: string, use: () => Promise<void>): Promise<void> {
  const lock = spawn(PYTHON ?? '', ['-c', LOCK, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(lock, 'exit');
  await once(lock.stdout, 'data');
  try {
    await use();
  } finally {
    lock.stdin.end();
    await exit;
  }
}

/** A database that fails under a running server. SQLite only: elsewhere these have nothing to break. */
export function failuresContract(stack: () => Stack): void {
  const onSqlite = (use: (server: Running, file: string) => Promise<void>): Promise<void> =>
    withServer(stack(), productionEnv(stack()), async (server) => {
      if (server.database.file) await use(server, server.database.file);
    });

  describe('a failing database', () => {
    test.skipIf(!PYTHON)('is a generic error, with its stack in the log (needs python3)', () =>
      onSqlite(async (server, file) => {
        const headers = { 'X-Request-Id': 'unlucky' };
        await whileLocked(file, async () => {
          const json = { title: 'Milk' };
          const answer = await call(server, 'POST', '/api/todos', { headers, json });
          expectProblem(answer, 500, 503);
          expect((await call(server, 'GET', '/livez')).status).toBe(200);
          if (answer.status !== 500) return;
          await until('the stack in the log', () => stackOf(server.stdout(), 'unlucky'));
        });
        await add(server, 'Milk');
      }),
    );

    test('shows in /readyz, not in /livez', () =>
      onSqlite(async (server, file) => {
        rmSync(dirname(file), { recursive: true });
        const todos = await call(server, 'GET', '/api/todos');
        const ready = await call(server, 'GET', '/readyz');
        if (todos.status === 200) expect([200, 503]).toContain(ready.status);
        else expect([expectProblem(todos, 500, 503).status, ready.status]).toContain(503);
        expect((await call(server, 'GET', '/livez')).json()).toEqual({ status: 'ok' });
      }));
  });
}

/** The lines of a stack that the log holds for this request. */
function stackOf(log: string, id: string): string | undefined {
  const lines = log.split('\n').filter((line) => line.includes(`"${id}"`));
  return lines.find((line) => /\\n\s+(at |File )/.test(line));
}
