import cluster from 'node:cluster';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { mountApp } from './app.ts';
import type { Config } from './config.ts';
import type { Counts } from './http/rate-limit.ts';
import type { Logger } from './logger.ts';
import { onStop } from './signals.ts';

/** How long requests are still taken while /readyz says 503, so that load balancers notice. */
const GRACE_MS = 2_000;
/** How long requests in flight may then take. */
const FINISH_MS = 6_000;

/** Listens, and stops in order when told to. */
export function serve(config: Config, logger: Logger, counts?: Counts): void {
  const server = createServer({
    headersTimeout: 30_000,
    requestTimeout: 60_000,
    // The two above are only as exact as this.
    connectionsCheckingInterval: 1_000,
    // Longer than the idle time of common load balancers, which otherwise run into resets.
    keepAliveTimeout: 65_000,
    maxHeaderSize: 16 * 1024,
  });
  let isDraining = false;
  const close = mountApp(server, { config, logger, isDraining: () => isDraining, counts });

  server.on('error', (error) => fail(error, config, logger));
  server.listen(config.PORT, config.HOST, () => {
    if (cluster.isPrimary) announce(config, logger, (server.address() as AddressInfo).port);
  });

  onStop(config, async (urgency) => {
    isDraining = true;
    if (urgency === 'drain') {
      logger.info('stopping');
      await sleep(GRACE_MS);
    }
    await close(urgency === 'drain' ? FINISH_MS : 0);
  });
}

const LOCAL = new Set(['localhost', '127.0.0.1', '0.0.0.0', '::1', '::']);

export function announce({ HOST }: Config, logger: Logger, port: number): void {
  const host = HOST.includes(':') ? `[${HOST}]` : HOST;
  logger.info(`listening on http://${LOCAL.has(HOST) ? 'localhost' : host}:${port}`);
}

function fail(error: NodeJS.ErrnoException, { PORT, isProduction }: Config, logger: Logger): void {
  if (error.code === 'EADDRINUSE' && !isProduction) {
    console.error(`Port ${PORT} is already in use.`);
    console.error(`Stop the other program, or choose another port: PORT=${PORT + 1} npm run dev`);
  } else {
    logger.fatal({ err: error }, 'cannot listen');
  }
  process.exit(1);
}
