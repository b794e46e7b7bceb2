import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '../src/config.ts';
import { openDatabase } from '../src/db/database.ts';
import { dropDatabase, emptyDatabase } from './database.ts';

test('a database that does not exist is told from a server that is away', async (t) => {
  const url = await emptyDatabase();
  await dropDatabase(url);
  const connect = async (target: string) => {
    const { db } = openDatabase(target);
    t.after(() => db.destroy());
    await db.selectFrom('todos').select('id').execute();
  };
  await assert.rejects(
    connect(url),
    /There is no database todos_test_.+\nMake it: createdb .+ todos_test_/,
  );
  const away = new URL(url);
  away.port = '1';
  await assert.rejects(connect(away.href), /No connection to .+ECONNREFUSED.+\nStart PostgreSQL/);
});

test('a DATABASE_URL that cannot be meant is refused, and its password not told', () => {
  const load = (rest: string) => loadConfig({ DATABASE_URL: `postgres://${rest}` }).DATABASE_URL;
  const isNamed = ({ message }: Error) => /^ {2}DATABASE_URL must (?!.*hunter2)/m.test(message);
  for (const rest of ['u:hunter2#@h/db', 'u:1#hunter2@h/db', 'u:1/hunter2@h/db', 'h:99999']) {
    assert.throws(() => load(rest), isNamed);
  }
  const sockets = ['user:p@/todos?host=/tmp', '%2Ftmp/todos', '/todos?host=/tmp'];
  for (const rest of ['localhost', 'u:p%23@ss@[::1]:5432/todos?sslmode=require', ...sockets]) {
    assert.ok(load(rest));
  }
});
