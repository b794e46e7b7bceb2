import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { ConfigError } from '../config.ts';
import type { Database, Schema } from './schema.ts';

const { builtins, getTypeParser } = pg.types;

/** Numbers and ISO strings, as the API gives them; pg would make strings and dates. */
const PARSERS = new Map<number, (text: string) => unknown>([
  [builtins.INT8, Number],
  [builtins.TIMESTAMPTZ, (text) => getTypeParser(builtins.TIMESTAMPTZ)(text).toISOString()],
]);

const READY_MS = 2_000;

export function openDatabase(
  url: string,
  onIdleError: (error: Error) => void = () => {},
): { db: Database; isReady: () => Promise<boolean> } {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 15_000,
    types: { getTypeParser: (id, format) => PARSERS.get(id) ?? getTypeParser(id, format) },
  });
  // Connections that break while nobody uses them leave the pool; unheard, they would end the process.
  pool.on('error', onIdleError);

  const isAnswering = () => pool.query('select id from todos limit 1').then(() => true);
  return {
    db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool: () => reach(pool, url) }) }),
    isReady: () =>
      Promise.race([isAnswering().catch(() => false), sleep(READY_MS, false, { ref: false })]),
  };
}

/** Says what is wrong with the first connection in words. */
async function reach(pool: pg.Pool, url: string): Promise<pg.Pool> {
  try {
    (await pool.connect()).release();
    return pool;
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    const { code = String(error) } = error as { code?: string };
    throw new ConfigError(
      `No connection to the database ${pathname.slice(1)} at ${hostname}:${port || 5432} (${code}).\n` +
        'Start PostgreSQL, create the database, or correct DATABASE_URL.',
    );
  }
}
