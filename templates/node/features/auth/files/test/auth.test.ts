import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOGINS_PER_ACCOUNT, LOGINS_PER_ADDRESS, SIGNUPS_PER_ADDRESS } from '../src/auth/limits.ts';
import { places, startApp, titles } from './support.ts';
import { visitor } from './visitor.ts';

const ADA = { email: 'ada@example.org', password: 'a horse that counts' };
const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';

/** The application, asked by somebody who has not signed in. */
async function startStranger(...options: Parameters<typeof startApp>) {
  const app = await startApp(...options);
  const nobody = { Cookie: '', 'X-CSRF-Token': '' };
  const post = (path: string, body: unknown, headers = {}) =>
    app.call('POST', `/api/auth/${path}`, body, { ...nobody, ...headers });
  const get = (path: string, headers = {}) =>
    app.call('GET', path, undefined, { ...nobody, ...headers });
  return { ...app, nobody, post, get };
}

test('an account is made, used and left', async (t) => {
  const { post, get } = await startStranger(t);
  const created = await post('signup', { ...ADA, email: ' Ada@Example.org ' });
  assert.equal(created.status, 201);
  const { email, csrf_token } = (await created.json()) as Record<string, string>;
  assert.equal(email, ADA.email);
  assert.match(created.headers.get('set-cookie') ?? '', /; Path=\/; .*HttpOnly; SameSite=Lax$/);

  const Cookie = cookieOf(created);
  const me = await get('/api/auth/me', { Cookie });
  assert.deepEqual(await me.json(), { email, csrf_token });
  assert.equal(me.headers.get('cache-control'), 'no-store');

  const left = await post('logout', undefined, { Cookie, 'X-CSRF-Token': csrf_token });
  assert.equal(left.status, 204);
  await places(await get('/api/auth/me', { Cookie }), 401);
  await places(await post('signup', { ...ADA, email: 'ADA@example.org' }), 409);
});

test('in production the cookie is for this host over TLS only', async (t) => {
  const SECRET_KEY = 'k4-Wy8_Rq2'.repeat(4);
  const { post } = await startStranger(t, { NODE_ENV: 'production', SECRET_KEY });
  const created = await post('signup', ADA);
  assert.match(created.headers.get('set-cookie') ?? '', /^__Host-session=.*; Secure; /);
});

test('passwords that are easy to guess are refused', async (t) => {
  const { post } = await startStranger(t);
  const weak = [
    'short',
    'x'.repeat(129),
    'Password1234!',
    '1q2w3e4r5t6y',
    'abcabcabcabc',
    ADA.email,
  ];
  for (const password of [...weak, 12, undefined]) {
    assert.deepEqual(await places(await post('signup', { ...ADA, password }), 422), ['#/password']);
  }
  for (const email of ['ada', 'ada@', `${'a'.repeat(250)}@example.org`, null]) {
    assert.deepEqual(await places(await post('signup', { ...ADA, email }), 422), ['#/email']);
  }
});

