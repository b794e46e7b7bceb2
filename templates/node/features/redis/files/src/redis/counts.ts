import type { Redis } from 'ioredis';
import { type Counts, countInMemory, WINDOW_MS } from '../http/rate-limit.ts';

/** Counts a hit; the first one in a window sets its end. Gives the hits and how long the window lasts. */
const HIT = `
local hits = redis.call('incr', KEYS[1])
if hits == 1 then redis.call('pexpire', KEYS[1], ARGV[1]) end
return { hits, redis.call('pttl', KEYS[1]) }`;

/** Counts for all machines when there is a Redis; without, and while it is away, each counts for itself. */
export function countTogether(redis?: Redis, onThisMachine = countInMemory()): Counts {
  if (!redis) return onThisMachine;
  return {
    async increment(key) {
      try {
        const answer = await redis.eval(HIT, 1, `limit:${key}`, WINDOW_MS);
        const [totalHits, ttl] = answer as [number, number];
        return { totalHits, resetTime: new Date(Date.now() + ttl) };
      } catch {
        return onThisMachine.increment(key);
      }
    },
  };
}
