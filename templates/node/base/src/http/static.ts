import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import express, { type RequestHandler } from 'express';
import type { Config } from '../config.ts';
import { allow } from './allow.ts';

const PUBLIC_FOLDER = join(import.meta.dirname, '../../public');
const IMMUTABLE = 'public, max-age=31536000, immutable';

export type Assets = Record<string, string>;

/** The addresses that pages link to, by name; in production they change with the content. */
export function findAssets({ isProduction }: Config): Assets {
  const addressOf = (path: string) => {
    const name = relative(PUBLIC_FOLDER, path).replaceAll(sep, '/');
    const hash = createHash('sha256').update(readFileSync(path)).digest('base64url');
    return [name, isProduction ? `/static/${name}?v=${hash.slice(0, 12)}` : `/static/${name}`];
  };
  const entries = readdirSync(PUBLIC_FOLDER, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Object.fromEntries(files.map((file) => addressOf(join(file.parentPath, file.name))));
}

/** Serves `public/`; what is asked for by an address that changes with the content may be kept for good. */
export function staticFiles(assets: Assets, { isProduction }: Config): RequestHandler[] {
  const addresses = new Set(Object.values(assets));
  const files = express.static(PUBLIC_FOLDER, {
    index: false,
    redirect: false,
    cacheControl: false,
    setHeaders: (res) => {
      const isVersioned = isProduction && addresses.has(res.req.originalUrl);
      res.setHeader('Cache-Control', isVersioned ? IMMUTABLE : 'no-cache');
    },
  });
  return [allow('GET'), files];
}
