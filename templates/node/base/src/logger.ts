import { AsyncLocalStorage } from 'node:async_hooks';
import pino, { type Logger } from 'pino';
import type { Config } from './config.ts';

export type { Logger };

/** Whatever is logged while a request is handled carries its id. */
export const requestContext = new AsyncLocalStorage<{ request_id: string }>();

const SECRETS = ['authorization', 'cookie', 'set-cookie', 'password'];

export async function createLogger(config: Config): Promise<Logger> {
  const options: pino.LoggerOptions = {
    level: config.LOG_LEVEL,
    mixin: () => ({ ...requestContext.getStore() }),
    redact: SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.headers["${name}"]`]),
  };
  if (config.isProduction) return pino(options, pino.destination({ sync: false }));

  // A development dependency, hence never loaded in production.
  const { default: pretty } = await import('pino-pretty');
  return pino(
    options,
    pretty({ ignore: 'pid,hostname,method,path,status', singleLine: true, sync: true }),
  );
}
