import { beforeEach, describe, expect, test } from 'vitest';
import { add, call, clear, expectProblem, list, places } from './http.ts';
import type { Server, Todo } from './server.ts';

const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$/;

const accepted: [name: string, sent: Partial<Todo>, kept: Partial<Todo>][] = [
  ['only a title', { title: 'Milk' }, { title: 'Milk', completed: false, order: null }],
  ['every field', { title: 'Milk', completed: true, order: 7 }, { completed: true, order: 7 }],
  ['no order', { title: 'Milk', order: null }, { order: null }],
  ['the largest order', { title: 'Milk', order: 2147483647 }, { order: 2147483647 }],
  ['the smallest order', { title: 'Milk', order: -2147483648 }, { order: -2147483648 }],
  ['spaces around the title', { title: '  Milk \u00a0\u3000' }, { title: 'Milk' }],
  ['one character', { title: 'x' }, { title: 'x' }],
  ['200 characters', { title: 'x'.repeat(200) }, { title: 'x'.repeat(200) }],
  ['200 emoji', { title: '😀'.repeat(200) }, { title: '😀'.repeat(200) }],
  ['200 characters and spaces', { title: ` ${'é'.repeat(200)} ` }, { title: 'é'.repeat(200) }],
  ['a decomposed accent', { title: 'e\u0301' }, { title: 'e\u0301' }],
  ['right to left', { title: 'לקנות \u200fחלב' }, { title: 'לקנות \u200fחלב' }],
  ['markup and quotes', { title: `<b>"it's"</b> & \\` }, { title: `<b>"it's"</b> & \\` }],
];

const refused: [name: string, sent: object, place: string][] = [
  ['no title', {}, '#/title'],
  ['an empty title', { title: '' }, '#/title'],
  ['a title of spaces', { title: ' \u3000 ' }, '#/title'],
  ['201 characters', { title: 'x'.repeat(201) }, '#/title'],
  ['201 emoji', { title: '😀'.repeat(201) }, '#/title'],
  ['a line break', { title: 'a\nb' }, '#/title'],
  ['a tab', { title: 'a\tb' }, '#/title'],
  ['a NUL', { title: 'a\0b' }, '#/title'],
  ['a DEL', { title: 'a\u007fb' }, '#/title'],
  ['a C1 control character', { title: 'a\u0085b' }, '#/title'],
  ['a title that is a number', { title: 1 }, '#/title'],
  ['a title that is null', { title: null }, '#/title'],
  ['a title that is a list', { title: ['a'] }, '#/title'],
  ['completed as text', { title: 'a', completed: 'true' }, '#/completed'],
  ['completed as a number', { title: 'a', completed: 1 }, '#/completed'],
  ['completed as null', { title: 'a', completed: null }, '#/completed'],
  ['order as text', { title: 'a', order: '1' }, '#/order'],
  ['order as a boolean', { title: 'a', order: true }, '#/order'],
  ['order with a fraction', { title: 'a', order: 1.5 }, '#/order'],
  ['order over 32 bits', { title: 'a', order: 2147483648 }, '#/order'],
  ['order under 32 bits', { title: 'a', order: -2147483649 }, '#/order'],
  ['an unknown field', { title: 'a', colour: 'red' }, '#/colour'],
  ['its id', { title: 'a', id: 1 }, '#/id'],
  ['its url', { title: 'a', url: 'http://localhost/' }, '#/url'],
  ['its time of creation', { title: 'a', created_at: '2026-01-01T00:00:00Z' }, '#/created_at'],
  ['its time of change', { title: 'a', updated_at: '2026-01-01T00:00:00Z' }, '#/updated_at'],
];

