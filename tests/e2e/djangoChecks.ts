import { describe, expect, test } from 'vitest';
import { VENV_PYTHON } from '../../src/machine.ts';
import { cookiesContract } from '../contract/accountCookies.ts';
import { csrfContract } from '../contract/csrf.ts';
import { call } from '../contract/http.ts';
import { socketsContract } from '../contract/liveChannels.ts';
import { listenersContract } from '../contract/liveListeners.ts';
import { liveSlowContract } from '../contract/liveProcesses.ts';
import { configurationContract, stoppingContract } from '../contract/operation.ts';
import { ownershipContract } from '../contract/ownership.ts';
import { type Env, productionEnv, withServer } from '../contract/server.ts';
import { signedIn } from '../contract/sessions.ts';
import { open } from '../contract/streams.ts';
import { STRICT, THROTTLES, throttlesContract } from '../contract/throttles.ts';
import { pythonTool } from '../tools/pythonTool.ts';
import { browserContracts, featureContracts, hasOf, useServer } from './contracts.ts';
import { envFileChecks } from './djangoEnvFile.ts';
import type { Project } from './fullProject.ts';
import { nameOf, OWN_CHECKS, WARNING } from './ownChecks.ts';
import { serviceEnv } from './services.ts';
import { staffContract } from './staff.ts';

const TLS = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '203.0.113.1' };

/** Prints, as JSON, what an expression over the settings gives. */
const SETTINGS = (expression: string) => `
import json, django
django.setup()
from django.conf import settings
print(json.dumps(${expression}))
`;

/** Prints how many queries the list takes for 1 and for 50 to-dos: over the API and on the page. */
const QUERIES = `
import json, django
django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = ["*"]
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from apps.todos.models import Todo
user = get_user_model().objects.create_user(email="count@example.org", password="correct horse 123")
client = Client()
client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
fields = {field.name for field in Todo._meta.fields}
owner = next(name for name in ("owner", "user") if name in fields)
def count(path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200, path
    return len(queries)
# The first request of a session also notes that it is in use.
count("/api/todos"), count("/")
counts = []
for rows in (1, 49):
    for row in range(rows):
        Todo.objects.create(title=f"todo {row}", **{owner: user})
    counts.append([count("/api/todos"), count("/")])
print(json.dumps(counts))
`;

