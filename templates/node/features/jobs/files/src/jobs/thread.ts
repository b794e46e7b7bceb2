import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { findDuplicates, type Titled } from './duplicates.ts';

/** Calculates in a thread of its own, so that everything else goes on meanwhile. */
export async function findDuplicatesInThread(
  todos: readonly Titled[],
): Promise<[number, number][]> {
  const thread = new Worker(new URL(import.meta.url), { workerData: todos });
  const [pairs] = await once(thread, 'message');
  return pairs;
}

if (!isMainThread) parentPort?.postMessage(findDuplicates(workerData));
