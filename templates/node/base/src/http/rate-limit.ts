import type { RequestHandler } from 'express';
import { rateLimit as expressRateLimit, type Store } from 'express-rate-limit';
import type { Config } from '../config.ts';
import { Problem } from './problem.ts';

export type CountStore = Store;

export const WINDOW_MS = 60_000;

/** RATE_LIMIT requests a minute for each client address (an IPv6 network counts as one). */
export function rateLimit({ RATE_LIMIT }: Config, store?: CountStore): RequestHandler {
  return expressRateLimit({
    windowMs: WINDOW_MS,
    limit: RATE_LIMIT,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    // Its checks of the set-up would warn whenever a client forges X-Forwarded-For.
    validate: false,
    handler: (_req, _res, next) => next(new Problem(429)),
    ...(store && { store }),
  });
}
