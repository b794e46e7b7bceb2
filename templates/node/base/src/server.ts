import cluster from 'node:cluster';
import { runWorkers } from './cluster.ts';
import { type Config, ConfigError, loadConfig, readEnvFile } from './config.ts';
import { openDatabase } from './db/database.ts';
import { migrate, pendingMigrations } from './db/migrator.ts';
import { sharedCounts } from './http/shared-counts.ts';
import { createLogger } from './logger.ts';
import { serve } from './serve.ts';

/** Development migrates by itself; in production that is a step of the deployment. */
async function prepareDatabase({ DATABASE_URL, isProduction }: Config): Promise<void> {
  const { db } = openDatabase(DATABASE_URL);
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

async function main(): Promise<void> {
  readEnvFile();
  const config = loadConfig();
  const logger = await createLogger(config);
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught exception');
    process.exit(1);
  });
  if (cluster.isPrimary) await prepareDatabase(config);
  if (cluster.isWorker) serve(config, logger, sharedCounts());
  else if (config.WEB_CONCURRENCY > 1) runWorkers(config, logger);
  else serve(config, logger);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
