import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { emptyDatabase } from './database.ts';
import { SECRET_KEY } from './support.ts';

const ROOT = join(import.meta.dirname, '..');

export interface Line {
  msg: string;
  [key: string]: unknown;
}

/** Starts the server as production does, on a free port and a migrated database. */
export async function startServer(t: TestContext, extra: Record<string, string> = {}) {
  const database = extra.DATABASE_URL ?? (await emptyDatabase());
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    SECRET_KEY,
    PORT: '0',
    DATABASE_URL: database,
    ...extra,
  };
  const migrated = spawnSync(process.execPath, ['src/db/migrate.ts'], { cwd: ROOT, env });
  if (migrated.status !== 0) throw new Error(String(migrated.stderr));

  const child = spawn(process.execPath, ['src/server.ts'], { cwd: ROOT, env });
  t.after(() => child.kill('SIGKILL'));
  child.stderr.pipe(process.stderr);
  const lines: Line[] = [];
  const origin = await new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as Line;
      lines.push(line);
      const url = /^listening on (http:\/\/localhost:\d+)$/.exec(line.msg)?.[1];
      if (url) resolve(url);
    });
  });
  return { child, origin, lines, database };
}
