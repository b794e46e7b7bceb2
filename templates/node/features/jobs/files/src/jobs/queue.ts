import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from '../logger.ts';
import type { Todo } from '../todos/repository.ts';

/** What jobs are given, by name. */
export interface Jobs {
  'tell-completed': Pick<Todo, 'id' | 'title' | 'updated_at'>;
  'find-duplicates': Record<string, never>;
}

export const QUEUE = 'jobs';

/** Tried again after about 1, 2, 4, … seconds; what has failed for good is kept for a look at it. */
export const RETRIES: JobsOptions = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
  removeOnComplete: { age: 24 * 60 * 60, count: 1_000 },
  removeOnFail: { age: 7 * 24 * 60 * 60 },
};

/** How long a request waits for its job to be queued. */
const QUEUED_MS = 1_000;
/** How many jobs wait in memory while Redis is away; each takes about 6 kB. */
export const MOST_WAITING = 10_000;

/** A connection that waits for Redis as long as it takes. BullMQ has prefixes of its own. */
export function connectionFor(redis: Redis) {
  const { keyPrefix = '' } = redis.options;
  const connection = redis.duplicate({
    keyPrefix: '',
    maxRetriesPerRequest: null,
    commandTimeout: undefined,
    enableOfflineQueue: true,
  });
  connection.on('error', () => {}); // Told by the other connection.
  return { connection, prefix: `${keyPrefix}bull` };
}

export type JobQueue = ReturnType<typeof openQueue>;

/**
 * Hands work to the worker. A request does not fail because a job could not be queued: while Redis is away, jobs wait
 * for it in the memory of this process. What still waits when it stops is in the log.
 */
export function openQueue(redis: Redis, logger: Logger) {
  const { connection, prefix } = connectionFor(redis);
  const queue = new Queue(QUEUE, { connection, prefix, defaultJobOptions: RETRIES });
  queue.on('error', () => {});
  const waiting = new Set<object>();
  const lose = (job: object, error: unknown) => {
    if (waiting.delete(job)) logger.error({ err: error, ...job }, 'job could not be queued');
  };

  return {
    async add<Name extends keyof Jobs>(name: Name, data: Jobs[Name]): Promise<void> {
      const job = { job: name, data };
      waiting.add(job);
      if (waiting.size > MOST_WAITING) return lose(job, new Error('Too many jobs wait for Redis.'));
      // Under an id of its own it is one job, even when a broken connection has it sent twice.
      const queued = queue.add(name, data, { jobId: randomUUID() }).then(
        () => waiting.delete(job),
        (error) => lose(job, error),
      );
      if (connection.status !== 'ready') return;
      await Promise.race([queued, sleep(QUEUED_MS, undefined, { ref: false })]);
    },
    async close(): Promise<void> {
      if (connection.status === 'ready') await queue.close();
      connection.disconnect();
      for (const job of waiting) lose(job, new Error('Redis was away until this process stopped.'));
    },
  };
}
