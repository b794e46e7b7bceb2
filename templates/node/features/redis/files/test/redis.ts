import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { Redis } from 'ioredis';
import { readEnvFile } from '../src/config.ts';

readEnvFile();

export const SERVER =
  process.env.TEST_REDIS_URL ?? process.env.REDIS_URL ?? 'redis://127.0.0.1:6379/0';

/**
 * The REDIS_URL of a part of the test server that nobody else uses. Without a server the test is skipped, except
 * where CI runs it.
 */
export async function ownRedis(t: TestContext): Promise<string | undefined> {
  const redis = new Redis(SERVER, { lazyConnect: true, retryStrategy: null });
  redis.on('error', () => {});
  try {
    await redis.connect();
    const keyPrefix = `test-${randomUUID()}:`;
    t.after(() => clear(keyPrefix));
    const url = new URL(SERVER);
    url.searchParams.set('keyPrefix', keyPrefix);
    return url.href;
  } catch (error) {
    if (process.env.CI) throw error;
    t.skip(`no Redis at ${SERVER}: start one, or set TEST_REDIS_URL`);
    return undefined;
  } finally {
    redis.disconnect();
  }
}

async function clear(keyPrefix: string): Promise<void> {
  const redis = new Redis(SERVER);
  for await (const keys of redis.scanStream({ match: `${keyPrefix}*` })) {
    if (keys.length > 0) await redis.unlink(keys);
  }
  redis.disconnect();
}
