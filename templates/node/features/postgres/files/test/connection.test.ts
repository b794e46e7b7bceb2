import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { loadConfig } from '../src/config.ts';
import { openDatabase } from '../src/db/database.ts';
import { dropDatabase, emptyDatabase } from './database.ts';

/** Stands between the application and PostgreSQL. */
async function startLine(t: TestContext, target: string) {
  const { hostname, port } = new URL(target);
  const lines = new Set<[near: Socket, far: Socket]>();
  const server = createServer((near) => {
    const far = connect(Number(port || 5432), hostname);
    for (const end of [near, far]) end.on('error', () => {});
    near.pipe(far).pipe(near);
    lines.add([near, far]);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const cut = () => {
    for (const end of [...lines].flat()) end.destroy();
  };
  t.after(() => {
    cut();
    server.close();
  });
  /** What is connected now says nothing any more. */
  const hush = () => {
    for (const [near, far] of lines) far.unpipe(near).resume();
  };
  return { url: url.href, cut, hush };
}

for (const how of ['cut', 'hush'] as const) {
  test(`connections that break in use fail their queries and nothing else: ${how}`, async (t) => {
    const line = await startLine(t, await emptyDatabase());
    const { db } = openDatabase(line.url);
    t.after(() => db.destroy());
    const query = (seconds: number) => sql`select pg_sleep(${seconds})`.execute(db);
    await query(0);
    const broken = assert.rejects(query(1), /terminated|silent/);
    line[how]();
    await broken;
    await query(0);
  });
}

test('a database that does not exist is told from a server that is away', async (t) => {
  const url = await emptyDatabase();
  await dropDatabase(url);
  const ask = async (target: string) => {
    const { db } = openDatabase(target);
    t.after(() => db.destroy());
    await db.selectFrom('todos').select('id').execute();
  };
  await assert.rejects(
    ask(url),
    /There is no database todos_test_.+\nMake it: createdb .+ todos_test_/,
  );
  const away = new URL(url);
  away.port = '1';
  await assert.rejects(ask(away.href), /No connection to .+ECONNREFUSED.+\nStart PostgreSQL/);
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
