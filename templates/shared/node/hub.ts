import type { Todo } from '../todos/repository.ts';
import { toJson } from '../todos/router.ts';
import type { Bus } from './bus.ts';
import { createOrder } from './order.ts';

/** What happens to to-dos. */
export type Change =
  | { type: 'todo.created' | 'todo.updated'; todo: Todo }
  | { type: 'todo.deleted'; id: number }
  | { type: 'todos.cleared' };

/** A client that is told of changes. */
export interface Follower {
  /** What the address of a to-do begins with, as this client sees it. */
  urlPrefix: string;
  send(message: string): void;
  /** Shows the client that the connection lives, and finds out whether it does. */
  beat(): void;
  close(): void;
}

export type Hub = ReturnType<typeof createHub>;

const BEAT_MS = 30_000;

/** Tells the clients of this process what happens in any process. */
export function createHub(bus: Bus) {
  const followers = new Set<Follower>();
  const inOrder = createOrder();
  let isClosed = false;

  bus.receive((text) => {
    const change = inOrder(JSON.parse(text));
    if (!change) return;
    // Most clients use the same address.
    const messages = new Map<string, string>();
    for (const follower of followers) {
      const { urlPrefix } = follower;
      const message = messages.get(urlPrefix) ?? toMessage(change, urlPrefix);
      messages.set(urlPrefix, message);
      follower.send(message);
    }
  });

  /** Finds out which clients are still there. */
  function beat(): void {
    for (const follower of followers) follower.beat();
  }
  const beats = setInterval(beat, BEAT_MS);

  return {
    beat,

    publish(change: Change): void {
      bus.send(JSON.stringify(change));
    },

    /** Returns how to stop following. */
    follow(follower: Follower): () => void {
      if (isClosed) follower.close();
      else followers.add(follower);
      return () => void followers.delete(follower);
    },

    async close(): Promise<void> {
      isClosed = true;
      clearInterval(beats);
      for (const follower of followers) follower.close();
    },
  };
}

const toMessage = (change: Change, urlPrefix: string) =>
  JSON.stringify('todo' in change ? { ...change, todo: toJson(change.todo, urlPrefix) } : change);
