import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { SECRET_KEY, temporaryFolder } from './support.ts';

const ROOT = join(import.meta.dirname, '..');

interface Line {
  msg: string;
  [key: string]: unknown;
}

/** Migrates a database and starts the server as production does. */
async function startServer(t: TestContext, extra: Record<string, string> = {}) {
  const database = join(temporaryFolder(), 'test.db');
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    SECRET_KEY,
    PORT: '0',
    DATABASE_URL: `sqlite:${database}`,
    ...extra,
  };
  const refused = spawnSync(process.execPath, ['src/server.ts'], { cwd: ROOT, env });
  assert.equal(refused.status, 1);
  assert.match(String(refused.stderr), /npm run migrate/);
  spawnSync(process.execPath, ['src/db/migrate.ts'], { cwd: ROOT, env });

  const child = spawn(process.execPath, ['src/server.ts'], { cwd: ROOT, env });
  t.after(() => child.kill('SIGKILL'));
  child.stderr.pipe(process.stderr);
  const lines: Line[] = [];
  const origin = await new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as Line;
      lines.push(line);
      const url = /^listening on (http:\/\/localhost:\d+)$/.exec(line.msg)?.[1];
      if (url) resolve(url);
    });
  });
  return { child, origin, lines, database };
}

const exitOf = async (child: ChildProcess) => (await once(child, 'exit'))[0];

for (const WEB_CONCURRENCY of ['1', '2']) {
  test(`SIGTERM lets requests finish (WEB_CONCURRENCY=${WEB_CONCURRENCY})`, async (t) => {
    const { child, origin, lines } = await startServer(t, { WEB_CONCURRENCY });
    const upload = request(`${origin}/api/todos`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Request-Id': 'upload' },
    });
    upload.write('{"title":');
    await fetch(`${origin}/livez`);

    const exit = exitOf(child);
    child.kill('SIGTERM');
    let ready = 200;
    while (ready === 200) ready = (await fetch(`${origin}/readyz`)).status;
    assert.equal(ready, 503);
    assert.equal((await fetch(`${origin}/api/todos`)).status, 200);

    const answered = once(upload, 'response');
    setTimeout(() => upload.end('"Milk"}'), 3_000);
    const [response] = await answered;
    response.resume();
    assert.equal(response.statusCode, 201);
    assert.equal(await exit, 0);
    await assert.rejects(fetch(`${origin}/livez`));
    assert.ok(lines.some(({ request_id, status }) => request_id === 'upload' && status === 201));
    assert.ok(!lines.some(({ err }) => err));
  });
}

test('/readyz is 503 when the database is gone; /livez does not care', async (t) => {
  const { origin, database } = await startServer(t);
  assert.equal((await fetch(`${origin}/readyz`)).status, 200);
  rmSync(database);
  assert.equal((await fetch(`${origin}/readyz`)).status, 503);
  assert.equal((await fetch(`${origin}/livez`)).status, 200);
});

test('RATE_LIMIT is counted over all workers', async (t) => {
  const { origin } = await startServer(t, { WEB_CONCURRENCY: '2', RATE_LIMIT: '6' });
  const ask = () => fetch(`${origin}/api/todos`, { headers: { Connection: 'close' } });
  const answers = await Promise.all(Array.from({ length: 12 }, ask));
  assert.equal(answers.filter(({ status }) => status === 200).length, 6);
});

test('a worker that dies is replaced', async (t) => {
  const { origin, lines } = await startServer(t, { WEB_CONCURRENCY: '2' });
  const pids = () => new Set(lines.filter(({ path }) => path === '/').map(({ pid }) => pid));
  const visit = () =>
    fetch(origin, { headers: { Connection: 'close' }, signal: AbortSignal.timeout(1_000) });
  while (pids().size < 2) await visit();
  const [victim] = pids();
  process.kill(victim as number, 'SIGKILL');
  while (pids().size < 3) await visit().catch(() => {});
});
