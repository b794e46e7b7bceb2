import { Router } from 'express';
import { allow } from '../http/allow.ts';
import { Problem } from '../http/problem.ts';

/** `/livez`: the process runs. `/readyz`: it should be given requests. */
export function healthRouter(isReady: () => Promise<boolean>): Router {
  const router = Router({ caseSensitive: true, strict: true });

  router
    .route('/livez')
    .get((_req, res) => {
      res.json({ status: 'ok' });
    })
    .all(allow('GET'));

  router
    .route('/readyz')
    .get(async (_req, res) => {
      if (!(await isReady())) throw new Problem(503);
      res.json({ status: 'ok' });
    })
    .all(allow('GET'));

  return router;
}
