import type { RequestHandler } from 'express';
import type { Config } from '../config.ts';
import { Problem } from '../http/problem.ts';
import { isOwnOrigin } from '../http/security.ts';

/** Browsers let any site read along here with this site's cookies, unless the server refuses. */
export function ownOrigin({ CORS_ORIGINS }: Config): RequestHandler {
  return (req, _res, next) => {
    const origin = req.get('origin');
    const isOwn = origin === undefined || isOwnOrigin(req, origin);
    if (!isOwn && !CORS_ORIGINS.includes(origin)) throw new Problem(403);
    next();
  };
}
