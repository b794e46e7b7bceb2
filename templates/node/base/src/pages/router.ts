import { type Response, Router } from 'express';
import type { z } from 'zod';
import { allow } from '../http/allow.ts';
import { formBody } from '../http/body.ts';
import { idOf } from '../todos/router.ts';
import { newTodoForm, todoChangesForm } from '../todos/schema.ts';
import type { TodoService } from '../todos/service.ts';

interface FormError {
  typed: unknown;
  message: string;
}

interface View {
  add?: FormError;
  rename?: FormError & { id: number };
  problem?: string;
}

/** The list as a page whose forms work without JavaScript. */
export function pagesRouter(todos: TodoService): Router {
  const router = Router({ caseSensitive: true, strict: true });

  async function sendList(res: Response, status: number, view: View = {}): Promise<void> {
    const page = await todos.list({ after: 0, limit: 100 });
    const completed = page.todos.filter((todo) => todo.completed).length;
    res.status(status).render('todos', { ...page, completed, ...view });
  }

  router
    .route('/')
    .get((_req, res) => sendList(res, 200))
    .all(allow('GET'));

  router
    .route('/todos')
    .post(formBody, async (req, res) => {
      const form = newTodoForm.safeParse(req.body);
      if (!form.success) {
        return sendList(res, 422, { add: { typed: req.body.title, message: firstOf(form.error) } });
      }
      await todos.create({ ...form.data, completed: false, order: null });
      res.redirect(303, '/');
    })
    .all(allow('POST'));

  router
    .route('/todos/:id/update')
    .post(formBody, async (req, res) => {
      const { id } = await todos.get(idOf(req));
      const form = todoChangesForm.safeParse(req.body);
      if (form.success) {
        await todos.update(id, form.data);
        return res.redirect(303, '/');
      }
      const message = firstOf(form.error);
      const isTitle = form.error.issues.some(({ path }) => path[0] === 'title');
      const typed = req.body.title;
      await sendList(res, 422, isTitle ? { rename: { id, typed, message } } : { problem: message });
    })
    .all(allow('POST'));

  router
    .route('/todos/:id/delete')
    .post(formBody, async (req, res) => {
      await todos.remove(idOf(req));
      res.redirect(303, '/');
    })
    .all(allow('POST'));

  return router;
}

const firstOf = (error: z.ZodError) => error.issues[0]?.message ?? '';
