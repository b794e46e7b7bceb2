import { type Request, type RequestHandler, type Response, Router } from 'express';
import { allow } from '../http/allow.ts';
import { formBody } from '../http/body.ts';
import { Problem, parse } from '../http/problem.ts';
import { clientOf } from '../http/rate-limit.ts';
import type { Accounts } from './accounts.ts';
import { requireLogin, userOf } from './guards.ts';
import { localPath } from './local-path.ts';
import { credentials, newAccount, passwordChange } from './schema.ts';
import type { SignIn } from './sign-in.ts';
import { sayWhen } from './throttle.ts';

/** The forms for signing up, in and out, and for a new password. */
export function authPages(accounts: Accounts, signIn: SignIn): Router {
  const router = Router({ caseSensitive: true, strict: true });

  router
    .route('/login')
    .get(show('login'))
    .post(
      formBody,
      submit('login', async (req, res) => {
        const login = await accounts.check(parse(credentials, given(req)), clientOf(req));
        await signIn.begin(req, res, login);
        return nextOf(req);
      }),
    )
    .all(allow('GET', 'POST'));

  router
    .route('/signup')
    .get(show('signup'))
    .post(
      formBody,
      submit('signup', async (req, res) => {
        const login = await accounts.create(parse(newAccount, given(req)), clientOf(req));
        await signIn.begin(req, res, login);
        return nextOf(req);
      }),
    )
    .all(allow('GET', 'POST'));

  router
    .route('/logout')
    .get(requireLogin, (_req, res) => res.render('logout'))
    .post(async (req, res) => {
      await signIn.end(req, res);
      res.redirect(303, '/login');
    })
    .all(allow('GET', 'POST'));

  router
    .route('/password')
    .all(requireLogin)
    .get((req, res) => res.render('password', { changed: 'changed' in req.query }))
    .post(
      formBody,
      submit('password', async (req, res) => {
        const user = userOf(req);
        const change = parse(passwordChange(user), req.body);
        const login = await accounts.changePassword(user, change, clientOf(req));
        await signIn.renew(req, res, login);
        return '/password?changed';
      }),
    )
    .all(allow('GET', 'POST'));

  return router;
}

const given = ({ body: { email, password } }: Request) => ({ email, password });

const nextOf = ({ body, query }: Request) => localPath((body ?? query).next);

/** Who has signed in already goes on to where the form would lead. */
const show = (view: string): RequestHandler => {
  return (req, res) => {
    const next = nextOf(req);
    if (req.session) return res.redirect(303, next);
    res.render(view, { next });
  };
};

/** Leads on to where `handle` says; what a person can mend is said at the form instead. */
const submit = (view: string, handle: (req: Request, res: Response) => Promise<string>) => {
  const handler: RequestHandler = async (req, res) => {
    try {
      res.redirect(303, await handle(req, res));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      sayWhen(error, res);
      const errors = error.errors?.map(({ detail, ...at }) =>
        'pointer' in at ? [at.pointer.slice(2), detail] : [],
      );
      res.status(error.status).render(view, {
        email: req.body.email,
        next: nextOf(req),
        problem: errors ? undefined : error.message,
        errors: Object.fromEntries(errors ?? []),
      });
    }
  };
  return handler;
};
