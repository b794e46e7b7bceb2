import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Config } from '../config.ts';
import { formBody } from '../http/body.ts';
import { Problem } from '../http/problem.ts';
import { hostOf, isSafe } from '../http/security.ts';
import { IDLE_MS } from './limits.ts';
import type { Session, Sessions, User } from './sessions.ts';

declare global {
  namespace Express {
    interface Request {
      session?: Session | undefined;
    }
  }
}

/** Who is asking; 401 when nobody has signed in. */
export function userOf(req: Request): User {
  if (!req.session) throw new Problem(401, 'Sign in first.');
  return req.session.user;
}

export type SessionCookie = ReturnType<typeof sessionCookie>;

export function sessionCookie({ isProduction }: Config) {
  // The prefix makes browsers insist on Secure, this host, and the whole site.
  const name = isProduction ? '__Host-session' : 'session';
  const options = { httpOnly: true, sameSite: 'lax', secure: isProduction, path: '/' } as const;
  const pattern = new RegExp(`(?:^|; *)${name}=([\\w-]{43})(?:;|$)`);
  return {
    read: (req: Request) => pattern.exec(req.headers.cookie ?? '')?.[1],
    write: (res: Response, token: string) =>
      void res.cookie(name, token, { ...options, maxAge: IDLE_MS }),
    clear: (res: Response) => void res.clearCookie(name, options),
  };
}

/** Finds the session of a request; what is answered within one is kept by no cache. */
export function findSession(sessions: Sessions, cookie: SessionCookie): RequestHandler {
  return async (req, res, next) => {
    const token = cookie.read(req);
    const session = token === undefined ? undefined : await sessions.find(token);
    if (token !== undefined && session) {
      req.session = session;
      res.locals.user = session.user;
      res.locals.csrfToken = session.csrfToken;
      res.setHeader('Cache-Control', 'no-store');
      if (session.isRenewed) cookie.write(res, token);
    }
    next();
  };
}

/** Within a session nothing is changed without proof that our own page asked, or whoever knows its token. */
export const csrfProof: RequestHandler = (req, res, next) => {
  if (isSafe(req) || !req.session || isFromOwnSite(req)) return next();
  const { csrfToken } = req.session;
  const check = (given: unknown) =>
    next(isSame(given, csrfToken) ? undefined : new Problem(403, 'Send the CSRF token.'));
  const header = req.get('x-csrf-token');
  if (header || !req.is('application/x-www-form-urlencoded')) return check(header);
  formBody(req, res, (error) => (error ? next(error) : check(req.body.csrf_token)));
};

/** What browsers say about where a request comes from, and nobody else can make them say. */
function isFromOwnSite(req: Request): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  return hostOf(req.get('origin') ?? '') === req.host?.toLowerCase();
}

function isSame(given: unknown, expected: string): boolean {
  const [a, b] = [Buffer.from(String(given)), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** For the API. */
export const requireUser: RequestHandler = (req, _res, next) => {
  if (req.method !== 'OPTIONS') userOf(req);
  next();
};

/** For pages: sends visitors to sign in first, and back afterwards. */
export const requireLogin: RequestHandler = (req, res, next) => {
  if (req.session || req.method === 'OPTIONS') return next();
  const back = isSafe(req) ? req.originalUrl : '/';
  res.redirect(303, `/login?next=${encodeURIComponent(back)}`);
};
