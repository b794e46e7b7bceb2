import type { TodoRepository } from '../todos/repository.ts';
import type { Hub } from './hub.ts';

/** The same repository, which also tells the hub what it has written. */
export function announce(todos: TodoRepository, { publish }: Hub): TodoRepository {
  return {
    ...todos,

    async insert(...args) {
      const todo = await todos.insert(...args);
      publish({ type: 'todo.created', todo });
      return todo;
    },

    async update(...args) {
      const todo = await todos.update(...args);
      if (todo) publish({ type: 'todo.updated', todo });
      return todo;
    },

    async remove(...args) {
      const isRemoved = await todos.remove(...args);
      if (isRemoved) publish({ type: 'todo.deleted', id: args[0] });
      return isRemoved;
    },

    async clear(...args) {
      await todos.clear(...args);
      publish({ type: 'todos.cleared' });
    },
  };
}