/** The fifteen checks that a senior reviewer makes of a Django starter, by their numbers. */
export function djangoChecks(project: Project): void {
  const { db, features, starter, stack } = project;
  const people = () => signedIn(stack());
  const server = useServer(stack, hasOf(features));
  const checks = OWN_CHECKS.django.map((check) => [nameOf(check), check] as const);

  /** What a script within the project prints as its last line, in production unless told. */
  const ask = async (script: string, env: Env = {}): Promise<unknown> => {
    const all = {
      DJANGO_SETTINGS_MODULE: 'config.settings',
      DATABASE_URL: server().database.url,
      ...productionEnv(stack()),
      ...env,
    };
    const output = await starter().run([VENV_PYTHON, '-c', script], all);
    return JSON.parse(output.trim().split('\n').at(-1) ?? '');
  };
  const setting = (expression: string, env: Env = {}) => ask(SETTINGS(expression), env);

  describe('1, 2 and 15: the project passes its own checks', { timeout: 900_000 }, () => {
    test.each(checks)('%s', async (_name, { command, env }) => {
      const output = await starter().run(command, { ...serviceEnv(features), ...env });
      expect(output).not.toMatch(WARNING);
    });

    test('15: HTTPS of a proxy is believed only when the environment counts proxies', async () => {
      expect(await setting('settings.SECURE_PROXY_SSL_HEADER')).toBeNull();
      const env = { TRUSTED_PROXIES: '1' };
      expect(await setting('settings.SECURE_PROXY_SSL_HEADER', env)).toEqual([
        'HTTP_X_FORWARDED_PROTO',
        'https',
      ]);
    });

    test('15: django-upgrade finds nothing', async () => {
      const files = (await starter().run(['git', 'ls-files', '*.py'])).split('\n');
      const upgrade = await pythonTool('django-upgrade', '1.33.0');
      await starter().run([upgrade, '--target-version', '5.2', '--check', ...files]);
    });
  });

  test('3: the project has a user model of its own, from the first migration on', async () => {
    expect(await setting('settings.AUTH_USER_MODEL')).toBe('accounts.User');
    const sql = await starter().run([VENV_PYTHON, 'manage.py', 'sqlmigrate', 'accounts', '0001'], {
      DATABASE_URL: server().database.url,
      DEBUG: 'true',
    });
    expect(sql).toMatch(/CREATE TABLE "accounts_user"/);
  });

  describe('4: production refuses a missing or an insecure key', () => {
    test.each(['', 'django-insecure-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJ'])(
      '%j',
      async (key) => {
        const { exitCode, output } = await stack().spawnFailing(
          productionEnv(stack(), { SECRET_KEY: key }),
        );
        expect(exitCode).not.toBe(0);
        expect(output).toContain('SECRET_KEY');
      },
    );
  });

  test('5: DEBUG is off by default, and a wrong Host is 400', async () => {
    expect(await setting('settings.DEBUG', { DEBUG: '' })).toBe(false);
    await withServer(stack(), productionEnv(stack()), async (running) => {
      const headers = { Host: 'evil.example', Accept: 'text/html' };
      const answer = await call(running, 'GET', '/', { headers });
      expect(answer.status).toBe(400);
      expect(answer.text).not.toMatch(/Traceback|DEBUG|ALLOWED_HOSTS/);
    });
  });

  test('6: HSTS comes from the environment, low at first', async () => {
    const seconds = (await setting('settings.SECURE_HSTS_SECONDS')) as number;
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(86_400);
    const env = { TRUSTED_PROXIES: '1', HSTS_SECONDS: '31536000' };
    await withServer(stack(), productionEnv(stack(), env), async (running) => {
      const { headers } = await call(running, 'GET', '/login', { headers: TLS });
      expect(headers['strict-transport-security']).toMatch(/max-age=31536000/);
    });
  });

  describe('6 and 8: cookies, and passwords kept by Argon2', { timeout: 120_000 }, () => {
    cookiesContract(stack);

    test('8: Argon2 comes first', async () => {
      const first =
        '__import__("django.contrib.auth.hashers").contrib.auth.hashers.get_hasher().algorithm';
      expect(await setting(first)).toBe('argon2');
    });
  });

  test('7: the policy allows nothing inline, on no page', async () => {
    for (const path of ['/login', '/', '/admin/login/']) {
      const { status, headers } = await call(server(), 'GET', path);
      expect(status).toBeLessThan(400);
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/default-src 'none'/);
      expect(policy).not.toMatch(/unsafe-inline/);
    }
  });

  describe('9: a POST without proof is 403', () => csrfContract(server));

  test('10: the list takes as many queries for 50 rows as for 1', async () => {
    const [one, fifty] = (await ask(QUERIES, { DEBUG: 'true' })) as [number[], number[]];
    expect(fifty).toEqual(one);
    expect(Math.min(...one)).toBeGreaterThan(0);
  });

  describe("11: another user's todo is 404, and logins are throttled", { timeout: 120_000 }, () => {
    ownershipContract(server);
    throttlesContract(stack, features.includes('audit') ? STRICT : THROTTLES);
  });

  if (db === 'sqlite') {
    test('12: SQLite has a write-ahead log, immediate transactions and a timeout', async () => {
      const script = SETTINGS('settings.DATABASES["default"]["OPTIONS"]');
      const options = (await ask(script)) as Record<string, unknown>;
      expect(options).toMatchObject({ transaction_mode: 'IMMEDIATE' });
      expect(options.timeout).toBeGreaterThanOrEqual(5);
      const mode = `__import__("django.db").db.connection.cursor().execute("PRAGMA journal_mode").fetchone()[0]`;
      expect(await setting(mode)).toBe('wal');
    });
  } else {
    test('12: PostgreSQL under ASGI has a pool and keeps no connection by itself', async () => {
      const settings = (await setting('settings.DATABASES["default"]')) as Record<string, unknown>;
      expect(settings.CONN_MAX_AGE ?? 0).toBe(0);
      expect(settings).toHaveProperty('OPTIONS.pool');
    });
  }

  test('13: names of files in production hold a hash of what they hold', () =>
    withServer(stack(), productionEnv(stack()), async (running) => {
      const { text } = await call(running, 'GET', '/login');
      const files = [...text.matchAll(/(?:src|href)="\/static\/([^"]+)"/g)].map(([, file]) => file);
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) {
        expect(file).toMatch(/\.[0-9a-f]{12}\.\w+$/);
        const { headers } = await call(running, 'GET', `/static/${file}`);
        expect(headers['cache-control']).toMatch(/immutable/);
      }
    }));

  describe('14: sockets', () => {
    listenersContract(server, 'websocket');
    socketsContract(server, () => open('websocket', server()));
  });

  describe('its processes', { timeout: 120_000 }, () => {
    stoppingContract(people);
    configurationContract(stack);
  });

  featureContracts({ stack, server, features });
  staffContract(starter, server, 'django');
  if (db === 'postgres') {
    envFileChecks(project);
    browserContracts(stack, server, features);
  } else {
    liveSlowContract(people, 'websocket');
  }
}
