import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { Redis } from 'ioredis';

const SERVER = process.env.TEST_REDIS_URL ?? process.env.REDIS_URL ?? 'redis://127.0.0.1:6379/0';

/**
 * The REDIS_URL of a part of the test server that nobody else uses. Without a server the test is skipped, except
 * where CI runs it.
 */
export async function ownRedis(t: TestContext): Promise<string | undefined> {
  const redis = new Redis(SERVER, { lazyConnect: true, retryStrategy: null });
  redis.on('error', () => {});
  try {
    await redis.connect();
    const url = new URL(SERVER);
    url.searchParams.set('keyPrefix', `test-${randomUUID()}:`);
    return url.href;
  } catch (error) {
    if (process.env.CI) throw error;
    t.skip(`no Redis at ${SERVER}: start one, or set TEST_REDIS_URL`);
    return undefined;
  } finally {
    redis.disconnect();
  }
}
