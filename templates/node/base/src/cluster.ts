import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import type { Config } from './config.ts';
import { keepSharedCounts } from './http/shared-counts.ts';
import type { Logger } from './logger.ts';
import { announce } from './serve.ts';
import { onStop } from './signals.ts';

const RESTART_DELAY_MS = 1_000;

/** Runs WEB_CONCURRENCY workers on one port and replaces those that die. */
export function runWorkers(config: Config, logger: Logger): void {
  let isStopping = false;
  let isAnnounced = false;
  const listening = new Set<Worker>();
  const workers = () =>
    Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);

  keepSharedCounts();

  cluster.on('listening', (worker, { port }) => {
    if (!isAnnounced) announce(logger, port);
    isAnnounced = true;
    listening.add(worker);
  });

  cluster.on('exit', (worker, code, signal) => {
    if (isStopping) return;
    logger.error({ worker_pid: worker.process.pid, code, signal }, 'worker died');
    // One that never came to listen would fail again and again.
    if (!listening.has(worker)) process.exit(1);
    setTimeout(() => isStopping || cluster.fork(), RESTART_DELAY_MS);
  });

  onStop(config, async (urgency) => {
    isStopping = true;
    const gone = workers().map((worker) => once(worker, 'exit'));
    for (const worker of workers()) worker.send(urgency, () => {});
    await Promise.all(gone);
    process.exit(0);
  });

  for (let count = 0; count < config.WEB_CONCURRENCY; count += 1) cluster.fork();
}
