import type { Env } from '../contract/server.ts';

/** A service that tests need: its address from the environment; without one they fail in CI. */
function addressOf(variable: string, service: string): string {
  const address = process.env[variable];
  if (!address) throw new Error(`${variable} is not set: the address of a ${service} server`);
  return address;
}

export const postgresUrl = (): string => addressOf('POSTGRES_URL', 'PostgreSQL');

/** A numbered database of that Redis for every worker of the test run: tests empty it. */
export function redisUrl(): string {
  const url = new URL(addressOf('REDIS_URL', 'Redis'));
  const worker = Number(process.env.VITEST_POOL_ID ?? 1) - 1;
  url.pathname = String(Number(url.pathname.slice(1) || 0) + worker);
  return url.href;
}

/** Why tests of these features cannot run on this machine; undefined when they can. Never so in CI. */
export function lacking(features: readonly string[]): string | undefined {
  if (process.env.CI) return undefined;
  const { POSTGRES_URL, REDIS_URL } = process.env;
  if (features.includes('postgres') && !POSTGRES_URL) return 'POSTGRES_URL is not set';
  if (features.includes('redis') && !REDIS_URL) return 'REDIS_URL is not set';
  return undefined;
}

/** What a project's own tests need to find the services of its features. */
export function serviceEnv(features: readonly string[]): Env {
  return {
    ...(features.includes('postgres') && {
      DATABASE_URL: postgresUrl(),
      TEST_DATABASE_URL: postgresUrl(),
    }),
    ...(features.includes('redis') && { TEST_REDIS_URL: redisUrl() }),
  };
}
