import type { RequestHandler } from 'express';
import type { Config } from '../config.ts';

const METHODS = 'GET, HEAD, POST, PATCH, DELETE';
const REQUEST_HEADERS = 'Content-Type, If-Match, If-None-Match, X-Request-Id';
const RESPONSE_HEADERS =
  'ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id';

/** Opens the API to the pages of CORS_ORIGINS, and to nobody else. */
export function cors({ CORS_ORIGINS }: Config): RequestHandler {
  return (req, res, next) => {
    res.setHeader('Vary', 'Origin');
    const origin = req.get('origin');
    if (!origin || !CORS_ORIGINS.includes(origin)) return next();
    res.setHeader('Access-Control-Allow-Origin', origin);
    res.setHeader('Access-Control-Expose-Headers', RESPONSE_HEADERS);
    if (req.method !== 'OPTIONS' || !req.get('access-control-request-method')) return next();
    res.setHeader('Access-Control-Allow-Methods', METHODS);
    res.setHeader('Access-Control-Allow-Headers', REQUEST_HEADERS);
    res.setHeader('Access-Control-Max-Age', '600');
    res.status(204).end();
  };
}
