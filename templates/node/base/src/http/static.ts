import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import express, { type RequestHandler } from 'express';
import type { Config } from '../config.ts';
import { allow } from './allow.ts';

const PUBLIC_FOLDER = join(import.meta.dirname, '../../public');
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** What pages link to, by its path; in production the version changes with the content. */
const versions = new Map(
  readdirSync(PUBLIC_FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const name = relative(PUBLIC_FOLDER, path).replaceAll(sep, '/');
      const hash = createHash('sha256').update(readFileSync(path)).digest('base64url');
      return [path, { name, version: hash.slice(0, 12) }];
    }),
);

/** The addresses that pages link to, by name. */
export const assetsOf = ({ isProduction }: Config) =>
  Object.fromEntries(
    Array.from(versions.values(), ({ name, version }) => [
      name,
      isProduction ? `/static/${name}?v=${version}` : `/static/${name}`,
    ]),
  );

export function staticFiles({ isProduction }: Config): RequestHandler[] {
  const files = express.static(PUBLIC_FOLDER, {
    index: false,
    redirect: false,
    cacheControl: false,
    setHeaders: (res, path) => {
      const version = versions.get(path)?.version ?? '';
      const isVersioned = isProduction && version !== '' && res.req.query.v === version;
      res.setHeader('Cache-Control', isVersioned ? IMMUTABLE : 'no-cache');
    },
  });
  return [allow('GET'), files];
}
