import type { RequestHandler } from 'express';
import type { KyselyConfig } from 'kysely';

/** Where tracing takes part. Nothing is in here, and nothing is done, unless tracing was started. */
export const hooks: {
  request?: RequestHandler;
  database: Pick<KyselyConfig, 'log'>;
  logFields: () => object;
  stop: () => Promise<void>;
} = { database: {}, logFields: () => ({}), stop: async () => {} };
