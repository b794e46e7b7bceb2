import type { Todo } from '../todos/repository.ts';
import type { Change } from './hub.ts';

/** Older ones are long past any race. */
export const REMEMBERED = 1_000;

/**
 * Puts the changes of one to-do in order. Processes tell of them on ways of their own, so that a newer one
 * can overtake an older, which is then dropped; a creation that was overtaken brings the newer state.
 */
export function createOrder(): (change: Change) => Change | undefined {
  const latest = new Map<number, Todo | 'deleted'>();

  function remember(id: number, state: Todo | 'deleted'): void {
    latest.delete(id);
    latest.set(id, state);
    const [oldest] = latest.keys();
    if (latest.size > REMEMBERED && oldest !== undefined) latest.delete(oldest);
  }

  return (change) => {
    if (change.type === 'todo.deleted' || change.type === 'todos.cleared') {
      for (const id of 'id' in change ? [change.id] : change.ids) remember(id, 'deleted');
      return change;
    }
    const { todo } = change;
    const known = latest.get(todo.id);
    if (known === 'deleted') return undefined;
    if (known === undefined || known.version < todo.version) {
      remember(todo.id, todo);
      return change;
    }
    return change.type === 'todo.created' ? { ...change, todo: known } : undefined;
  };
}
