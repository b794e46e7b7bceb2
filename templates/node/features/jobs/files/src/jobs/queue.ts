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

/** BullMQ has prefixes of its own, and reads the address of Redis from a connection. */
export function connectionFor(redis: Redis, options: Parameters<Redis['duplicate']>[0] = {}) {
  const { keyPrefix = '' } = redis.options;
  const connection = redis.duplicate({ ...options, keyPrefix: '' });
  connection.on('error', () => {}); // Told by the other connection.
  return { connection, prefix: `${keyPrefix}bull` };
}

export type JobQueue = ReturnType<typeof openQueue>;

/** Hands work to the worker. A request does not fail because a job could not be queued. */
export function openQueue(redis: Redis, logger: Logger) {
  const { connection, prefix } = connectionFor(redis);
  const queue = new Queue(QUEUE, { connection, prefix, defaultJobOptions: RETRIES });
  queue.on('error', () => {});

  return {
    async add<Name extends keyof Jobs>(name: Name, data: Jobs[Name]): Promise<void> {
      const added = queue.add(name, data).catch((error) => {
        logger.error({ err: error, job: name, data }, 'job could not be queued');
      });
      // While Redis is away the job waits for it, and the request does not.
      if (redis.status === 'ready') await added;
    },
    async close(): Promise<void> {
      if (redis.status === 'ready') await queue.close();
      connection.disconnect();
    },
  };
}
