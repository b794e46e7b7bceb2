import cluster from 'node:cluster';
import type { ClientRateLimitInfo } from 'express-rate-limit';
import { type Counts, countInMemory } from './rate-limit.ts';

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
  const counts = countInMemory();
  cluster.on('message', async (worker, { hit, key }: Partial<Hit>) => {
    // Not ours: `node --watch` sends messages as well.
    if (hit === undefined || key === undefined) return;
    const { totalHits, resetTime } = await counts.increment(key);
    const count: Count = { counted: hit, totalHits, resetsAt: Number(resetTime) };
    worker.send(count, () => {}); // The worker may be gone by now.
  });
}

/** In a worker. */
export function sharedCounts(): Counts {
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
  };
}
