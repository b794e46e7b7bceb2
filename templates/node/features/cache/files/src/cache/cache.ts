import cluster from 'node:cluster';
import type { Redis } from 'ioredis';
import { type Store, storeInMemory, storeInRedis } from './store.ts';

export interface Cache {
  /** The result that is kept for `key`, or else that of `load`. Many who ask at once wait for one load. */
  get<T>(subject: string, key: string, load: () => Promise<T>): Promise<T>;
  /** To be called when a subject has changed: nothing from before is given out again. */
  forget(subject: string): Promise<void>;
}

/** Keeps results in Redis when there is one. Memory serves a single process: several would differ. */
export function createCache(redis?: Redis): Cache {
  if (redis) return cacheIn(storeInRedis(redis));
  return cluster.isWorker ? nothingKept : cacheIn(storeInMemory());
}

const nothingKept: Cache = { get: (_subject, _key, load) => load(), forget: async () => {} };

export function cacheIn(store: Store): Cache {
  const loading = new Map<string, Promise<unknown>>();

  function loadOnce<T>(address: string, load: () => Promise<T>): Promise<T> {
    const running = loading.get(address) as Promise<T> | undefined;
    if (running !== undefined) return running;
    const started = load().finally(() => loading.delete(address));
    loading.set(address, started);
    return started;
  }

  return {
    async get<T>(subject: string, key: string, load: () => Promise<T>): Promise<T> {
      const kept = await store.read(subject, key).catch(() => undefined);
      if (!kept) return load();
      const { edition, found } = kept;
      if (found !== undefined) return found as T;
      return loadOnce(`${subject}:${edition}:${key}`, async () => {
        const result = await load();
        await store.write(subject, key, edition, result).catch(() => {});
        return result;
      });
    },
    forget: (subject) => store.startEdition(subject),
  };
}
