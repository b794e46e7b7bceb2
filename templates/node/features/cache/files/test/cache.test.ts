import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Cache, cacheIn } from '../src/cache/cache.ts';
import { storeInMemory, storeInRedis } from '../src/cache/store.ts';
import { loadConfig } from '../src/config.ts';
import { createLogger } from '../src/logger.ts';
import { connectRedis } from '../src/redis/connection.ts';
import { ownRedis, untilReady } from './redis.ts';
import { startApp, titles } from './support.ts';

async function redisStore(t: TestContext, REDIS_URL: string) {
  const config = loadConfig({ REDIS_URL, LOG_LEVEL: 'silent' });
  const redis = connectRedis(config, await createLogger(config));
  t.after(() => redis?.disconnect());
  assert.ok(redis);
  await untilReady(redis);
  return storeInRedis(redis);
}

/** The caches of two machines, or one twice. */
const kinds: Record<string, (t: TestContext) => Promise<[Cache, Cache] | undefined>> = {
  async memory() {
    const cache = cacheIn(storeInMemory());
    return [cache, cache];
  },
  async Redis(t) {
    const url = await ownRedis(t);
    if (!url) return undefined;
    return [cacheIn(await redisStore(t, url)), cacheIn(await redisStore(t, url))];
  },
};

for (const [kind, caches] of Object.entries(kinds)) {
  test(`${kind}: what was read is kept until it changes, for everybody`, async (t) => {
    const [a, b] = (await caches(t)) ?? [];
    if (!a || !b) return;
    let value = 0;
    const load = async () => ({ value });
    assert.deepEqual(await a.get('subject', 'key', load), { value: 0 });
    value = 1;
    assert.deepEqual(await b.get('subject', 'key', load), { value: 0 });
    assert.deepEqual(await b.get('subject', 'other', load), { value: 1 });
    assert.deepEqual(await b.get('another', 'key', load), { value: 1 });
    await b.forget('subject');
    assert.deepEqual(await a.get('subject', 'key', load), { value: 1 });
    value = 2;
    assert.deepEqual(await b.get('subject', 'key', load), { value: 1 });
  });

  test(`${kind}: many who ask at once wait for one load`, async (t) => {
    const [a] = (await caches(t)) ?? [];
    if (!a) return;
    let loads = 0;
    const load = async () => {
      loads += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return loads;
    };
    const results = await Promise.all(Array.from({ length: 20 }, () => a.get('s', 'k', load)));
    assert.deepEqual([new Set(results), loads], [new Set([1]), 1]);
  });

  test(`${kind}: what was read before a change is not kept after it`, async (t) => {
    const [a, b] = (await caches(t)) ?? [];
    if (!a || !b) return;
    const slow = Promise.withResolvers<string>();
    const started = Promise.withResolvers<void>();
    const old = a.get('s', 'k', () => {
      started.resolve();
      return slow.promise;
    });
    await started.promise;
    await b.forget('s');
    slow.resolve('old');
    assert.equal(await old, 'old');
    assert.equal(await a.get('s', 'k', async () => 'new'), 'new');
  });

  test(`${kind}: a load that fails is not kept`, async (t) => {
    const [a] = (await caches(t)) ?? [];
    if (!a) return;
    await assert.rejects(a.get('s', 'k', () => Promise.reject(new Error('away'))));
    assert.equal(await a.get('s', 'k', async () => 'here'), 'here');
  });
}

test('memory has an end: what has not been used for longest goes', async () => {
  const cache = cacheIn(storeInMemory(2));
  const isKept = async (key: string) => (await cache.get('s', key, async () => 'loaded')) === 'set';
  for (const key of ['a', 'b']) await cache.get('s', key, async () => 'set');
  assert.equal(await isKept('a'), true);
  await cache.get('s', 'c', async () => 'set');
  assert.deepEqual([await isKept('a'), await isKept('c')], [true, true]);
  assert.equal(await isKept('b'), false);
});

test('without its Redis the application reads the database', async (t) => {
  const { call, add } = await startApp(t, { REDIS_URL: 'redis://127.0.0.1:1/0' });
  await add('Milk');
  assert.deepEqual(await titles(await call('GET', '/api/todos')), ['Milk']);
  await add('Bread');
  assert.deepEqual(await titles(await call('GET', '/api/todos')), ['Milk', 'Bread']);
});

test('lists come from the cache, and every change shows at once', async (t) => {
  const { call, add, db } = await startApp(t);
  const list = async () => titles(await call('GET', '/api/todos'));
  const todo = await add('Milk');
  assert.deepEqual(await list(), ['Milk']);
  await db.updateTable('todos').set({ title: 'behind its back' }).execute();
  assert.deepEqual(await list(), ['Milk']);
  await call('PATCH', todo.url, { title: 'Bread' });
  assert.deepEqual(await list(), ['Bread']);
  await call('DELETE', todo.url);
  assert.deepEqual(await list(), []);
  await add('Salt');
  assert.deepEqual(await list(), ['Salt']);
  await call('DELETE', '/api/todos');
  assert.deepEqual(await list(), []);
});
