import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { requireLogin, userOf } from '../auth/guards.ts';
import type { Sessions } from '../auth/sessions.ts';
import { allow } from '../http/allow.ts';
import { Problem } from '../http/problem.ts';
import { idOf } from '../todos/router.ts';
import type { TodoService } from '../todos/service.ts';
import type { StaffQueries } from './queries.ts';

const search = z.object({
  q: z
    .string()
    .trim()
    .max(200)
    .regex(/^\P{Cc}*$/u)
    .catch(''),
  after: z.coerce.number().int().nonnegative().catch(0),
});

/** Pages on which staff look after users and to-dos. */
export function backofficeRouter(
  staff: StaffQueries,
  todos: TodoService,
  sessions: Sessions,
): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const route = <Path extends string>(path: Path) =>
    router.route(path).all(requireLogin, requireStaff);

  route('/backoffice')
    .get((_req, res) => res.redirect(303, '/backoffice/users'))
    .all(allow('GET'));

  for (const list of ['users', 'todos'] as const) {
    route(`/backoffice/${list}`)
      .get(async (req, res) => {
        const { q, after } = search.parse(req.query);
        res.render(`backoffice-${list}`, { ...(await staff[list]({ q, after })), q, after });
      })
      .all(allow('GET'));
  }

  route('/backoffice/users/:id/:action')
    .post(async (req, res) => {
      const id = idOf(req);
      if (id === userOf(req).id) throw new Problem(409, 'Nobody does this to themselves.');
      await changeUser(id, req.params.action);
      back(req, res, 'users');
    })
    .all(allow('POST'));

  async function changeUser(id: number, action: string): Promise<void> {
    if (!['deactivate', 'reactivate', 'end-sessions'].includes(action)) throw new Problem(404);
    const isFound =
      action === 'end-sessions'
        ? await staff.hasUser(id)
        : await staff.setActive(id, action === 'reactivate');
    if (!isFound) throw new Problem(404);
    if (action !== 'reactivate') await sessions.endAll(id);
  }

  route('/backoffice/todos/:id/delete')
    .post(async (req, res) => {
      const owner = await staff.ownerOf(idOf(req));
      if (owner === undefined) throw new Problem(404);
      await todos.remove(owner, idOf(req));
      back(req, res, 'todos');
    })
    .all(allow('POST'));

  return router;
}

/** To other users it looks as if there were nothing here. */
const requireStaff: RequestHandler = (req, _res, next) => {
  if (!userOf(req).isStaff) throw new Problem(404);
  next();
};

/** To the page that the form was on. */
function back(req: Request, res: Response, list: string): void {
  const { q, after } = search.parse(req.query);
  res.redirect(303, `/backoffice/${list}?${new URLSearchParams({ q, after: String(after) })}`);
}
