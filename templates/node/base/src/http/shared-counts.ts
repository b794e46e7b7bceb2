import cluster, { type Worker } from 'node:cluster';
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
  const answer = async (worker: Worker, { hit, key }: Hit) => {
    const { totalHits, resetTime } = await counts.increment(key);
    const count: Count = { counted: hit, totalHits, resetsAt: Number(resetTime) };
    worker.send(count, () => {}); // The worker may be gone by now.
  };
  // One after the other, because the store hands out its own record, which the next hit changes.
  let last = Promise.resolve();
  cluster.on('message', (worker, message: Partial<Hit>) => {
    // Others talk on this channel as well, such as `node --watch`.
    if (message.key !== undefined) last = last.then(() => answer(worker, message as Hit));
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
