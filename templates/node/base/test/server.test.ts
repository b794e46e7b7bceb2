import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { test } from 'node:test';
import { dropDatabase } from './database.ts';
import { startServer } from './process.ts';

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
  await dropDatabase(database);
  assert.equal((await fetch(`${origin}/readyz`)).status, 503);
  assert.equal((await fetch(`${origin}/livez`)).status, 200);
});

test('RATE_LIMIT is counted over all workers', async (t) => {
  const { origin } = await startServer(t, { WEB_CONCURRENCY: '2', RATE_LIMIT: '6' });
  const ask = () => fetch(`${origin}/api/todos`, { headers: { Connection: 'close' } });
  const answers = await Promise.all(Array.from({ length: 12 }, ask));
  assert.equal(answers.filter(({ status }) => status !== 429).length, 6);
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
