import cluster from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config.ts';

/** `drain` finishes what has begun; `now` does not wait for anything. */
export type Urgency = 'drain' | 'now';

/** How long stopping may take: a database that does not answer must not keep the process. */
const STOP_MS = 9_500;

/**
 * Calls `stop` once, and then ends the process: on SIGTERM, on SIGINT (Ctrl-C, which does not wait in development),
 * or in a worker when the primary says so. A second signal ends the process at once.
 */
export function onStop({ isProduction }: Config, stop: (urgency: Urgency) => Promise<void>): void {
  let isStopping = false;
  const begin = (urgency: Urgency) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    void Promise.race([stop(urgency), sleep(STOP_MS)]).then(() => process.exit(0));
  };

  if (cluster.isWorker) {
    // A terminal or supervisor may signal the whole group; only the primary decides.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
    process.on('message', (message) => {
      if (message === 'drain' || message === 'now') begin(message);
    });
  } else {
    process.on('SIGTERM', () => begin('drain'));
    process.on('SIGINT', () => begin(isProduction ? 'drain' : 'now'));
  }
}
