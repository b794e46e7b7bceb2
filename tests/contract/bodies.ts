import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  type Answer,
  add,
  call,
  clear,
  connect,
  expectProblem,
  hostAndSession,
  list,
  type Options,
  received,
  statusOf,
} from './http.ts';
import type { Server, Todo } from './server.ts';

const LIMIT = 102_400;
const JSON_TYPE = 'application/json';

const unreadable: [name: string, body: string | Buffer][] = [
  ['empty', ''],
  ['only spaces', '   '],
  ['not JSON', 'title=Milk'],
  ['cut off', '{"title":"Milk"'],
  ['with a trailing comma', '{"title":"Milk",}'],
  ['in single quotes', "{'title':'Milk'}"],
  ['two objects', '{"title":"a"} {"title":"b"}'],
  ['with NaN', '{"title":"Milk","order":NaN}'],
  ['with Infinity', '{"title":"Milk","order":-Infinity}'],
  ['with a raw line break in a string', '{"title":"a\nb"}'],
  ['not UTF-8', Buffer.from('{"title":"Milk \xff\xfe"}', 'latin1')],
  ['an overlong UTF-8 form', Buffer.from('{"title":"\xc0\xaf"}', 'latin1')],
  ['UTF-16', Buffer.from('{"title":"Milk"}', 'utf16le')],
  ['NUL bytes', Buffer.alloc(64)],
];

const notObjects = ['[]', '[{"title":"Milk"}]', '"Milk"', '1', 'null', 'true'];

