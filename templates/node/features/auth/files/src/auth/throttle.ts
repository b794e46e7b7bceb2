import { createHash } from 'node:crypto';
import type { Response } from 'express';
import type { Database } from '../db/schema.ts';
import { Problem } from '../http/problem.ts';

export class Throttled extends Problem {
  readonly seconds: number;

  constructor(seconds: number) {
    const minutes = Math.ceil(seconds / 60);
    super(429, `Too many attempts. Try again in ${minutes} minute${minutes === 1 ? '' : 's'}.`);
    this.seconds = seconds;
  }
}

/** Tells a throttled client when it may come back. */
export function sayWhen(error: unknown, res: Response): void {
  if (!(error instanceof Throttled)) return;
  res.setHeader('Retry-After', error.seconds);
  res.setHeader('RateLimit', `"accounts";r=0;t=${error.seconds}`);
}

interface Limit {
  limit: number;
  windowMs: number;
}

export type Throttle = ReturnType<typeof createThrottle>;

/** Counts attempts in the database, so that a limit holds for all processes and outlives them. */
export function createThrottle(db: Database) {
  // Not the addresses themselves: they are nobody's business.
  const hashed = (key: string) => createHash('sha256').update(key).digest('base64url');

  return {
    /** Counts an attempt before it is made, or refuses it: parallel ones cannot slip through. */
    async count(key: string, { limit, windowMs }: Limit): Promise<void> {
      const now = new Date();
      const resetsAt = new Date(now.getTime() + windowMs).toISOString();
      await db.deleteFrom('throttles').where('resets_at', '<=', now.toISOString()).execute();
      const { count, resets_at } = await db
        .insertInto('throttles')
        .values({ key: hashed(key), count: 1, resets_at: resetsAt })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((eb) => ({ count: eb('throttles.count', '+', 1) })),
        )
        .returning(['count', 'resets_at'])
        .executeTakeFirstOrThrow();
      if (count > limit) {
        throw new Throttled(Math.ceil((Date.parse(resets_at) - now.getTime()) / 1000));
      }
    },

    /** Takes an attempt back that turned out well. */
    async discount(key: string): Promise<void> {
      await db
        .updateTable('throttles')
        .set((eb) => ({ count: eb('count', '-', 1) }))
        .where('key', '=', hashed(key))
        .execute();
    },

    async reset(key: string): Promise<void> {
      await db.deleteFrom('throttles').where('key', '=', hashed(key)).execute();
    },
  };
}
