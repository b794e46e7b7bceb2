import { matches } from '../http/etag.ts';
import { Problem } from '../http/problem.ts';
import type { Page, Todo, TodoRepository } from './repository.ts';
import type { NewTodo, TodoChanges } from './schema.ts';

export type TodoService = ReturnType<typeof createTodoService>;

/** What can be done with to-dos, whoever asks: the API and the page. */
export function createTodoService(todos: TodoRepository) {
  const now = () => new Date().toISOString();

  async function get(id: number): Promise<Todo> {
    const todo = await todos.find(id);
    if (!todo) throw new Problem(404);
    return todo;
  }

  /** The version that a write must still find, or undefined when any will do. */
  function expectedVersion(todo: Todo, ifMatch?: string): number | undefined {
    if (ifMatch === undefined) return undefined;
    if (!matches(ifMatch, etagOf(todo))) throw new Problem(412);
    return todo.version;
  }

  return {
    get,

    /** One page in order of creation, and whether there is more. */
    async list({ limit, ...page }: Page): Promise<{ todos: Todo[]; hasMore: boolean }> {
      const found = await todos.list({ ...page, limit: limit + 1 });
      return { todos: found.slice(0, limit), hasMore: found.length > limit };
    },

    create: (todo: NewTodo) => todos.insert(todo, now()),

    async update(id: number, changes: TodoChanges, ifMatch?: string): Promise<Todo> {
      const todo = await get(id);
      const version = expectedVersion(todo, ifMatch);
      if (Object.keys(changes).length === 0) return todo;
      const updated = await todos.update(id, changes, now(), version);
      if (!updated) throw new Problem(version === undefined ? 404 : 412);
      return updated;
    },

    async remove(id: number, ifMatch?: string): Promise<void> {
      const version = expectedVersion(await get(id), ifMatch);
      const removed = await todos.remove(id, version);
      if (!removed) throw new Problem(version === undefined ? 404 : 412);
    },

    clear: () => todos.clear(),
  };
}

export const etagOf = ({ version }: Todo) => `"${version}"`;
