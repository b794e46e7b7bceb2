import assert from 'node:assert/strict';
import { test } from 'node:test';
import { places, startApp, type Todo, titles } from './support.ts';

test('a to-do is created, read, changed and deleted', async (t) => {
  const { call, origin } = await startApp(t);
  const created = await call('POST', '/api/todos', { title: '  Milk ', order: 3 });
  assert.equal(created.status, 201);
  const todo = (await created.json()) as Todo;
  assert.equal(created.headers.get('location'), todo.url);
  assert.equal(todo.url, `${origin}/api/todos/${todo.id}`);
  assert.deepEqual([todo.title, todo.completed, todo.order], ['Milk', false, 3]);

  const changed = await call('PATCH', todo.url, { completed: true, order: null });
  const { updated_at, ...rest } = (await changed.json()) as Todo;
  assert.deepEqual(
    { ...rest, updated_at: todo.updated_at },
    { ...todo, completed: true, order: null },
  );
  assert.ok(updated_at >= todo.updated_at);

  assert.equal((await call('DELETE', todo.url)).status, 204);
  assert.deepEqual(await places(await call('GET', todo.url), 404), []);
});

test('{} changes nothing', async (t) => {
  const { call, add } = await startApp(t);
  const todo = await add('Milk');
  const before = await call('GET', todo.url);
  const after = await call('PATCH', todo.url, {});
  assert.equal(after.status, 200);
  assert.equal(after.headers.get('etag'), before.headers.get('etag'));
  assert.deepEqual(await after.json(), todo);
});

test('a title has 1 to 200 code points and no control characters', async (t) => {
  const { call, add } = await startApp(t);
  await add('😀'.repeat(200));
  for (const title of ['', '   ', '😀'.repeat(201), 'a\nb', 'a\u0085b', 'a\ud800', 5, null]) {
    assert.deepEqual(await places(await call('POST', '/api/todos', { title }), 422), ['#/title']);
  }
});

test('wrong, unknown and read-only fields are named', async (t) => {
  const { call } = await startApp(t);
  const body = '{"completed":"yes","order":1.5,"id":7,"__proto__":{},"a/b":1}';
  const found = await places(await call('POST', '/api/todos', body), 422);
  assert.deepEqual(found.sort(), [
    '#/__proto__',
    '#/a~1b',
    '#/completed',
    '#/id',
    '#/order',
    '#/title',
  ]);
  for (const notAnObject of [[], null, 'text']) {
    const response = await call('POST', '/api/todos', JSON.stringify(notAnObject));
    assert.deepEqual(await places(response, 422), ['#']);
  }
});

test('pages follow the order of creation and survive edits and deletions', async (t) => {
  const { call, add } = await startApp(t);
  const [a, b] = [await add('a'), await add('b')];
  for (const title of ['c', 'd']) await add(title);
  const first = await call('GET', '/api/todos?completed=false&limit=2');
  const next = /^<(.+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
  assert.match(next, /completed=false&limit=2&cursor=/);
  assert.deepEqual(await titles(first), ['a', 'b']);

  await call('DELETE', b.url);
  await call('PATCH', a.url, { title: 'z', order: 9 });
  const second = await call('GET', next);
  assert.equal(second.headers.get('link'), null);
  assert.deepEqual(await titles(second), ['c', 'd']);
  assert.deepEqual(await titles(await call('GET', '/api/todos')), ['z', 'c', 'd']);
});

test('bad query parameters are named', async (t) => {
  const { call } = await startApp(t);
  const bad = ['limit=0', 'limit=101', 'limit=1e1', 'limit=1&limit=2', 'completed=1', 'cursor=MQ'];
  for (const query of bad) {
    const response = await call('GET', `/api/todos?${query}`);
    assert.deepEqual(await places(response, 422), [query.split('=')[0]]);
  }
});

test('of writers with the same If-Match one wins', async (t) => {
  const { call, add } = await startApp(t);
  const { url } = await add('start');
  const etag = (await call('GET', url)).headers.get('etag');
  const write = (title: string) => call('PATCH', url, { title }, { 'If-Match': `"x", ${etag}` });
  const statuses = (await Promise.all(['a', 'b', 'c'].map(write))).map(({ status }) => status);
  assert.deepEqual(statuses.sort(), [200, 412, 412]);

  const current = (await call('GET', url)).headers.get('etag');
  for (const stale of [etag, `W/${current}`, `${current}x`, 'nonsense']) {
    assert.equal((await call('DELETE', url, undefined, { 'If-Match': stale })).status, 412);
  }
  assert.equal((await call('DELETE', url, undefined, { 'If-Match': '*' })).status, 204);
});

test('ids that cannot be are 404', async (t) => {
  const { call } = await startApp(t);
  for (const id of ['0', '01', '-1', '1.0', 'abc', '9'.repeat(30), '%E0%A4%A']) {
    await places(await call('GET', `/api/todos/${id}`), 404);
  }
});
