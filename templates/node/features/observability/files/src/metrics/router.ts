import { createHash, timingSafeEqual } from 'node:crypto';
import { type RequestHandler, Router } from 'express';
import { allow } from '../http/allow.ts';
import { Problem } from '../http/problem.ts';
import { collectMetrics, contentType } from './metrics.ts';

/** `/metrics` for Prometheus, for whoever has the token. */
export function metricsRouter(token: string): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router
    .route('/metrics')
    .get(requireBearer(token), async (_req, res) => {
      res.type(contentType).send(await collectMetrics());
    })
    .all(allow('GET'));
  return router;
}

function requireBearer(token: string): RequestHandler {
  // Hashes have one length, and comparing them tells nothing by its time.
  const hash = (text: string) => createHash('sha256').update(text).digest();
  const expected = hash(`Bearer ${token}`);
  return (req, res, next) => {
    if (timingSafeEqual(hash(req.get('authorization') ?? ''), expected)) return next();
    res.setHeader('WWW-Authenticate', 'Bearer');
    throw new Problem(401, 'Send the token.');
  };
}
