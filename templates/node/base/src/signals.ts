import cluster from 'node:cluster';
import type { Config } from './config.ts';

/** `drain` finishes what has begun; `now` does not wait for anything. */
export type Urgency = 'drain' | 'now';

/**
 * Calls `stop` once: on SIGTERM, on SIGINT (Ctrl-C, which does not wait in development), or in a worker when
 * the primary says so. A second signal ends the process at once.
 */
export function onStop({ isProduction }: Config, stop: (urgency: Urgency) => Promise<void>): void {
  let isStopping = false;
  const begin = (urgency: Urgency) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    stop(urgency).catch((error) => {
      console.error(error);
      process.exit(1);
    });
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