/** Creating, reading, changing and deleting todos one by one. */
export function todosContract(server: () => Server): void {
  describe('todos', () => {
    beforeEach(() => clear(server()));

    test.each(accepted)('a todo is created from %s', async (_name, json, kept) => {
      const answer = await call(server(), 'POST', '/api/todos', { json });
      expect(answer.status, answer.text).toBe(201);
      expect(answer.headers['content-type']).toMatch(/^application\/json\b/);
      const todo = answer.json<Todo>();
      expect(todo).toMatchObject(kept);
      const fields = ['completed', 'created_at', 'id', 'order', 'title', 'updated_at', 'url'];
      expect(Object.keys(todo).sort()).toEqual(fields);
      const location = new URL(answer.headers.location ?? '', server().url).href;
      expect(location).toBe(todo.url);
      expect((await call(server(), 'GET', todo.url)).json<Todo>()).toEqual(todo);
    });

    test('times are RFC 3339 in UTC, now, and the time of change moves', async () => {
      const todo = await add(server(), 'Milk');
      expect(todo.created_at).toMatch(UTC);
      expect(todo.updated_at).toMatch(UTC);
      expect(Math.abs(Date.parse(todo.created_at) - Date.now())).toBeLessThan(60_000);
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      const changed = await patch(server(), todo, { completed: true });
      expect(changed.created_at).toBe(todo.created_at);
      expect(Date.parse(changed.updated_at)).toBeGreaterThan(Date.parse(todo.updated_at));
    });

    test('the url is absolute and built from the Host header', async () => {
      const { protocol, hostname } = new URL(server().url);
      const headers = { Host: `${hostname}:4321` };
      const answer = await call(server(), 'POST', '/api/todos', { headers, json: { title: 'a' } });
      const { id, url } = answer.json<Todo>();
      expect(url).toBe(`${protocol}//${hostname}:4321/api/todos/${id}`);
    });

    test.each(refused)('%s is refused', async (_name, json, place) => {
      const problem = expectProblem(await call(server(), 'POST', '/api/todos', { json }), 422);
      expect(places(problem)).toEqual([place]);
      expect(await list(server())).toEqual([]);
    });

    const changes = refused.filter(([name]) => name !== 'no title');
    test.each(changes)('%s is refused in a change', async (_name, json, place) => {
      const todo = await add(server(), 'Milk');
      const problem = expectProblem(await call(server(), 'PATCH', todo.url, { json }), 422);
      expect(places(problem)).toEqual([place]);
      expect((await call(server(), 'GET', todo.url)).json<Todo>()).toEqual(todo);
    });

    test('every mistake is listed at once', async () => {
      const json = { title: '', completed: 'no', order: 'first', colour: 'red' };
      const problem = expectProblem(await call(server(), 'POST', '/api/todos', { json }), 422);
      expect(places(problem).sort()).toEqual(['#/colour', '#/completed', '#/order', '#/title']);
    });

    test.each<[Partial<Todo>]>([
      [{ title: 'Bread' }],
      [{ completed: true }],
      [{ order: 9 }],
      [{ order: null }],
      [{ title: ' Bread ', completed: true, order: -1 }],
    ])('a change to %j leaves the other fields alone', async (json) => {
      const todo = await add(server(), { title: 'Milk', order: 3 });
      const changed = await patch(server(), todo, json);
      const expected = { ...todo, ...json, title: (json.title ?? todo.title).trim() };
      expect(changed).toEqual({ ...expected, updated_at: changed.updated_at });
      expect((await call(server(), 'GET', todo.url)).json<Todo>()).toEqual(changed);
    });

    test('{} changes nothing', async () => {
      const todo = await add(server(), 'Milk');
      const { etag } = (await call(server(), 'GET', todo.url)).headers;
      expect(await patch(server(), todo, {})).toEqual(todo);
      const after = await call(server(), 'GET', todo.url);
      expect(after.json<Todo>()).toEqual(todo);
      expect(after.headers.etag).toBe(etag);
    });

    test('a deleted todo is gone', async () => {
      const [kept, gone] = [await add(server(), 'kept'), await add(server(), 'gone')];
      const answer = await call(server(), 'DELETE', gone.url);
      expect([answer.status, answer.text]).toEqual([204, '']);
      for (const method of ['GET', 'DELETE']) {
        expectProblem(await call(server(), method, gone.url), 404);
      }
      expectProblem(await call(server(), 'PATCH', gone.url, { json: { title: 'a' } }), 404);
      expect((await list(server())).map(({ id }) => id)).toContain(kept.id);
      expect((await list(server())).map(({ id }) => id)).not.toContain(gone.id);
    });

    test('an address is never given to another todo', async () => {
      const gone = await add(server(), 'gone');
      const etag = (await call(server(), 'GET', gone.url)).headers.etag ?? '';
      await call(server(), 'DELETE', gone.url);
      await add(server(), 'next');
      await clear(server());
      const { url } = await add(server(), 'last');
      expectProblem(await call(server(), 'GET', gone.url), 404);
      expect(url).not.toBe(gone.url);
      const stale = await call(server(), 'DELETE', gone.url, { headers: { 'If-Match': etag } });
      expectProblem(stale, 404, 412);
    });

    test('deleting the list empties it', async () => {
      await add(server(), 'a');
      await clear(server());
      expect(await list(server())).toEqual([]);
      await clear(server());
    });
  });
}

async function patch(server: Server, todo: Todo, json: object): Promise<Todo> {
  const answer = await call(server, 'PATCH', todo.url, { json });
  expect(answer.status, answer.text).toBe(200);
  return answer.json<Todo>();
}
