import cluster from 'node:cluster';
import { runWorkers } from './cluster.ts';
import { type Config, ConfigError, loadConfig } from './config.ts';
import { openDatabase } from './db/database.ts';
import { migrate, pendingMigrations } from './db/migrate.ts';
import { sharedCounts } from './http/shared-counts.ts';
import { createLogger } from './logger.ts';
import { serve } from './serve.ts';

/** Development migrates by itself; in production that is a step of the deployment. */
async function prepareDatabase({ DATABASE_URL, isProduction }: Config): Promise<void> {
  const db = openDatabase(DATABASE_URL);
  try {
    if (!isProduction) await migrate(db);
    const pending = await pendingMigrations(db);
    if (pending.length > 0) {
      throw new ConfigError(`The database lacks ${pending.join(', ')}.\nRun: npm run migrate`);
    }
  } finally {
    await db.destroy();
  }
}

try {
  const config = loadConfig();
  const logger = await createLogger(config);
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught exception');
    process.exit(1);
  });
  if (cluster.isPrimary) await prepareDatabase(config);
  if (cluster.isPrimary && config.WEB_CONCURRENCY > 1) runWorkers(config, logger);
  else serve(config, logger, cluster.isWorker ? sharedCounts() : undefined);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
