import { MIMEType } from 'node:util';
import express, { type Request, type RequestHandler } from 'express';
import { Problem } from './problem.ts';

const LIMIT = 102_400;
const raw = express.raw({ type: () => true, limit: LIMIT });
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads at most 102,400 bytes (after decompression) as UTF-8 and hands the text to `decode`. */
function body(type: string, decode: (text: string) => unknown): RequestHandler {
  return (req, res, next) => {
    if (!hasType(req, type)) throw new Problem(415);
    // Refused at once; `raw` would first wait for all of it.
    if (Number(req.headers['content-length']) > LIMIT) throw new Problem(413);
    raw(req, res, (error?: unknown) => {
      if (error) return next(error);
      try {
        req.body = decode(utf8.decode(req.body));
      } catch {
        return next(new Problem(400, 'The body is empty, malformed or not UTF-8.'));
      }
      next();
    });
  };
}

function hasType({ headers }: Request, expected: string): boolean {
  const header = headers['content-type'];
  if (!header) return !headers['transfer-encoding'] && !Number(headers['content-length']);
  try {
    const { essence, params } = new MIMEType(header);
    return essence === expected && /^utf-?8$/i.test(params.get('charset') ?? 'utf-8');
  } catch {
    return false;
  }
}

export const jsonBody = body('application/json', JSON.parse);

export const formBody = body('application/x-www-form-urlencoded', (text) =>
  Object.fromEntries(new URLSearchParams(text)),
);
