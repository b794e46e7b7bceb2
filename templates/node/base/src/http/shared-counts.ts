import cluster from 'node:cluster';
import {
  type ClientRateLimitInfo,
  MemoryStore,
  type Options,
  type Store,
} from 'express-rate-limit';
import { WINDOW_MS } from './rate-limit.ts';

// With several workers the primary counts for all of them, so that RATE_LIMIT holds for the machine.

interface Hit {
  hit: number;
  key: string;
}

interface Count {
  counted: number;
  totalHits: number;
  resetsAt: number;
}

/** In the primary. */
export function keepSharedCounts(): void {
  const store = new MemoryStore();
  store.init({ windowMs: WINDOW_MS } as Options);
  cluster.on('message', async (worker, { hit, key }: Partial<Hit>) => {
    if (hit === undefined || key === undefined) return; // Not ours: `node --watch` sends messages as well.
    const { totalHits, resetTime } = await store.increment(key);
    const count: Count = { counted: hit, totalHits, resetsAt: Number(resetTime) };
    worker.send(count, () => {}); // The worker may be gone by now.
  });
}

/** In a worker. */
export function sharedCounts(): Store {
  const waiting = new Map<number, (info: ClientRateLimitInfo) => void>();
  let hits = 0;
  process.on('message', ({ counted, totalHits, resetsAt }: Count) => {
    waiting.get(counted)?.({ totalHits, resetTime: new Date(resetsAt) });
    waiting.delete(counted);
  });
  return {
    increment: (key) =>
      new Promise((resolve) => {
        hits += 1;
        waiting.set(hits, resolve);
        process.send?.({ hit: hits, key } satisfies Hit);
      }),
    decrement: () => {},
    resetKey: () => {},
  };
}
