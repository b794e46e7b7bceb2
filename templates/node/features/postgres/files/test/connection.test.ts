import assert from 'node:assert/strict';
import { test } from 'node:test';
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
