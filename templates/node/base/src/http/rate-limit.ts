import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, MemoryStore, type Options, type Store } from 'express-rate-limit';
import type { Config } from '../config.ts';
import { Problem } from './problem.ts';

export const WINDOW_MS = 60_000;

export type Counts = Pick<Store, 'increment'>;

/** Some proxies add the port of each connection: 203.0.113.7:1000, [2001:db8::1]:1000. */
const WITH_PORT = /^(?:\[(.+)\]|([\d.]+)):\d+$/;

/** Who is counted: a client address; an IPv6 network counts as one. */
export function clientOf({ ip = '' }: Request): string {
  const [, v6, v4] = WITH_PORT.exec(ip) ?? [];
  return ipKeyGenerator(v6 ?? v4 ?? ip);
}

export function countInMemory(): Counts {
  const store = new MemoryStore();
  store.init({ windowMs: WINDOW_MS } as Options);
  return store;
}

/**
 * RATE_LIMIT requests a minute for each client. The counting is express-rate-limit's; its middleware would also hash
 * the address for a header on every request, and warn on the console whenever a client makes up an X-Forwarded-For.
 */
export function rateLimit({ RATE_LIMIT }: Config, counts = countInMemory()): RequestHandler {
  const policy = `"default";q=${RATE_LIMIT};w=${WINDOW_MS / 1000}`;
  return async (req, res, next) => {
    const { totalHits, resetTime } = await counts.increment(clientOf(req));
    const seconds = Math.max(1, Math.ceil((Number(resetTime) - Date.now()) / 1000));
    res.setHeader('RateLimit-Policy', policy);
    res.setHeader('RateLimit', `"default";r=${Math.max(0, RATE_LIMIT - totalHits)};t=${seconds}`);
    if (totalHits > RATE_LIMIT) {
      res.setHeader('Retry-After', seconds);
      throw new Problem(429);
    }
    next();
  };
}
