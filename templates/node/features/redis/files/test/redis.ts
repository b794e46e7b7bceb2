import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
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

/** Asks until it is so, for a minute. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const signal = AbortSignal.timeout(60_000);
  while (!(await isSo())) await sleep(20, undefined, { signal });
}

/** Commands wait for the first connection, but no longer than a second. */
export const untilReady = (redis: Redis) => until(() => redis.status === 'ready');

async function clear(keyPrefix: string): Promise<void> {
  const redis = new Redis(SERVER);
  for await (const keys of redis.scanStream({ match: `${keyPrefix}*` })) {
    if (keys.length > 0) await redis.unlink(keys);
  }
  redis.disconnect();
}

/** Stands between the application and Redis, so that the way can be cut. */
export async function startLine(t: TestContext, target: string) {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(port || 6379), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => [near, far].map((end) => end.destroy()));
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  t.after(() => {
    cut();
    server.close();
  });
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const mend = () => {
    isCut = false;
  };
  return { url: url.href, cut, mend };
}
