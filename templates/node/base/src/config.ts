import { existsSync } from 'node:fs';
import { z } from 'zod';

const DEVELOPMENT_KEY = 'development-only-key-never-use-in-production';
const LOOKS_LIKE_AN_EXAMPLE = /change.?me|replace.?me|your.?secret|example|insecure|development/i;

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim().toLowerCase())
    .filter((item) => item !== ''),
);

const wholeNumber = (min: number, max: number) =>
  z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);

const host = z
  .string()
  .regex(
    /^(\.?[\w-]+(\.[\w-]+)*|\[[\da-f:.]+\])$/,
    'must list host names such as app.example.com, without scheme, port, path or *',
  );

const origin = z
  .string()
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    'must list origins such as https://app.example.com, without a path',
  );

const productionKey = z
  .string('is required in production')
  .min(32, 'must have at least 32 characters in production')
  .refine((key) => !LOOKS_LIKE_AN_EXAMPLE.test(key), 'must not be an example value in production');

const environment = (isProduction: boolean) =>
  z.object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    HOST: z.string().default(isProduction ? '0.0.0.0' : '127.0.0.1'),
    PORT: wholeNumber(0, 65_535).default(3000),
    DATABASE_URL: z
      .string()
      .regex(/^sqlite:(?!.*:memory:)./, 'must look like sqlite:./data/todos.db')
      .default('sqlite:./data/todos.db'),
    SECRET_KEY: isProduction ? productionKey : z.string().default(DEVELOPMENT_KEY),
    ALLOWED_HOSTS: list.pipe(z.array(host)).default(['localhost', '127.0.0.1', '[::1]']),
    CORS_ORIGINS: list.pipe(z.array(origin)).default([]),
    TRUSTED_PROXIES: wholeNumber(0, 10).default(0),
    RATE_LIMIT: wholeNumber(1, 1_000_000_000).default(600),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
      .default('info'),
    WEB_CONCURRENCY: wholeNumber(1, 128).default(1),
  });

export type Config = z.infer<ReturnType<typeof environment>> & { readonly isProduction: boolean };

export class ConfigError extends Error {}

/** In development `.env` fills in what the environment does not say. */
export function readEnvFile(): void {
  if (process.env.NODE_ENV !== 'production' && existsSync('.env')) process.loadEnvFile('.env');
}

export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const isProduction = env.NODE_ENV === 'production';
  const present = Object.entries(env).filter(([, value]) => value !== '');
  const result = environment(isProduction).safeParse(Object.fromEntries(present));
  if (result.success) return { ...result.data, isProduction };
  const lines = result.error.issues.map(({ path, message }) => `  ${String(path[0])} ${message}`);
  throw new ConfigError(`Invalid configuration:\n${[...new Set(lines)].join('\n')}`);
}
