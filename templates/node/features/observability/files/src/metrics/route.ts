import type { Request } from 'express';

/** The pattern of the route that answered, such as `/api/todos/:id`, never what a client made up. */
export function routeOf(req: Request): string {
  const pattern: unknown = req.route?.path;
  if (typeof pattern === 'string') return pattern;
  return req.originalUrl.startsWith('/static/') ? '/static' : 'none';
}
