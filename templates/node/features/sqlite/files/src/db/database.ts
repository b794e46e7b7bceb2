import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Database, Schema } from './schema.ts';

/** How long a writer waits for its turn. */
const BUSY_MS = 10_000;

export function openDatabase(url: string): { db: Database; isReady: () => Promise<boolean> } {
  const path = url.replace(/^sqlite:(\/\/)?/, '');
  mkdirSync(dirname(path), { recursive: true });
  const sqlite = new SqliteDatabase(path, { timeout: BUSY_MS });
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = NORMAL');
  sqlite.pragma('foreign_keys = ON');
  const database = { prepare: preparer(sqlite), close: () => void sqlite.close() };
  return {
    db: new Kysely<Schema>({ dialect: new SqliteDialect({ database }) }),
    isReady: async () => isReadable(path),
  };
}

/** Kysely prepares a statement for every execution; preparing each text once is far cheaper. */
function preparer(sqlite: SqliteDatabase.Database) {
  const prepared = new Map<string, ReturnType<typeof withBooleans>>();
  return (sql: string) => {
    // A transaction that began with reading could not wait for its turn to write.
    const text = sql === 'begin' ? 'begin immediate' : sql;
    const statement = prepared.get(sql) ?? withBooleans(sqlite.prepare(text));
    prepared.set(sql, statement);
    return statement;
  };
}

/** SQLite has no booleans; better-sqlite3 refuses them. */
function withBooleans(statement: SqliteDatabase.Statement<unknown[]>) {
  const bound = (values: readonly unknown[]) =>
    values.map((value) => (typeof value === 'boolean' ? Number(value) : value));
  return {
    reader: statement.reader,
    all: (values: readonly unknown[]) => statement.all(bound(values)),
    run: (values: readonly unknown[]) => statement.run(bound(values)),
    iterate: (values: readonly unknown[]) => statement.iterate(bound(values)),
  };
}

/** Whether the database answers. A connection of its own notices a file that is gone or locked. */
function isReadable(path: string): boolean {
  try {
    const sqlite = new SqliteDatabase(path, { fileMustExist: true, timeout: 500 });
    try {
      sqlite.prepare('select id from todos limit 1').get();
      return true;
    } finally {
      sqlite.close();
    }
  } catch {
    return false;
  }
}
