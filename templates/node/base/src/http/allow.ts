import type { RequestHandler } from 'express';
import { Problem } from './problem.ts';

/** Ends a route: OPTIONS is answered, any method that the route does not offer is a 405. */
export function allow(...methods: string[]): RequestHandler {
  const allowed = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : method));
  return (req, res, next) => {
    if (allowed.includes(req.method)) return next();
    res.setHeader('Allow', [...allowed, 'OPTIONS'].join(', '));
    if (req.method !== 'OPTIONS') throw new Problem(405);
    res.status(204).end();
  };
}