test('the database keeps neither passwords nor tokens', async (t) => {
  const { post, db } = await startStranger(t);
  const token = cookieOf(await post('signup', ADA)).split('=')[1] ?? '';
  const user = await db.selectFrom('users').selectAll().where('email', '=', ADA.email).execute();
  assert.match(user[0]?.password_hash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  const sessions = JSON.stringify(await db.selectFrom('sessions').selectAll().execute());
  assert.ok(token.length >= 43 && !sessions.includes(token));
});

test('login changes the session; unknown users and wrong passwords look alike', async (t) => {
  const { post, get } = await startStranger(t);
  const first = await post('signup', ADA);
  const proof = { 'X-CSRF-Token': ((await first.json()) as Record<string, string>).csrf_token };
  const second = await post('login', ADA, { Cookie: cookieOf(first), ...proof });
  assert.equal(second.status, 200);
  assert.notEqual(cookieOf(second), cookieOf(first));
  await places(await get('/api/auth/me', { Cookie: cookieOf(first) }), 401);

  for (const email of ['', 'ada\u0000@example.org', 5]) {
    assert.deepEqual(await places(await post('login', { ...ADA, email }), 422), ['#/email']);
  }
  const answers = [];
  for (const wrong of [{ password: 'another horse' }, { email: 'nobody@example.org' }]) {
    const response = await post('login', { ...ADA, ...wrong });
    const { request_id, ...body } = (await response.json()) as Record<string, unknown>;
    answers.push({ status: response.status, body });
  }
  assert.equal(answers[0]?.status, 401);
  assert.deepEqual(answers[0], answers[1]);
});

test('to-dos belong to their user', async (t) => {
  const { call, add, db, config, get } = await startStranger(t);
  const todo = await add('Milk');
  const eve = await visitor(db, config, 'eve@example.org');
  assert.deepEqual(await titles(await get('/api/todos', eve)), []);
  await places(await get(todo.url, eve), 404);
  await places(await call('PATCH', todo.url, { title: 'Mine' }, eve), 404);
  await places(await call('DELETE', todo.url, undefined, eve), 404);
  assert.equal((await call('DELETE', '/api/todos', undefined, eve)).status, 204);
  assert.deepEqual(await titles(await call('GET', '/api/todos')), ['Milk']);
  for (const path of ['/api/todos', todo.url]) await places(await get(path), 401);
});

test('within a session a change needs proof of where it comes from', async (t) => {
  const { call, origin } = await startStranger(t, { CORS_ORIGINS: 'https://client.example' });
  const add = (headers: object) => call('POST', '/api/todos', { title: 'Milk' }, headers);
  const unproven = { 'X-CSRF-Token': '' };
  await places(await add(unproven), 403);
  await places(await add({ ...unproven, Origin: 'https://client.example' }), 403);
  await places(await add({ Origin: 'https://evil.example' }), 403);
  await places(await add({ 'X-CSRF-Token': 'x'.repeat(43) }), 403);
  for (const proof of [{ Origin: origin }, { 'Sec-Fetch-Site': 'same-origin', Origin: origin }]) {
    assert.equal((await add({ ...unproven, ...proof })).status, 201);
  }
  assert.equal((await add({ Origin: 'https://client.example' })).status, 201);
});

test('failed logins are limited for each account, whatever address they claim', async (t) => {
  const { post } = await startStranger(t);
  await post('signup', ADA);
  const attempt = (password: string, turn: number) =>
    post('login', { ...ADA, password }, { 'X-Forwarded-For': `203.0.113.${turn}` });
  for (let turn = 1; turn < LOGINS_PER_ACCOUNT.limit; turn += 1) await attempt('wrong', turn);
  assert.equal((await attempt(ADA.password, 0)).status, 200);

  const parallel = Array.from({ length: LOGINS_PER_ACCOUNT.limit + 5 }, (_, turn) =>
    attempt('wrong', turn),
  );
  const statuses = (await Promise.all(parallel)).map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 401).length, LOGINS_PER_ACCOUNT.limit);
  const refused = await attempt(ADA.password, 0);
  assert.ok(Number(refused.headers.get('retry-after')) > 60);
  await places(refused, 429);
});

test('failed logins and sign-ups are limited for each address', async (t) => {
  const { post, db } = await startStranger(t);
  await post('login', { ...ADA, email: 'x0@example.org' });
  await db.updateTable('throttles').set({ count: LOGINS_PER_ADDRESS.limit }).execute();
  await places(await post('login', { ...ADA, email: 'x1@example.org' }), 429);

  await post('signup', ADA);
  await db.updateTable('throttles').set({ count: SIGNUPS_PER_ADDRESS.limit }).execute();
  await places(await post('signup', { ...ADA, email: 'x2@example.org' }), 429);
  const past = new Date(Date.now() - 1_000).toISOString();
  await db.updateTable('throttles').set({ resets_at: past }).execute();
  assert.equal((await post('signup', { ...ADA, email: 'x2@example.org' })).status, 201);
});

test('a session nobody uses ends', async (t) => {
  const { call, db } = await startStranger(t);
  await db.updateTable('sessions').set({ last_seen_at: '2020-01-01T00:00:00.000Z' }).execute();
  await places(await call('GET', '/api/auth/me'), 401);
});
