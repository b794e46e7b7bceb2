import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { places, SECRET_KEY, startApp, type Todo } from './support.ts';

const ORIGIN = 'https://client.example';

/** The status for Host headers, which `fetch` does not let one choose. */
function statusFor(origin: string, path: string, ...hosts: string[]) {
  return new Promise<number | undefined>((resolve, reject) => {
    const headers = hosts.flatMap((host) => ['Host', host]);
    const outgoing = request(new URL(path, origin), { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    outgoing.on('error', reject).end();
  });
}

test('every response carries the security headers', async (t) => {
  const { call } = await startApp(t);
  for (const path of ['/', '/api/todos', '/nope', '/static/app.css', '/livez']) {
    const { headers } = await call('GET', path);
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.doesNotMatch(headers.get('content-security-policy') ?? '', /unsafe|upgrade-insecure/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'same-origin');
    assert.equal(headers.get('strict-transport-security'), null);
    assert.equal(headers.get('x-powered-by'), null);
  }
});

test('only listed origins get past CORS', async (t) => {
  const { call } = await startApp(t, { CORS_ORIGINS: ORIGIN });
  const asked = { Origin: ORIGIN, 'Access-Control-Request-Method': 'PATCH' };
  const preflight = await call('OPTIONS', '/api/todos/1', undefined, asked);
  assert.equal(preflight.status, 204);
  assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /PATCH/);
  const listed = await call('POST', '/api/todos', { title: 'a' }, { Origin: ORIGIN });
  assert.equal(listed.status, 201);
  assert.equal(listed.headers.get('access-control-allow-origin'), ORIGIN);

  const foreign = await call(
    'POST',
    '/api/todos',
    { title: 'a' },
    { Origin: 'https://evil.example' },
  );
  assert.equal(foreign.headers.get('access-control-allow-origin'), null);
  assert.equal(foreign.headers.get('vary'), 'Origin');
  await places(foreign, 403);
});

test('only ALLOWED_HOSTS are served, health checks aside', async (t) => {
  const { origin } = await startApp(t, { ALLOWED_HOSTS: '127.0.0.1,.Todo.example' });
  for (const host of ['127.0.0.1', 'todo.example', 'www.TODO.example:8080']) {
    assert.equal(await statusFor(origin, '/static/app.css', host), 200);
  }
  for (const host of ['evil.example', 'eviltodo.example', 'todo.example.evil.example']) {
    assert.equal(await statusFor(origin, '/static/app.css', host), 400);
    assert.equal(await statusFor(origin, '/readyz', host), 200);
  }
  assert.equal(await statusFor(origin, '/static/app.css', '127.0.0.1', 'todo.example'), 400);
});

test('proxies are believed only as far as TRUSTED_PROXIES goes', async (t) => {
  const production = { NODE_ENV: 'production', SECRET_KEY };
  const forwarded = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'localhost' };
  const direct = await startApp(t, production);
  const proxied = await startApp(t, { ...production, TRUSTED_PROXIES: '1' });
  const urlOf = async ({ call }: typeof direct) => {
    const response = await call('POST', '/api/todos', { title: 'a' }, forwarded);
    const hsts = response.headers.has('strict-transport-security');
    return [((await response.json()) as Todo).url, hsts];
  };
  assert.deepEqual(await urlOf(direct), [`${direct.origin}/api/todos/1`, false]);
  assert.deepEqual(await urlOf(proxied), ['https://localhost/api/todos/1', true]);
});

test('where TLS ends at a proxy that is not counted, our own pages still work', async (t) => {
  const { call, origin } = await startApp(t);
  const headers = { Origin: origin.replace('http:', 'https:') };
  for (const site of [{}, { 'Sec-Fetch-Site': 'same-origin' }]) {
    const response = await call('POST', '/api/todos', { title: 'a' }, { ...headers, ...site });
    assert.equal(response.status, 201);
  }
});

test('RATE_LIMIT holds while X-Forwarded-For rotates', async (t) => {
  const { call } = await startApp(t, { RATE_LIMIT: '3' });
  const statuses: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const headers = { 'X-Forwarded-For': `203.0.113.${turn}` };
    const response = await call('GET', '/api/todos', undefined, headers);
    statuses.push(response.status);
    assert.match(response.headers.get('ratelimit') ?? '', /\d/);
    if (response.status === 429) assert.ok(Number(response.headers.get('retry-after')) > 0);
  }
  assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
  assert.equal((await call('GET', '/')).status, 200);
});

test('a client counts as one from every port and in every notation', async (t) => {
  const { call } = await startApp(t, { RATE_LIMIT: '100', TRUSTED_PROXIES: '1' });
  const remaining = async (address: string) => {
    const { headers } = await call('GET', '/api/todos', undefined, { 'X-Forwarded-For': address });
    return Number(/r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
  };
  const addresses = ['203.0.113.7', '203.0.113.7:1000', '203.0.113.7:1001', '::ffff:203.0.113.7'];
  const networks = ['2001:db8::1', '[2001:db8::1]:1000', '[2001:db8::2]:1001'];
  for (const group of [addresses, networks]) {
    const left = [];
    for (const address of group) left.push(await remaining(address));
    assert.deepEqual(left, [99, 98, 97, 96].slice(0, group.length));
  }
});

test('a request id is kept when it is harmless', async (t) => {
  const { call } = await startApp(t);
  const idFor = async (id: string) =>
    (await call('GET', '/livez', undefined, { 'X-Request-Id': id })).headers.get('x-request-id');
  assert.equal(await idFor('Abc-1.2_3'), 'Abc-1.2_3');
  for (const id of ['a b', '<script>', 'x'.repeat(129)]) assert.notEqual(await idFor(id), id);
});
