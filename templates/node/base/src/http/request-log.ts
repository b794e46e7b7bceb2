import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { type Logger, requestContext } from '../logger.ts';

declare global {
  namespace Express {
    interface Request {
      id: string;
    }
  }
}

const ACCEPTABLE_ID = /^[A-Za-z0-9._-]{1,128}$/;
const QUIET = new Set(['/livez', '/readyz']);

/** Gives every request an id and, once it is over, one line in the log. */
export function requestLog(logger: Logger): RequestHandler {
  // These lines hold nothing to redact, and looking for it costs more than writing them.
  const access = logger.child({}, { redact: [] });
  return (req, res, next) => {
    const started = performance.now();
    const offered = req.get('x-request-id');
    req.id = offered && ACCEPTABLE_ID.test(offered) ? offered : randomUUID();
    res.setHeader('X-Request-Id', req.id);

    const { method, path } = req;
    res.once('close', () => {
      const level = QUIET.has(path) ? 'debug' : 'info';
      access[level](
        {
          request_id: req.id,
          method,
          path,
          status: res.statusCode,
          ...(!res.writableFinished && { aborted: true }),
          duration_ms: Math.round((performance.now() - started) * 10) / 10,
        },
        `${method} ${path} ${res.statusCode}`,
      );
    });
    requestContext.run({ request_id: req.id }, next);
  };
}
