import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { places, startApp } from './support.ts';

const LIMIT = 102_400;
const padded = (size: number) => '{"title":"Milk"}'.padEnd(size);

test('bodies that cannot be read are 400', async (t) => {
  const { call } = await startApp(t);
  const latin1 = Buffer.from('{"title":"é"}', 'latin1');
  for (const body of ['', '{', "{'title':'a'}", '{"title":"a","order":NaN}', latin1]) {
    const response = await call('POST', '/api/todos', body);
    const text = await response.clone().text();
    assert.deepEqual(await places(response, 400), []);
    assert.doesNotMatch(text, /Unexpected|position|SyntaxError/);
  }
});

test('other media types and charsets are 415', async (t) => {
  const { call } = await startApp(t);
  const types = ['text/plain', 'application/json; charset=utf-16', 'application/xml', 'nonsense'];
  for (const type of types) {
    const response = await call('POST', '/api/todos', padded(20), { 'Content-Type': type });
    await places(response, 415);
  }
});

test('more than 102,400 bytes are 413, also when compressed', async (t) => {
  const { call } = await startApp(t);
  assert.equal((await call('POST', '/api/todos', padded(LIMIT))).status, 201);
  await places(await call('POST', '/api/todos', padded(LIMIT + 1)), 413);
  const compressed = { gzip: gzipSync, deflate: deflateSync };
  for (const [encoding, compress] of Object.entries(compressed)) {
    const headers = { 'Content-Encoding': encoding };
    const body = (size: number) => compress(padded(size));
    assert.equal((await call('POST', '/api/todos', body(LIMIT), headers)).status, 201);
    await places(await call('POST', '/api/todos', body(LIMIT + 1), headers), 413);
  }
  const other = brotliCompressSync(padded(20));
  await places(await call('POST', '/api/todos', other, { 'Content-Encoding': 'br' }), 415);
});

test('methods that are not offered are 405; HEAD and OPTIONS answer', async (t) => {
  const { call } = await startApp(t);
  const offered = [
    ['/', 'GET, HEAD, OPTIONS'],
    ['/livez', 'GET, HEAD, OPTIONS'],
    ['/static/app.css', 'GET, HEAD, OPTIONS'],
    ['/api/todos', 'GET, HEAD, POST, DELETE, OPTIONS'],
    ['/api/todos/1', 'GET, HEAD, PATCH, DELETE, OPTIONS'],
  ] as const;
  for (const [path, allow] of offered) {
    const refused = await call('PUT', path, '{');
    assert.equal(refused.headers.get('allow'), allow);
    await places(refused, 405);
    const options = await call('OPTIONS', path);
    assert.deepEqual([options.status, options.headers.get('allow')], [204, allow]);
  }
  assert.equal((await call('HEAD', '/api/todos')).status, 200);
});

test('unknown paths: a page for browsers, a problem for programs', async (t) => {
  const { call } = await startApp(t);
  const browser = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  const page = await call('GET', '/nope', undefined, browser);
  assert.equal(page.status, 404);
  assert.match(await page.text(), /<h1 id="heading">Not Found<\/h1>/);
  await places(await call('GET', '/nope'), 404);
  for (const path of ['/api/todos/', '/api/todos//?limit=1', '/api/TODOS', '/API/todos']) {
    await places(await call('GET', path), 404);
  }
  await places(await call('GET', '/api/nope', undefined, browser), 404);
});

test('what is unexpected stays in the log', async (t) => {
  const { call, db } = await startApp(t);
  await db.schema.dropTable('todos').execute();
  const response = await call('GET', '/api/todos');
  assert.doesNotMatch(await response.clone().text(), /no such table|sqlite|\.ts/i);
  await places(response, 500);
});
