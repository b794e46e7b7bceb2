import type { RequestHandler } from 'express';
import type { Config } from '../config.ts';

/**
 * Reduces lists that proxies append to to what the outermost trusted one wrote. Express does so with X-Forwarded-For;
 * of these it would take the first value, which any client may have sent along.
 */
export function believeProxies({ TRUSTED_PROXIES }: Config): RequestHandler {
  return (req, _res, next) => {
    for (const name of ['x-forwarded-host', 'x-forwarded-proto']) {
      req.headers[name] = req.get(name)?.split(',').slice(-TRUSTED_PROXIES)[0]?.trim();
    }
    next();
  };
}
