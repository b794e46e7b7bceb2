import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import pg from 'pg';
import { afterAll } from 'vitest';
import type { Database } from '../contract/server.ts';
import { tempDir } from '../tools/temp.ts';
import { postgresUrl } from './services.ts';

const made: string[] = [];

afterAll(async () => {
  for (const name of made.splice(0)) await admin(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
});

const SQLITE = `
import sqlite3, sys
sqlite3.connect(sys.argv[1], timeout=30).executescript(sys.argv[2])
`;

/** An empty SQLite file in a folder of its own. */
export function sqliteDatabase(): Database {
  const folder = tempDir();
  const file = path.join(folder, 'test.db');
  return {
    url: `sqlite:///${file}`,
    file,
    // The log beside the file may hold what the file does not yet.
    contents: async () =>
      readdirSync(folder)
        .map((name) => readFileSync(path.join(folder, name)).toString('latin1'))
        .join('\n'),
    async run(sql) {
      await execa('python3', ['-c', SQLITE, file, sql]);
    },
    connections: async () => 0,
    async remove() {
      for (const name of readdirSync(folder)) rmSync(path.join(folder, name));
      // Whoever opens it anew finds no database, and cannot make one.
      mkdirSync(file);
    },
  };
}

/** An empty database of the server at `POSTGRES_URL`, dropped when the test file ends. */
export async function postgresDatabase(): Promise<Database> {
  const name = `stackstart_${process.pid}_${Date.now()}_${made.length}`;
  await admin(`CREATE DATABASE "${name}"`);
  made.push(name);
  const url = new URL(postgresUrl());
  url.pathname = name;
  return {
    url: url.href,
    contents: () => dump(url.href),
    async run(sql) {
      await withClient(url.href, (client) => client.query(sql));
    },
    async connections() {
      const sql = 'SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = $1';
      const { rows } = await withClient(postgresUrl(), (client) => client.query(sql, [name]));
      return rows[0].count;
    },
    async remove() {
      await admin(`DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
}

function admin(sql: string): Promise<unknown> {
  return withClient(postgresUrl(), (client) => client.query(sql));
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

function dump(url: string): Promise<string> {
  return withClient(url, async (client) => {
    const tables = await client.query<{ name: string }>(
      `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      texts.push(JSON.stringify((await client.query(`SELECT * FROM ${name}`)).rows));
    }
    return texts.join('\n');
  });
}
