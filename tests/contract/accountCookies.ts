import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Visitor } from './html.ts';
import { add, call } from './http.ts';
import type { Running, Stack } from './server.ts';
import { productionEnv, until, withServer } from './server.ts';
import { anonymous, as, logIn, newAccount, newClient, send, signUp, whoIs } from './sessions.ts';

const TLS = { 'X-Forwarded-Proto': 'https', Host: 'todo.example' };
/** Many attempts in one test must not meet the limits. */
const PROXY = { TRUSTED_PROXIES: '1', RATE_LIMIT: '100000' };
const HASH = /\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/g;

/** Cookies, the database, the log and the time of accounts: what takes processes of its own. */
export function cookiesContract(stack: () => Stack): void {
  /** The one `Set-Cookie` that makes the session. */
  const sessionCookie = async (server: Running, headers = {}): Promise<string> => {
    const answer = await send(server, 'signup', newAccount(), { headers });
    expect(answer.status, answer.text).toBe(201);
    const cookies = answer.headers['set-cookie'] ?? [];
    const found = cookies.filter((cookie) => /^[\w-]*session\w*=/.test(cookie));
    expect(found).toHaveLength(1);
    return found[0] ?? '';
  };

  describe('the cookie', () => {
    test('in production belongs to this host, HTTPS and no script', () =>
      withServer(stack(), productionEnv(stack(), PROXY), async (server) => {
        for (const headers of [TLS, {}]) {
          const cookie = await sessionCookie(server, headers);
          expect(cookie).toMatch(/^__Host-session/);
          expect(cookie).toMatch(/; *secure(;|$)/i);
          expect(cookie).toMatch(/; *httponly(;|$)/i);
          expect(cookie).toMatch(/; *samesite=lax(;|$)/i);
          expect(cookie).toMatch(/; *path=\/(;|$)/i);
          expect(cookie).not.toMatch(/; *domain=/i);
        }
        const page = new Visitor(anonymous(server));
        const { headers } = await page.get('/login');
        for (const cookie of headers['set-cookie'] ?? []) {
          expect(cookie).toMatch(/; *secure(;|$)/i);
          expect(cookie).toMatch(/; *samesite=(lax|strict)(;|$)/i);
        }
      }));

    test('in development works over plain http', () =>
      withServer(stack(), PROXY, async (server) => {
        const cookie = await sessionCookie(server);
        expect(cookie).toMatch(/^session/);
        expect(cookie).not.toMatch(/; *secure(;|$)/i);
        expect(cookie).toMatch(/; *httponly(;|$)/i);
        expect(cookie).toMatch(/; *samesite=lax(;|$)/i);
      }));
  });

  test('passwords are kept as argon2id of at least 19 MiB and 2 passes, nowhere else', () =>
    withServer(stack(), productionEnv(stack(), PROXY), async (server) => {
      const account = newAccount();
      const session = await signUp(server, account);
      await send(server, 'login', { ...account, password: 'wrong horse battery' });
      const page = new Visitor(anonymous(server));
      await page.get('/login');
      await page.resubmit('/login', { ...account }, newClient());
      const contents = await server.database.contents();
      const hashes = [...contents.matchAll(HASH)];
      expect(hashes.length).toBeGreaterThan(0);
      for (const [, memory, passes] of hashes) {
        expect(Number(memory)).toBeGreaterThanOrEqual(19_456);
        expect(Number(passes)).toBeGreaterThanOrEqual(2);
      }
      await until('the log', () => server.stdout().includes('/login'));
      for (const text of [contents, server.stdout()]) {
        expect(text).not.toContain(account.password);
        expect(text).not.toContain('wrong horse battery');
      }
      expect(server.stdout()).not.toContain(session.cookie.replace(/^[^=]*=/, ''));
    }));

  test('sessions and todos survive a restart, and end by signing out', async () => {
    const env = productionEnv(stack(), PROXY);
    const first = await stack().launch(env);
    const session = await signUp(first);
    await add(as(first, session), 'Milk');
    expect(await first.stop('SIGTERM')).toBe(0);
    const second = await stack().launch(env, first);
    try {
      expect(await whoIs(second, session)).toBe(session.email);
      await call(as(second, session), 'POST', '/api/auth/logout');
      expect(await whoIs(second, session)).toBeUndefined();
      await logIn(second, session);
    } finally {
      await second.stop('SIGKILL');
    }
  });

  // The work, not the time it takes: other processes may be busy.
  test.skipIf(process.platform !== 'linux')(
    'an unknown user costs as much work as a wrong password (needs Linux)',
    () =>
      withServer(stack(), productionEnv(stack(), PROXY), async (server) => {
        const known = Array.from({ length: 5 }, newAccount);
        for (const account of known) await signUp(server, account);
        const work = async (emails: string[]): Promise<number> => {
          const before = processorTime(server.pid);
          for (const email of emails) {
            for (let turn = 0; turn < 5; turn += 1) {
              const json = { email, password: `wrong horse battery ${turn}` };
              expect((await send(server, 'login', json)).status).toBe(401);
            }
          }
          return processorTime(server.pid) - before;
        };
        const wrong = await work(known.map(({ email }) => email));
        const unknown = await work(known.map(() => newAccount().email));
        expect(unknown).toBeGreaterThan(wrong * 0.6);
        expect(unknown).toBeLessThan(wrong * 1.6);
      }),
  );
}

/** What a process and all that it started have used of the processor so far, in ticks. */
function processorTime(pid: number): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(readProcess);
  const family = new Set([pid]);
  for (let size = 0; size < family.size; ) {
    size = family.size;
    for (const each of processes) if (family.has(each.parent)) family.add(each.pid);
  }
  return processes
    .filter((each) => family.has(each.pid))
    .reduce((sum, { ticks }) => sum + ticks, 0);
}

function readProcess(pid: string): { pid: number; parent: number; ticks: number } {
  try {
    // After the name, which may hold anything: state, parent, …, user time, system time.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return {
      pid: Number(pid),
      parent: Number(fields[1]),
      ticks: Number(fields[11]) + Number(fields[12]),
    };
  } catch {
    return { pid: 0, parent: 0, ticks: 0 };
  }
}
