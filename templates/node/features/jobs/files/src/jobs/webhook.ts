import { type Job, UnrecoverableError } from 'bullmq';
import type { Jobs } from './queue.ts';

const TIMEOUT_MS = 10_000;
/** Client errors that may go away by themselves. */
const PASSING = new Set([408, 425, 429]);

/** Tells another service that a to-do is completed. It may hear of it twice: the key tells it that it has. */
export async function tellCompleted(
  { id, data }: Pick<Job<Jobs['tell-completed']>, 'id' | 'data'>,
  url: string,
): Promise<void> {
  const { status, ok } = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': String(id) },
    body: JSON.stringify({ type: 'todo.completed', todo: data }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (ok) return;
  const message = `The webhook answered ${status}.`;
  const isFinal = status >= 400 && status < 500 && !PASSING.has(status);
  throw isFinal ? new UnrecoverableError(message) : new Error(message);
}
