import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { type Generated, Kysely, SqliteDialect } from 'kysely';

export interface TodoTable {
  id: Generated<number>;
  title: string;
  completed: 0 | 1;
  order: number | null;
  version: Generated<number>;
  created_at: string;
  updated_at: string;
}

export interface Schema {
  todos: TodoTable;
}

export type Database = Kysely<Schema>;

const pathOf = (url: string) => url.replace(/^sqlite:(\/\/)?/, '');

export function openDatabase(url: string): Database {
  const path = pathOf(url);
  mkdirSync(dirname(path), { recursive: true });
  const sqlite = new SqliteDatabase(path, { timeout: 5000 });
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = NORMAL');
  sqlite.pragma('foreign_keys = ON');

  // Kysely prepares a statement for every execution; preparing each text once is far cheaper.
  const prepared = new Map<string, SqliteDatabase.Statement>();
  const prepare = (sql: string) => {
    const statement = prepared.get(sql) ?? sqlite.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
  const database = { prepare, close: () => void sqlite.close() };
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
}

/** Whether the database answers. A connection of its own notices a file that is gone or locked. */
export async function isDatabaseReady(url: string): Promise<boolean> {
  try {
    const sqlite = new SqliteDatabase(pathOf(url), { fileMustExist: true, timeout: 500 });
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
