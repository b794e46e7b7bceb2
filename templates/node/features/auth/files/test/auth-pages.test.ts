import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localPath } from '../src/auth/local-path.ts';
import { createSessions } from '../src/auth/sessions.ts';
import { createUserRepository } from '../src/auth/users.ts';
import { startApp } from './support.ts';
import { visitor } from './visitor.ts';

const ADA = { email: 'ada@example.org', password: 'a horse that counts' };
const NEW = 'another horse that counts';

/** A browser without JavaScript: follows no redirect, keeps the cookie. */
async function startBrowser(...options: Parameters<typeof startApp>) {
  const app = await startApp(...options);
  let Cookie = '';
  async function visit(method: string, path: string, fields?: Record<string, string>) {
    const headers = {
      Accept: 'text/html',
      'X-CSRF-Token': '',
      Cookie,
      ...(fields && { Origin: app.origin, 'Content-Type': 'application/x-www-form-urlencoded' }),
    };
    const body = fields && new URLSearchParams(fields).toString();
    const response = await app.call(method, path, body, headers);
    const set = response.headers.get('set-cookie');
    if (set) Cookie = set.split(';')[0] ?? '';
    return { status: response.status, to: response.headers.get('location'), response };
  }
  return { ...app, visit, open: (path: string) => visit('GET', path) };
}

test('a visitor signs up, comes back to where they were going, and signs out', async (t) => {
  const { visit, open } = await startBrowser(t);
  assert.equal((await open('/')).to, '/login?next=%2F');
  assert.equal((await visit('POST', '/todos', { title: 'Milk' })).to, '/login?next=%2F');
  assert.match(await (await open('/signup?next=/password')).response.text(), /value="\/password"/);

  const created = await visit('POST', '/signup', { ...ADA, next: '/password' });
  assert.deepEqual([created.status, created.to], [303, '/password']);
  assert.match(await (await open('/')).response.text(), /ada@example\.org[\s\S]*Sign out/);
  assert.equal((await open('/login')).to, '/');

  assert.match(await (await open('/logout')).response.text(), /Sign out\?/);
  const left = await visit('POST', '/logout', {});
  assert.deepEqual([left.status, left.to], [303, '/login']);
  assert.equal((await open('/')).to, '/login?next=%2F');
});

test('what is wrong is said at the form', async (t) => {
  const { visit } = await startBrowser(t);
  const failed = await visit('POST', '/login', { ...ADA, next: '/' });
  assert.equal(failed.status, 401);
  const text = await failed.response.text();
  assert.match(text, /role="alert">E-mail or password is wrong\.[\s\S]*value="ada@example\.org"/);
  assert.doesNotMatch(text, /horse/);

  const weak = await visit('POST', '/signup', { email: 'ada', password: 'short' });
  assert.equal(weak.status, 422);
  assert.match(await weak.response.text(), /id="password-error">Use at least 12 characters\./);
  await visit('POST', '/signup', ADA);
  await visit('POST', '/logout', {});
  assert.equal((await visit('POST', '/signup', ADA)).status, 409);
});

test('a new password ends the other sessions', async (t) => {
  const { visit, open, call, db } = await startBrowser(t);
  await visit('POST', '/signup', ADA);
  const login = (password: string) =>
    call('POST', '/api/auth/login', { email: ADA.email, password }, { Cookie: '' });
  assert.equal((await login(ADA.password)).status, 200);
  const { id } = await db
    .selectFrom('users')
    .select('id')
    .where('email', '=', ADA.email)
    .executeTakeFirstOrThrow();
  const change = { current_password: ADA.password, password: NEW };

  const wrong = await visit('POST', '/password', { ...change, current_password: 'wrong' });
  assert.equal(wrong.status, 422);
  assert.match(await wrong.response.text(), /id="current_password-error">This password is wrong\./);

  const changed = await visit('POST', '/password', change);
  assert.deepEqual([changed.status, changed.to], [303, '/password?changed']);
  assert.match(await (await open(changed.to ?? '')).response.text(), /role="status">Your password/);
  const sessions = await db.selectFrom('sessions').select('id').where('user_id', '=', id).execute();
  assert.equal(sessions.length, 1);
  assert.deepEqual([(await login(ADA.password)).status, (await login(NEW)).status], [401, 200]);
});

test('what began with the old password does not outlive it', async (t) => {
  const { visit, db, config, call } = await startBrowser(t);
  await visit('POST', '/signup', ADA);
  const login = await db
    .selectFrom('users')
    .select(['id', 'password_version'])
    .where('email', '=', ADA.email)
    .executeTakeFirstOrThrow();
  const session = async () => {
    const { token } = await createSessions(db, config.SECRET_KEY).start(login);
    return { Cookie: `session=${token}` };
  };
  const early = await session();
  const me = async (headers: Record<string, string>) =>
    (await call('GET', '/api/auth/me', undefined, headers)).status;
  assert.equal(await me(early), 200);
  await visit('POST', '/password', { current_password: ADA.password, password: NEW });
  // Its password was checked before the change, and its session begins after it.
  const late = await session();
  assert.deepEqual([await me(early), await me(late)], [401, 401]);
  assert.equal(await createUserRepository(db).setPassword(login, 'hash'), undefined);
});

test('a form proves itself by its token where browsers say nothing', async (t) => {
  const { call, db, config } = await startApp(t);
  const session = await visitor(db, config, 'eve@example.org');
  const submit = (fields: Record<string, string>) =>
    call('POST', '/todos', new URLSearchParams({ title: 'Milk', ...fields }).toString(), {
      Cookie: session.Cookie,
      'X-CSRF-Token': '',
      'Content-Type': 'application/x-www-form-urlencoded',
    });
  assert.equal((await submit({})).status, 403);
  assert.equal((await submit({ csrf_token: String(session['X-CSRF-Token']) })).status, 303);
});

test('`next` leads nowhere else', () => {
  assert.equal(localPath('/password?a=1'), '/password?a=1');
  const foreign = ['//evil.example', '/\\evil.example', 'https://evil.example', '/\t/evil.example'];
  for (const next of [...foreign, '/.//evil.example', 'password', '', undefined, ['/a', '/b']]) {
    assert.equal(localPath(next), '/');
  }
});
