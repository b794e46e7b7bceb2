import { basename, join } from 'node:path';
import { Eta } from 'eta';
import type { Express } from 'express';
import type { Config } from '../config.ts';
import type { Assets } from '../http/static.ts';

/** Makes `res.render` fill the templates of ./views; like Express's own engines it hands them `res.locals`. */
export function useViews(app: Express, assets: Assets, { isProduction }: Config): void {
  const views = join(import.meta.dirname, 'views');
  const eta = new Eta({ views, cache: isProduction });
  app.engine('eta', (path, data, callback) => {
    try {
      callback(null, eta.render(basename(path, '.eta'), data));
    } catch (error) {
      callback(error);
    }
  });
  app.set('views', views);
  app.set('view engine', 'eta');
  app.locals.assets = assets;
}
