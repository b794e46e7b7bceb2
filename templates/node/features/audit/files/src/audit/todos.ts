import type { Database } from '../db/schema.ts';
import { createTodoRepository, type TodoRepository } from '../todos/repository.ts';
import { record } from './log.ts';

/** The to-dos, each change in one transaction with its entry in the audit log. */
export function auditTodos(db: Database): TodoRepository {
  const plain = createTodoRepository(db);
  const inTransaction = <T>(change: (todos: TodoRepository, trx: Database) => Promise<T>) =>
    db.transaction().execute((trx) => change(createTodoRepository(trx), trx));

  return {
    ...plain,

    insert: (...args) =>
      inTransaction(async (todos, trx) => {
        const todo = await todos.insert(...args);
        await record(trx, { action: 'todo.created', subject: `todo:${todo.id}` });
        return todo;
      }),

    update: (owner, id, changes, ...rest) =>
      inTransaction(async (todos, trx) => {
        const todo = await todos.update(owner, id, changes, ...rest);
        const entry = { subject: `todo:${id}`, fields: Object.keys(changes) };
        if (todo) await record(trx, { action: 'todo.updated', ...entry });
        return todo;
      }),

    remove: (owner, id, version) =>
      inTransaction(async (todos, trx) => {
        const isRemoved = await todos.remove(owner, id, version);
        if (isRemoved) await record(trx, { action: 'todo.deleted', subject: `todo:${id}` });
        return isRemoved;
      }),

    clear: (owner) =>
      inTransaction(async (todos, trx) => {
        const ids = await todos.clear(owner);
        await record(trx, { action: 'todos.cleared', subject: `user:${owner}` });
        return ids;
      }),
  };
}
