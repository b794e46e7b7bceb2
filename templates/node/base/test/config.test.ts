import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, loadConfig } from '../src/config.ts';
import { SECRET_KEY } from './support.ts';

test('development needs no environment', () => {
  const config = loadConfig({ SECRET_KEY: '' });
  assert.deepEqual([config.PORT, config.RATE_LIMIT, config.isProduction], [3000, 600, false]);
});

test('every mistake is listed at once, by name', () => {
  const wrong = {
    NODE_ENV: 'production',
    PORT: '70000',
    ALLOWED_HOSTS: 'app.example,*',
    CORS_ORIGINS: 'https://app.example/path',
    DATABASE_URL: 'mysql://user:hunter2@localhost/todos',
    TRUSTED_PROXIES: 'true',
    LOG_LEVEL: 'loud',
  };
  assert.throws(
    () => loadConfig(wrong),
    (error) => {
      assert.ok(error instanceof ConfigError);
      for (const name of ['SECRET_KEY', ...Object.keys(wrong).slice(1)]) {
        assert.match(error.message, new RegExp(`^  ${name} `, 'm'));
      }
      assert.doesNotMatch(error.message, /hunter2/);
      return true;
    },
  );
});

test('production refuses a missing, short or example secret', () => {
  const load = (key?: string) =>
    loadConfig({ NODE_ENV: 'production', ...(key !== undefined && { SECRET_KEY: key }) });
  const development = loadConfig({}).SECRET_KEY;
  for (const key of [undefined, '', 'short', 'change-me-'.repeat(5), development]) {
    assert.throws(() => load(key), /SECRET_KEY/);
  }
  assert.equal(load(SECRET_KEY).SECRET_KEY, SECRET_KEY);
});
