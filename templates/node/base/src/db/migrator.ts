import fs from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import type { Database } from './schema.ts';

function migratorFor(db: Database): Migrator {
  const provider = new FileMigrationProvider({
    fs,
    path,
    migrationFolder: path.join(import.meta.dirname, 'migrations'),
    import: (file) => import(pathToFileURL(file).href),
  });
  // Branches bring their migrations in any order.
  return new Migrator({ db, provider, allowUnorderedMigrations: true });
}

/** Brings the schema up to date, or takes the last migration back; returns what it did. */
export async function migrate(db: Database, direction: 'up' | 'down' = 'up'): Promise<string[]> {
  const migrator = migratorFor(db);
  const { error, results = [] } =
    direction === 'up' ? await migrator.migrateToLatest() : await migrator.migrateDown();
  if (error) throw error;
  return results.map(({ migrationName }) => migrationName);
}

export async function pendingMigrations(db: Database): Promise<string[]> {
  const migrations = await migratorFor(db).getMigrations();
  return migrations.filter(({ executedAt }) => !executedAt).map(({ name }) => name);
}
