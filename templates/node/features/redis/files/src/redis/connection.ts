import { Redis, type RedisOptions } from 'ioredis';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';

const OPTIONS = {
  connectTimeout: 2_000,
  commandTimeout: 1_000,
  // What waits for Redis has a way without it.
  maxRetriesPerRequest: 0,
  retryStrategy: (attempts: number) => Math.min(attempts * 200, 5_000),
} satisfies RedisOptions;

/**
 * Connects to the Redis of REDIS_URL, if there is one, and again whenever the connection is lost. Commands wait for
 * the first attempt; later, while Redis is away, they fail at once.
 */
export function connectRedis({ REDIS_URL }: Config, logger: Logger): Redis | undefined {
  if (REDIS_URL === undefined) return undefined;
  const redis = new Redis(REDIS_URL, OPTIONS);
  let wasReady: boolean | undefined;
  // Once for each outage, not for each attempt to end it.
  redis.on('error', (error: Error) => {
    if (wasReady !== false) logger.warn({ err: error }, 'Redis is away');
    wasReady = false;
  });
  redis.on('close', () => {
    redis.options.enableOfflineQueue = false;
  });
  redis.on('ready', () => {
    if (wasReady === false) logger.info('Redis is back');
    wasReady = true;
  });
  return redis;
}