/** Well-formed or not, depending on the parser; only never accepted and never a 500. */
const hostile: [name: string, body: string][] = [
  ['a number too large for a float', '{"title":"a","order":1e400}'],
  ['a number of 5,000 digits', `{"title":"a","order":${'9'.repeat(5_000)}}`],
  ['a lone high surrogate', '{"title":"\\ud800"}'],
  ['a lone low surrogate', '{"title":"a\\udc00b"}'],
  ['a deep list', '['.repeat(100_000)],
  ['a deep list, closed', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ['a deep title', `{"title":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ['a deep object', `${'{"title":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['__proto__ as a field', '{"title":"a","__proto__":{"completed":true}}'],
  ['constructor as a field', '{"title":"a","constructor":{"prototype":{"completed":true}}}'],
  ['only __proto__', '{"__proto__":{"title":"a"}}'],
  ['toString as a field', '{"title":"a","toString":"b"}'],
  ['an empty field name', '{"title":"a","":1}'],
  ['a lone surrogate as a field name', '{"title":"a","\\ud800":1}'],
];

const otherTypes = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'application/jsonp',
  'application/json; charset=latin1',
  'application/json; charset=utf-16',
  'nonsense',
];

/** What may and may not be sent as the body of `POST` and `PATCH`. */
export function bodiesContract(server: () => Server): void {
  const post = (options: Options): Promise<Answer> => call(server(), 'POST', '/api/todos', options);
  const send = (body: string | Buffer, type = JSON_TYPE): Promise<Answer> =>
    post({ body, headers: { 'Content-Type': type } });
  const nothingNew = async (attempt: () => Promise<unknown>): Promise<void> => {
    await clear(server());
    await attempt();
    expect(await list(server())).toEqual([]);
  };

  describe('bodies', () => {
    test.each(unreadable)('a body that is %s is 400', async (_name, body) => {
      await nothingNew(async () => expectProblem(await send(body), 400));
      const { url } = await add(server(), 'Milk');
      const headers = { 'Content-Type': JSON_TYPE };
      expectProblem(await call(server(), 'PATCH', url, { body, headers }), 400);
    });

    test.each(notObjects)('%s is JSON but not an object: 422', async (body) => {
      const { url } = await add(server(), 'Milk');
      const headers = { 'Content-Type': JSON_TYPE };
      for (const [method, path] of [['POST', '/api/todos'] as const, ['PATCH', url] as const]) {
        const problem = expectProblem(await call(server(), method, path, { body, headers }), 422);
        expect(problem.errors?.length).toBeGreaterThan(0);
      }
    });

    test.each(hostile)('%s is refused politely', async (_name, body) => {
      await nothingNew(async () => expectProblem(await send(body), 400, 422));
      expect((await add(server(), 'Milk')).completed).toBe(false);
    });

    test('of a repeated field the last is taken, or the body refused', async () => {
      const answer = await send('{"title":"first","title":"last"}');
      if (answer.status === 201) expect(answer.json<Todo>().title).toBe('last');
      else expectProblem(answer, 400, 422);
    });

    test.each(otherTypes)('%s is 415', async (type) => {
      await nothingNew(async () => expectProblem(await send('{"title":"Milk"}', type), 415));
    });

    test('a body without a type is 415', async () => {
      await nothingNew(async () => expectProblem(await post({ body: '{"title":"Milk"}' }), 415));
    });

    test.each(['application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
      '%s is taken',
      async (type) => {
        const answer = await send('{"title":"Milk – é 😀"}', type);
        expect([answer.status, answer.json<Todo>().title]).toEqual([201, 'Milk – é 😀']);
      },
    );
  });

  test('a byte order mark before the JSON is passed over', async () => {
    const answer = await send('\ufeff{"title":"Milk"}');
    expect([answer.status, answer.json<Todo>().title]).toEqual([201, 'Milk']);
    expectProblem(await send('\ufeff'), 400);
  });

  describe('sizes', () => {
    const padded = (size: number): string => '{"title":"Milk"}'.padEnd(size, ' ');
    const headers = { 'Content-Type': JSON_TYPE };
    const zipped = { ...headers, 'Content-Encoding': 'gzip' };

    test('102,400 bytes are taken', async () => {
      for (const chunked of [false, true]) {
        const answer = await post({ body: padded(LIMIT), headers, chunked });
        expect([answer.status, answer.json<Todo>().title]).toEqual([201, 'Milk']);
      }
    });

    test.each<[name: string, options: Options]>([
      ['102,401 bytes', { body: padded(LIMIT + 1), headers }],
      ['102,401 bytes in chunks', { body: padded(LIMIT + 1), headers, chunked: true }],
      ['a megabyte in chunks', { body: padded(1_000_000), headers, chunked: true }],
      ['102,401 bytes that are not JSON', { body: 'x'.repeat(LIMIT + 1), headers }],
      ['102,401 bytes of another type', { body: 'x'.repeat(LIMIT + 1) }],
    ])('%s are 413', async (_name, options) => {
      const statuses = 'headers' in options ? [413] : [413, 415];
      await nothingNew(async () =>
        expectProblem(await patiently(() => post(options)), ...statuses),
      );
    });

    test('a long body is refused before it was sent', async () => {
      const socket = await connect(server());
      const lines = [
        'POST /api/todos HTTP/1.1',
        hostAndSession(server()),
        `Content-Type: ${JSON_TYPE}`,
        'Content-Length: 10000000000',
        'Connection: close',
      ];
      socket.write(`${lines.join('\r\n')}\r\n\r\n{"title":`);
      expect(statusOf(await received(socket, 10_000))).toBe(413);
    });

    test('a compressed body counts as what it unpacks to', async () => {
      for (const size of [LIMIT + 1, 20_000_000]) {
        const body = gzipSync(padded(size));
        expect(body.length).toBeLessThan(LIMIT);
        await nothingNew(async () =>
          expectProblem(await post({ body, headers: zipped }), 413, 415),
        );
      }
    });

    test('a small compressed body is taken, or compression refused as a whole', async () => {
      const answer = await post({ body: gzipSync('{"title":"Milk"}'), headers: zipped });
      if (answer.status === 201) expect(answer.json<Todo>().title).toBe('Milk');
      else expectProblem(answer, 415);
    });

    test.each<[name: string, encoding: string, body: Buffer]>([
      ['that is no gzip', 'gzip', Buffer.from('{"title":"Milk"}')],
      ['that is cut off', 'gzip', gzipSync('{"title":"Milk"}').subarray(0, 20)],
    ])('a compressed body %s is refused politely', async (_name, encoding, body) => {
      const options = { body, headers: { ...headers, 'Content-Encoding': encoding } };
      await nothingNew(async () => expectProblem(await post(options), 400, 415));
    });

    test.each<[encoding: string, body: Buffer]>([
      ['br', brotliCompressSync('{"title":"Milk"}')],
      ['br', Buffer.from('{"title":"Milk"}')],
      ['zstd', Buffer.from('{"title":"Milk"}')],
      ['nonsense', Buffer.from('{"title":"Milk"}')],
      ['gzip, br', brotliCompressSync(gzipSync('{"title":"Milk"}'))],
    ])('the encoding %s is not taken: 415', async (encoding, body) => {
      const options = { body, headers: { ...headers, 'Content-Encoding': encoding } };
      await nothingNew(async () => expectProblem(await post(options), 415));
    });

    test.each(['identity', 'Identity'])('%s is none', async (encoding) => {
      const options = {
        body: '{"title":"Milk"}',
        headers: { ...headers, 'Content-Encoding': encoding },
      };
      expect((await post(options)).status).toBe(201);
    });
  });
}

/** A server may close while the body is still on its way; then a client sees a reset and asks again. */
async function patiently(ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}
