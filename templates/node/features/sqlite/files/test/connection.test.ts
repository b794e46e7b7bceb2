import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { ConfigError } from '../src/config.ts';
import { openDatabase } from '../src/db/database.ts';
import { emptyDatabase } from './database.ts';

test('what cannot be opened as a database is told of in words', async () => {
  const url = await emptyDatabase();
  const path = url.replace('sqlite:', '');
  writeFileSync(path, 'not a database '.repeat(100));
  for (const wrong of [url, `sqlite:${dirname(path)}`, `${url}/todos.db`]) {
    const open = () => openDatabase(wrong);
    assert.throws(open, ConfigError);
    assert.throws(open, /cannot be opened .+\n.+DATABASE_URL/);
  }
});
