import { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import { allow } from '../http/allow.ts';
import { jsonBody } from '../http/body.ts';
import { parse } from '../http/problem.ts';
import { clientOf } from '../http/rate-limit.ts';
import type { Accounts } from './accounts.ts';
import { userOf } from './guards.ts';
import { credentials, newAccount } from './schema.ts';
import type { SignIn } from './sign-in.ts';
import { sayWhen } from './throttle.ts';
import type { Login } from './users.ts';

/** Accounts for programs; src/auth/pages.ts has the same for people. */
export function authRouter(accounts: Accounts, signIn: SignIn): Router {
  const router = Router({ caseSensitive: true, strict: true });

  async function begin(req: Request, res: Response, status: number, login: Login, email: string) {
    const csrf_token = await signIn.begin(req, res, login);
    res.status(status).json({ email, csrf_token });
  }

  router
    .route('/api/auth/signup')
    .post(jsonBody, async (req, res) => {
      const account = parse(newAccount, req.body);
      await begin(req, res, 201, await accounts.create(account, clientOf(req)), account.email);
    })
    .all(allow('POST'));

  router
    .route('/api/auth/login')
    .post(jsonBody, async (req, res) => {
      const given = parse(credentials, req.body);
      await begin(req, res, 200, await accounts.check(given, clientOf(req)), given.email);
    })
    .all(allow('POST'));

  router
    .route('/api/auth/logout')
    .post(async (req, res) => {
      await signIn.end(req, res);
      res.status(204).end();
    })
    .all(allow('POST'));

  router
    .route('/api/auth/me')
    .get((req, res) => {
      res.json({ email: userOf(req).email, csrf_token: req.session?.csrfToken });
    })
    .all(allow('GET'));

  const refuse: ErrorRequestHandler = (error, _req, res, next) => {
    sayWhen(error, res);
    next(error);
  };
  return router.use(refuse);
}
