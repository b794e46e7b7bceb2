import { type Job, Queue, Worker } from 'bullmq';
import { ConfigError, loadConfig, readEnvFile } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { createLogger, endOnCrash } from '../logger.ts';
import { connectRedis } from '../redis/connection.ts';
import { onStop } from '../signals.ts';
import { createHandlers } from './handlers.ts';
import { connectionFor, type Jobs, QUEUE, RETRIES } from './queue.ts';

const CONCURRENCY = 5;
const EVERY_NIGHT = { pattern: '0 3 * * *' };

// The command behind `npm run worker`.
async function main(): Promise<void> {
  readEnvFile();
  const config = loadConfig();
  const logger = await createLogger(config);
  endOnCrash(logger);
  const redis = connectRedis(config, logger);
  if (!redis) {
    throw new ConfigError('Invalid configuration:\n  REDIS_URL is required by the worker');
  }
  const { db } = openDatabase(config.DATABASE_URL);
  const handlers = createHandlers(config, db, logger);

  const { connection, prefix } = connectionFor(redis);
  const queue = new Queue(QUEUE, { connection, prefix, defaultJobOptions: RETRIES });
  const worker = new Worker(
    QUEUE,
    (job: Job) => {
      const handle = handlers[job.name as keyof Jobs];
      if (!handle) throw new Error(`No handler for ${job.name}.`);
      return handle(job);
    },
    { connection, prefix, concurrency: CONCURRENCY },
  );
  queue.on('error', () => {}); // Told by the connection, as the worker's are.
  worker.on('error', () => {});
  worker.on('completed', (job) => logger.info({ job: job.name, id: job.id }, 'job done'));
  worker.on('failed', (job, error) => {
    const { name, id, attemptsMade, finishedOn } = job ?? {};
    const level = finishedOn ? 'error' : 'warn'; // A job that is not finished is tried again.
    logger[level]({ job: name, id, attemptsMade, err: error }, 'job failed');
  });

  onStop(config, async (urgency) => {
    logger.info('stopping');
    // A job that does not end in time is done again by another worker.
    await worker.close(urgency === 'now');
    await db.destroy();
  });

  const plan = () => queue.upsertJobScheduler('nightly', EVERY_NIGHT, { name: 'find-duplicates' });
  await plan();
  // A Redis that comes back may have lost it.
  connection.on('ready', () => {
    plan().catch((error) => logger.error({ err: error }, 'the nightly job is not planned'));
  });
  logger.info('waiting for jobs');
}

try {
  await main();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
