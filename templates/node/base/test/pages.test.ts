import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SECRET_KEY, startApp, titles } from './support.ts';

async function startPages(...options: Parameters<typeof startApp>) {
  const app = await startApp(...options);
  const submit = (path: string, fields: Record<string, string>, headers = {}) =>
    app.call('POST', path, new URLSearchParams(fields).toString(), {
      'Content-Type': 'application/x-www-form-urlencoded',
      Accept: 'text/html',
      ...headers,
    });
  const page = async () => (await app.call('GET', '/')).text();
  return { ...app, submit, page };
}

test('forms add, complete, rename and delete', async (t) => {
  const { submit, page, call } = await startPages(t);
  const added = await submit('/todos', { title: 'Milk & <b>' });
  assert.deepEqual([added.status, added.headers.get('location')], [303, '/']);
  const id = /data-id="([1-9]\d*)"/.exec(await page())?.[1];
  assert.match(await page(), /0 of 1 completed[\s\S]*Milk &amp; &lt;b&gt;/);

  await submit(`/todos/${id}/update`, { completed: 'true' });
  await submit(`/todos/${id}/update`, { title: 'Bread' });
  assert.match(await page(), /1 of 1 completed[\s\S]*Bread/);
  await submit(`/todos/${id}/delete`, {});
  assert.deepEqual(await titles(await call('GET', '/api/todos')), []);
  assert.equal((await submit(`/todos/${id}/delete`, {})).status, 404);
});

test('a title that does not do is explained at its field and kept', async (t) => {
  const { submit, add } = await startPages(t);
  const { id } = await add('Milk');
  const refused = await submit('/todos', { title: '"'.repeat(201) });
  assert.equal(refused.status, 422);
  assert.match(
    await refused.text(),
    /value="(&quot;){201}"[^>]* aria-invalid="true"[\s\S]*id="title-error">Use at most 200 characters\./,
  );
  const rename = await submit(`/todos/${id}/update`, { title: ' ' });
  assert.equal(rename.status, 422);
  assert.match(await rename.text(), new RegExp(`id="title-${id}-error">Enter a title\\.`));
});

test('forms of other sites are refused', async (t) => {
  const { submit, page, origin } = await startPages(t);
  const foreign = [
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Referer: 'https://evil.example/page' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site', Origin: origin },
  ];
  for (const headers of foreign) {
    const response = await submit('/todos', { title: 'Milk' }, headers);
    assert.equal(response.status, 403);
    assert.match(await response.text(), /sent from another site/);
  }
  assert.match(await page(), /id="empty">/);
  const own = { 'Sec-Fetch-Site': 'same-origin', Origin: origin };
  assert.equal((await submit('/todos', { title: 'Milk' }, own)).status, 303);
});

test('in production browsers keep files, but only under the address that goes with the content', async (t) => {
  const { call, page } = await startPages(t, { NODE_ENV: 'production', SECRET_KEY });
  const linked = /href="(\/static\/app\.css\?v=[^"]+)"/.exec(await page())?.[1] ?? '';
  const cachingOf = async (path: string) => (await call('GET', path)).headers.get('cache-control');
  assert.match((await cachingOf(linked)) ?? '', /immutable/);
  for (const path of ['/static/app.css', '/static/app.css?v=1', `${linked}&v=1`]) {
    assert.equal(await cachingOf(path), 'no-cache');
  }
});
