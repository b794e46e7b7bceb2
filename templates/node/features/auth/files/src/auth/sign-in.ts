import type { Request, Response } from 'express';
import type { SessionCookie } from './guards.ts';
import type { Sessions } from './sessions.ts';
import type { Login } from './users.ts';

export type SignIn = ReturnType<typeof createSignIn>;

/** Begins and ends sessions, in the database and in the browser. */
export function createSignIn(sessions: Sessions, cookie: SessionCookie) {
  async function end(req: Request, res: Response): Promise<void> {
    if (req.session) await sessions.end(req.session.id);
    cookie.clear(res);
  }

  /** The session that was there ends, so that nobody can plant one. Gives the new CSRF token. */
  async function begin(req: Request, res: Response, login: Login): Promise<string> {
    if (req.session) await sessions.end(req.session.id);
    const { token, csrfToken } = await sessions.start(login);
    cookie.write(res, token);
    return csrfToken;
  }

  /** After a new password, with which no session holds any longer: this one begins anew. */
  async function renew(req: Request, res: Response, login: Login): Promise<void> {
    await sessions.endAll(login.id);
    await begin(req, res, login);
  }

  return { begin, end, renew };
}
