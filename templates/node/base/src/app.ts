import express, { type Express } from 'express';
import type { Config } from './config.ts';
import { type Database, isDatabaseReady } from './db/database.ts';
import { healthRouter } from './health/router.ts';
import { cors } from './http/cors.ts';
import { errorHandler, notFound } from './http/errors.ts';
import { type Counts, rateLimit } from './http/rate-limit.ts';
import { requestLog } from './http/request-log.ts';
import { allowedHosts, hsts, revalidate, sameOrigin, securityHeaders } from './http/security.ts';
import { staticFiles } from './http/static.ts';
import type { Logger } from './logger.ts';
import { createRenderer } from './pages/render.ts';
import { pagesRouter } from './pages/router.ts';
import { createCursors } from './todos/cursor.ts';
import { createTodoRepository } from './todos/repository.ts';
import { todosRouter } from './todos/router.ts';
import { createTodoService } from './todos/service.ts';

export interface Dependencies {
  config: Config;
  db: Database;
  logger: Logger;
  isDraining?: () => boolean;
  /** Where requests are counted for RATE_LIMIT; in this process's memory when left out. */
  counts?: Counts | undefined;
}

/** Builds the application without listening. */
export function createApp(dependencies: Dependencies): Express {
  const { config, db, logger, isDraining = () => false, counts } = dependencies;
  const todos = createTodoService(createTodoRepository(db));
  const renderer = createRenderer(config);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // As in every router: one address for one thing.
  app.enable('case sensitive routing');
  app.enable('strict routing');
  // A number of hops, never `true`: otherwise any client could claim any address.
  app.set('trust proxy', config.TRUSTED_PROXIES);

  app.use(requestLog(logger));
  app.use(securityHeaders(), revalidate);
  app.use(healthRouter(async () => !isDraining() && (await isDatabaseReady(config.DATABASE_URL))));
  if (config.isProduction) app.use(hsts);
  // In development too: any site may point a name of its own at this machine.
  app.use(allowedHosts(config));

  app.use('/static', staticFiles(config));
  app.use('/api', cors(config), rateLimit(config, counts));
  app.use(sameOrigin(config));

  app.use(todosRouter(todos, createCursors(config.SECRET_KEY)));
  app.use(pagesRouter(todos, renderer));

  app.use(notFound);
  app.use(errorHandler(logger, renderer.renderError));
  return app;
}
