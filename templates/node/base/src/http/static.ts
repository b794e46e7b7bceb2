import { join } from 'node:path';
import express, { Router } from 'express';
import type { Config } from '../config.ts';
import { allow } from './allow.ts';

export const PUBLIC_FOLDER = join(import.meta.dirname, '../../public');

export function staticFiles({ isProduction }: Config): Router {
  const router = Router();
  router.use(allow('GET'));
  router.use(
    express.static(PUBLIC_FOLDER, {
      index: false,
      redirect: false,
      cacheControl: false,
      setHeaders: (res) => {
        // Pages link to `name?v=<hash of the content>` in production, see pages/render.ts.
        const isVersioned =
          isProduction && new URL(res.req.url ?? '', 'http://localhost').searchParams.has('v');
        res.setHeader(
          'Cache-Control',
          isVersioned ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    }),
  );
  return router;
}
