import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIFETIME_MS } from '../src/auth/limits.ts';
import { places, startApp } from './support.ts';

const ADA = { email: 'ada@example.org', password: 'a horse that counts' };
const STRANGER = { Cookie: '', 'X-CSRF-Token': '' };

async function startAudited(...options: Parameters<typeof startApp>) {
  const app = await startApp(...options);
  const entries = () => app.db.selectFrom('audit_log').selectAll().orderBy('id').execute();
  return { ...app, entries };
}

test('changes of to-dos are in the audit log, with their request', async (t) => {
  const { call, add, entries } = await startAudited(t);
  const todo = await add('Secret milk');
  const change = { completed: true, title: 'Bread' };
  await call('PATCH', todo.url, change, { 'X-Request-Id': 'change-1' });
  await call('PATCH', todo.url, { title: 'Late' }, { 'If-Match': '"1"' });
  await call('DELETE', todo.url);
  await call('DELETE', '/api/todos');

  const log = await entries();
  const subject = `todo:${todo.id}`;
  assert.deepEqual(
    log.map(({ action, subject, fields }) => [action, subject, fields]),
    [
      ['todo.created', subject, null],
      ['todo.updated', subject, 'title, completed'],
      ['todo.deleted', subject, null],
      ['todos.cleared', `user:${log[0]?.user_id}`, null],
    ],
  );
  assert.equal(log[1]?.request_id, 'change-1');
  assert.ok(log.every(({ user_id, at }) => user_id && !Number.isNaN(Date.parse(at))));
  assert.doesNotMatch(JSON.stringify(log), /milk|Bread/);
});

test('a change that cannot be noted is not made', async (t) => {
  const { call, add, db } = await startAudited(t);
  const { url } = await add('Milk');
  await db.schema.dropTable('audit_log').execute();
  await places(await call('PATCH', url, { title: 'Bread' }), 500);
  assert.equal(((await (await call('GET', url)).json()) as { title: string }).title, 'Milk');
});

test('logins and accounts are in the audit log, passwords and e-mails are not', async (t) => {
  const { call, entries } = await startAudited(t);
  await call('POST', '/api/auth/signup', ADA, STRANGER);
  await call('POST', '/api/auth/login', { ...ADA, password: 'hunter2' }, STRANGER);
  await call('POST', '/api/auth/login', ADA, STRANGER);
  const log = await entries();
  const actions = log.map(({ action, user_id }) => [action, user_id !== null]);
  assert.deepEqual(actions, [
    ['account.created', true],
    ['login.failed', false],
    ['login.succeeded', true],
  ]);
  assert.doesNotMatch(JSON.stringify(log), /horse|hunter2|ada@/);
});

test('a session ends after a while, however busy it is', async (t) => {
  const { call, db } = await startAudited(t);
  const begunAt = (milliseconds: number) =>
    db
      .updateTable('sessions')
      .set({ created_at: new Date(Date.now() - milliseconds).toISOString() })
      .execute();
  await begunAt(LIFETIME_MS - 60_000);
  assert.equal((await call('GET', '/api/auth/me')).status, 200);
  await begunAt(LIFETIME_MS + 60_000);
  await places(await call('GET', '/api/auth/me'), 401);
});
