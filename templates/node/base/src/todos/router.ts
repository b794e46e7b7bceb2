import { type Request, type Response, Router } from 'express';
import { allow } from '../http/allow.ts';
import { jsonBody } from '../http/body.ts';
import { Problem, parse } from '../http/problem.ts';
import { originOf } from '../http/security.ts';
import type { Cursors } from './cursor.ts';
import type { Todo } from './repository.ts';
import { listQuery, newTodo, todoChanges, todoId } from './schema.ts';
import { etagOf, type TodoService } from './service.ts';

export const API_PATH = '/api/todos';

export function todosRouter(todos: TodoService, cursors: Cursors): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const querySchema = listQuery(cursors);

  router
    .route(API_PATH)
    .get(async (req, res) => {
      const { cursor: after = 0, ...query } = parse(querySchema, req.query, 'query');
      const page = await todos.list({ after, ...query });
      const last = page.todos.at(-1);
      if (page.hasMore && last) {
        const search = new URLSearchParams(req.url.split('?')[1]);
        search.set('cursor', cursors.encode(last.id));
        res.setHeader('Link', `<${originOf(req)}${API_PATH}?${search}>; rel="next"`);
      }
      const url = urlPrefix(req);
      res.json(page.todos.map((todo) => toJson(todo, url)));
    })
    .post(jsonBody, async (req, res) => {
      const todo = await todos.create(parse(newTodo, req.body));
      res.status(201).location(urlPrefix(req) + todo.id);
      sendTodo(req, res, todo);
    })
    .delete(async (_req, res) => {
      await todos.clear();
      res.status(204).end();
    })
    .all(allow('GET', 'POST', 'DELETE'));

  router
    .route(`${API_PATH}/:id`)
    .get(async (req, res) => sendTodo(req, res, await todos.get(idOf(req))))
    .patch(jsonBody, async (req, res) => {
      const changes = parse(todoChanges, req.body);
      sendTodo(req, res, await todos.update(idOf(req), changes, req.get('if-match')));
    })
    .delete(async (req, res) => {
      await todos.remove(idOf(req), req.get('if-match'));
      res.status(204).end();
    })
    .all(allow('GET', 'PATCH', 'DELETE'));

  return router;
}

/** A malformed id names nothing, just as an unknown one. */
export function idOf(req: Request): number {
  const result = todoId.safeParse(req.params.id);
  if (!result.success) throw new Problem(404);
  return result.data;
}

/** What the address of a to-do begins with, as the client sees it. */
export const urlPrefix = (req: Request) => `${originOf(req)}${API_PATH}/`;

export const toJson = (todo: Todo, prefix: string) => ({
  id: todo.id,
  title: todo.title,
  completed: todo.completed,
  order: todo.order,
  url: prefix + todo.id,
  created_at: todo.created_at,
  updated_at: todo.updated_at,
});

function sendTodo(req: Request, res: Response, todo: Todo): void {
  res.setHeader('ETag', etagOf(todo));
  res.json(toJson(todo, urlPrefix(req)));
}
