import type { Redis } from 'ioredis';

/**
 * Where results are kept. Those of one subject belong to an edition of it; a new edition leaves them all behind, also
 * those that were read from the database before it and arrive after it.
 */
export interface Store {
  /** The current edition, and what it has under this key. */
  read(subject: string, key: string): Promise<{ edition: string; found: unknown }>;
  write(subject: string, key: string, edition: string, result: unknown): Promise<void>;
  startEdition(subject: string): Promise<void>;
}

/** A change that nobody told the cache of shows after this time. */
const TTL_MS = 60_000;
/** Longer than results are kept, so that a count that starts anew meets none of them. */
const EDITION_TTL_MS = 24 * 60 * TTL_MS;

/** In this process, at most `capacity` results: what has not been used for longest goes first. */
export function storeInMemory(capacity = 1_000): Store {
  const editions = new Map<string, number>();
  const results = new Map<string, { result: unknown; expires: number }>();
  let newest = 0;
  /** Of every subject that has none of its own. */
  let common = 0;

  return {
    async read(subject, key) {
      const edition = String(editions.get(subject) ?? common);
      const address = addressOf(subject, edition, key);
      const kept = results.get(address);
      results.delete(address);
      if (!kept || kept.expires < Date.now()) return { edition, found: undefined };
      results.set(address, kept);
      return { edition, found: kept.result };
    },
    async write(subject, key, edition, result) {
      results.set(addressOf(subject, edition, key), { result, expires: Date.now() + TTL_MS });
      trim(results, capacity);
    },
    async startEdition(subject) {
      newest += 1;
      editions.delete(subject);
      editions.set(subject, newest);
      if (trim(editions, capacity)) {
        newest += 1;
        common = newest;
      }
    },
  };
}

/** Drops the oldest entry when there are too many. */
function trim(map: Map<string, unknown>, capacity: number): boolean {
  const [oldest] = map.keys();
  return map.size > capacity && oldest !== undefined && map.delete(oldest);
}

const READ = `
local edition = redis.call('get', KEYS[1]) or '0'
return { edition, redis.call('get', KEYS[1] .. ':' .. edition .. ':' .. ARGV[1]) }`;

/** For all machines. While Redis is away nothing is kept. */
export function storeInRedis(redis: Redis): Store {
  const name = (subject: string) => `cache:${subject}`;
  const untold = new Set<string>();

  async function startEdition(subject: string): Promise<void> {
    try {
      await redis.multi().incr(name(subject)).pexpire(name(subject), EDITION_TTL_MS).exec();
      untold.delete(subject);
    } catch {
      untold.add(subject);
    }
  }
  // What changed while Redis was away.
  redis.on('ready', () => Promise.all(Array.from(untold, startEdition)));

  return {
    async read(subject, key) {
      const answer = await redis.eval(READ, 1, name(subject), key);
      const [edition, found] = answer as [string, string | null];
      return { edition, found: found === null ? undefined : JSON.parse(found) };
    },
    async write(subject, key, edition, result) {
      const address = addressOf(name(subject), edition, key);
      await redis.set(address, JSON.stringify(result), 'PX', TTL_MS);
    },
    startEdition,
  };
}

const addressOf = (subject: string, edition: string, key: string) => `${subject}:${edition}:${key}`;
