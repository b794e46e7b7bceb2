import { randomUUID } from 'node:crypto';
import { after } from 'node:test';
import pg from 'pg';
import { readEnvFile } from '../src/config.ts';

readEnvFile();

const SERVER =
  process.env.TEST_DATABASE_URL ??
  process.env.DATABASE_URL ??
  'postgres://postgres:postgres@localhost:5432/postgres';

const made: string[] = [];
after(async () => {
  for (const url of made) await dropDatabase(url);
});

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client(SERVER);
  await client.connect().catch((error) => {
    throw new Error(
      `The tests need a PostgreSQL server: ${error.message || error.code}.\n` +
        'Start one, or say where it is: TEST_DATABASE_URL=postgres://user:password@localhost:5432/postgres npm test',
    );
  });
  await client.query(statement).finally(() => client.end());
}

/** The DATABASE_URL of an empty database that is gone after the tests. */
export async function emptyDatabase(): Promise<string> {
  const name = `todos_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name}`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  made.push(url.href);
  return url.href;
}

export async function dropDatabase(url: string): Promise<void> {
  await onServer(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
}
