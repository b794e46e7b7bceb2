import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIFETIME_MS, LOGINS_PER_ACCOUNT } from '../src/auth/limits.ts';
import { places, startApp } from './support.ts';

const ADA = { email: 'ada@example.org', password: 'a horse that counts' };
const STRANGER = { Cookie: '', 'X-CSRF-Token': '' };

async function startAudited(...options: Parameters<typeof startApp>) {
  const app = await startApp(...options);
  const entries = () => app.db.selectFrom('audit_log').selectAll().orderBy('id').execute();
  return { ...app, entries };
}

/** The headers of a form of somebody who has just signed up. */
async function formOf(signedUp: Response) {
  const { csrf_token } = (await signedUp.json()) as { csrf_token: string };
  return {
    'Content-Type': 'application/x-www-form-urlencoded',
    Cookie: signedUp.headers.get('set-cookie')?.split(';')[0],
    'X-CSRF-Token': csrf_token,
  };
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
  await call('POST', '/api/auth/logout');
  const log = await entries();
  const actions = log.map(({ action, user_id }) => [action, user_id !== null]);
  assert.deepEqual(actions, [
    ['account.created', true],
    ['login.failed', false],
    ['login.succeeded', true],
    ['session.ended', true],
  ]);
  assert.doesNotMatch(JSON.stringify(log), /horse|hunter2|ada@/);
});

test('a password that somebody who is signed in gets wrong is in the audit log', async (t) => {
  const { call, entries } = await startAudited(t);
  const form = await formOf(await call('POST', '/api/auth/signup', ADA, STRANGER));
  const change = new URLSearchParams({
    current_password: 'hunter2',
    password: `new ${ADA.password}`,
  });
  assert.equal((await call('POST', '/password', String(change), form)).status, 422);
  const [, { action, subject, user_id } = {}] = await entries();
  assert.deepEqual([action, subject], ['password.refused', `user:${user_id}`]);
});

test('attempts without end do not fill the audit log', async (t) => {
  const { call, entries } = await startAudited(t);
  const attempt = async () => (await call('POST', '/api/auth/login', ADA, STRANGER)).status;
  const statuses: number[] = [];
  for (let turn = 0; turn < LOGINS_PER_ACCOUNT.limit + 5; turn += 1) statuses.push(await attempt());
  assert.equal(statuses.at(-1), 429);
  const log = await entries();
  assert.deepEqual(
    log.map(({ action }) => action),
    Array(LOGINS_PER_ACCOUNT.limit).fill('login.failed'),
  );
});

test('an error of ours is no failed login', async (t) => {
  const { call, db, entries } = await startAudited(t);
  await db.schema.dropTable('throttles').execute();
  await places(await call('POST', '/api/auth/login', ADA, STRANGER), 500);
  assert.deepEqual(await entries(), []);
});

test('an account that cannot be noted is not made, nor its password changed', async (t) => {
  const { call, db } = await startAudited(t);
  const signup = (account: typeof ADA) => call('POST', '/api/auth/signup', account, STRANGER);
  const form = await formOf(await signup(ADA));
  const users = () => db.selectFrom('users').selectAll().orderBy('id').execute();
  const before = await users();
  await db.schema.dropTable('audit_log').execute();

  await places(await signup({ ...ADA, email: 'bob@example.org' }), 500);
  const password = `new ${ADA.password}`;
  const change = new URLSearchParams({ current_password: ADA.password, password });
  await places(await call('POST', '/password', String(change), form), 500);
  assert.deepEqual(await users(), before);
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
