import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config.ts';
import { keepSharedCounts } from './http/shared-counts.ts';
import type { Logger } from './logger.ts';
import { announce } from './serve.ts';
import { onStop } from './signals.ts';

const RESTART_DELAY_MS = 1_000;
/** A worker that is only just starting does not hear that it should stop. */
const STOP_MS = 9_000;

/** Runs WEB_CONCURRENCY workers on one port and replaces those that die. */
export function runWorkers(config: Config, logger: Logger): void {
  let isStopping = false;
  const listening = new WeakSet<Worker>();

  cluster.once('listening', (_worker, { port }) => announce(config, logger, port));
  cluster.on('listening', (worker) => listening.add(worker));

  cluster.on('exit', (worker, code, signal) => {
    if (isStopping) return;
    logger.error({ worker_pid: worker.process.pid, code, signal }, 'worker died');
    // One that never came to listen would fail again and again.
    if (!listening.has(worker)) process.exit(1);
    setTimeout(() => {
      if (!isStopping) cluster.fork();
    }, RESTART_DELAY_MS);
  });

  onStop(config, async (urgency) => {
    isStopping = true;
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    const gone = workers.map((worker) => once(worker, 'exit'));
    for (const worker of workers) worker.send(urgency, () => {});
    await Promise.race([Promise.all(gone), sleep(STOP_MS)]);
    process.exit(0);
  });

  keepSharedCounts();
  for (let count = 0; count < config.WEB_CONCURRENCY; count += 1) cluster.fork();
}
