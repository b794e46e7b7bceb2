import type { Request, RequestHandler } from 'express';
import helmet from 'helmet';
import type { Config } from '../config.ts';
import { Problem } from './problem.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export const isSafe = ({ method }: Request) => SAFE_METHODS.has(method);

export const isApi = (req: Request) => req.path === '/api' || req.path.startsWith('/api/');

/** `http://host:port` as the client sees it; through proxies only as TRUSTED_PROXIES says. */
export const originOf = (req: Request) =>
  `${req.secure ? 'https' : 'http'}://${req.host.toLowerCase()}`;

/**
 * Whether an origin is this site's own. With https it is in any case: behind a proxy that TRUSTED_PROXIES does not
 * count, our pages may have TLS where their requests seem to have none.
 */
export const isOwnOrigin = (req: Request, origin: string | undefined) =>
  origin === originOf(req) || origin === `https://${req.host.toLowerCase()}`;

export function securityHeaders(): RequestHandler {
  const none = ["'none'"];
  const self = ["'self'"];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: none,
        scriptSrc: self,
        styleSrc: self,
        imgSrc: self,
        fontSrc: self,
        connectSrc: self,
        formAction: self,
        baseUri: none,
        frameAncestors: none,
      },
    },
    // With no-referrer, browsers would send `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: false,
    xPoweredBy: false,
    // For browsers and plug-ins that are gone.
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
}

/** Caches ask again every time; files under /static/ say otherwise. */
export const revalidate: RequestHandler = (_req, res, next) => {
  res.setHeader('Cache-Control', 'no-cache');
  next();
};

/** Strict-Transport-Security, which only means something over TLS. */
export const hsts: RequestHandler = (req, res, next) => {
  if (req.secure) res.setHeader('Strict-Transport-Security', 'max-age=31536000');
  next();
};

/** Answers 400 to hosts that are not listed; `.example.com` stands for every name below it too. */
export function allowedHosts({ ALLOWED_HOSTS }: Config): RequestHandler {
  const isAllowed = (host: string) =>
    ALLOWED_HOSTS.some((allowed) =>
      allowed.startsWith('.')
        ? host.endsWith(allowed) || host === allowed.slice(1)
        : host === allowed,
    );
  return (req, _res, next) => {
    const host = req.host?.toLowerCase().replace(/:\d*$/, '');
    // Of several Host headers another server may mean another one (RFC 9112, section 3.2).
    const isOne = req.headersDistinct.host?.length === 1;
    if (!isOne || !host || !isAllowed(host)) throw new Problem(400, 'This host is not served.');
    next();
  };
}

/** Lets unsafe requests through only from this site, from CORS_ORIGINS (API), or from no browser. */
export function sameOrigin({ CORS_ORIGINS }: Config): RequestHandler {
  return (req, _res, next) => {
    if (isSafe(req)) return next();
    const source = req.get('origin') ?? originFrom(req.get('referer'));
    if (source && isApi(req) && CORS_ORIGINS.includes(source)) return next();
    const site = req.get('sec-fetch-site') ?? 'none';
    const isOwn = source === undefined || isOwnOrigin(req, source);
    if (!isOwn || (site !== 'same-origin' && site !== 'none')) throw new Problem(403);
    next();
  };
}

const originFrom = (referer?: string) =>
  referer && URL.canParse(referer) ? new URL(referer).origin : referer;
