import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { emptyDatabase } from './database.ts';
import { SECRET_KEY } from './support.ts';

const ROOT = join(import.meta.dirname, '..');

test('migrations go up and down, and production does not start without them', async () => {
  const DATABASE_URL = await emptyDatabase();
  const env = { NODE_ENV: 'production', SECRET_KEY, PORT: '0', DATABASE_URL };
  const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: ROOT, env });
  const migrate = (direction: string) => String(run('src/db/migrate.ts', direction).stdout).trim();

  const refused = run('src/server.ts');
  assert.equal(refused.status, 1);
  assert.match(String(refused.stderr), /lacks 0001_create_todos.*\nRun: npm run migrate/);
  assert.match(migrate('up'), /^Migrated up: 0001_create_todos/);
  assert.equal(migrate('up'), 'Nothing to do.');

  let taken = migrate('down');
  while (!taken.endsWith('0001_create_todos')) taken = migrate('down');
  assert.equal(migrate('down'), 'Nothing to do.');
  assert.match(migrate('up'), /^Migrated up: 0001_create_todos/);
});
