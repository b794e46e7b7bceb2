import { beforeEach, describe, expect, test } from 'vitest';
import { type Answer, add, call, clear, expectProblem, list, places } from './http.ts';
import type { Server, Todo } from './server.ts';

const badQueries: [query: string, parameter: string][] = [
  ['?limit=0', 'limit'],
  ['?limit=101', 'limit'],
  ['?limit=-1', 'limit'],
  ['?limit=1.5', 'limit'],
  ['?limit=ten', 'limit'],
  ['?limit=', 'limit'],
  ['?limit=99999999999999999999', 'limit'],
  ['?limit=1&limit=2', 'limit'],
  ['?completed=maybe', 'completed'],
  ['?completed=', 'completed'],
  ['?completed=1', 'completed'],
  ['?cursor=!!!', 'cursor'],
  ['?cursor=%00', 'cursor'],
  [`?cursor=${'9'.repeat(400)}`, 'cursor'],
];

/** Order, pages and filters of `GET /api/todos`. */
export function listsContract(server: () => Server): void {
  describe('lists', () => {
    beforeEach(() => clear(server()));

    test('todos come in order of creation, which edits do not change', async () => {
      const titles = ['c', 'a', 'b', 'd'];
      const todos = await addAll(server(), titles);
      await change(server(), todos[1], { title: 'z', order: 99, completed: true });
      await change(server(), todos[0], { order: 1 });
      expect((await list(server())).map(({ title }) => title)).toEqual(['c', 'z', 'b', 'd']);
    });

    test('a list holds 100 todos unless told otherwise', async () => {
      await addAll(
        server(),
        Array.from({ length: 101 }, (_, index) => `todo ${index}`),
      );
      const first = await call(server(), 'GET', '/api/todos');
      expect(first.json<Todo[]>()).toHaveLength(100);
      const rest = await call(server(), 'GET', next(server(), first) ?? '');
      expect(rest.json<Todo[]>().map(({ title }) => title)).toEqual(['todo 100']);
      expect(next(server(), rest)).toBeUndefined();
    });

    test.each([1, 2, 3, 4, 5, 100])('pages of %i together are the whole list', async (limit) => {
      const todos = await addAll(server(), ['a', 'b', 'c', 'd']);
      expect(await walk(server(), `/api/todos?limit=${limit}`)).toEqual(todos);
    });

    test('a filter holds over all pages', async () => {
      const todos = await addAll(server(), ['a', 'b', 'c', 'd', 'e', 'f']);
      for (const todo of [todos[0], todos[2], todos[3]]) {
        await change(server(), todo, { completed: true });
      }
      const titles = async (query: string): Promise<string> =>
        (await walk(server(), `/api/todos?${query}`)).map(({ title }) => title).join('');
      expect(await titles('completed=true&limit=2')).toBe('acd');
      expect(await titles('completed=false&limit=1')).toBe('bef');
      expect(await titles('completed=true')).toBe('acd');
    });

    test('an empty list has no next page', async () => {
      const answer = await call(server(), 'GET', '/api/todos?limit=1');
      expect([answer.status, answer.text]).toEqual([200, '[]']);
      expect(answer.headers.link).toBeUndefined();
    });

    test('a cursor survives the deletion of the todos around it', async () => {
      const todos = await addAll(server(), ['a', 'b', 'c', 'd', 'e']);
      const first = await call(server(), 'GET', '/api/todos?limit=2');
      for (const todo of [todos[0], todos[1], todos[2]]) {
        await call(server(), 'DELETE', todo?.url ?? '');
      }
      const rest = await walk(server(), next(server(), first) ?? '');
      expect(rest.map(({ title }) => title)).toEqual(['d', 'e']);
    });

    test('a cursor shows what was added after the last todo it knew was deleted', async () => {
      const todos = await addAll(server(), ['a', 'b', 'c']);
      const first = await call(server(), 'GET', '/api/todos?limit=2');
      for (const todo of todos.slice(1)) await call(server(), 'DELETE', todo.url);
      await addAll(server(), ['d', 'e']);
      const rest = await walk(server(), next(server(), first) ?? '');
      expect(rest.map(({ title }) => title)).toEqual(['d', 'e']);
    });

    test('a cursor survives edits and additions', async () => {
      const todos = await addAll(server(), ['a', 'b', 'c', 'd']);
      const first = await call(server(), 'GET', '/api/todos?limit=2');
      await change(server(), todos[0], { title: 'zz', completed: true, order: 9 });
      await change(server(), todos[2], { title: '00', order: -9 });
      await add(server(), 'e');
      const rest = await walk(server(), next(server(), first) ?? '');
      expect(rest.map(({ title }) => title)).toEqual(['00', 'd', 'e']);
    });

    test('the next page is a link to this server', async () => {
      await addAll(server(), ['a', 'b', 'c']);
      const answer = await call(server(), 'GET', '/api/todos?limit=1&completed=false');
      const url = new URL(next(server(), answer) ?? '');
      expect(url.origin).toBe(new URL(server().url).origin);
      expect(url.pathname).toBe('/api/todos');
      expect(url.searchParams.get('limit')).toBe('1');
      expect(url.searchParams.get('completed')).toBe('false');
    });

    test.each(badQueries)('%s is refused', async (query, parameter) => {
      const problem = expectProblem(await call(server(), 'GET', `/api/todos${query}`), 422);
      expect(places(problem)).toEqual([parameter]);
    });

    test.each(['?page=1', '?page=1&page=2'])('%s is ignored', async (query) => {
      expect((await call(server(), 'GET', `/api/todos${query}`)).status).toBe(200);
    });

    test('every wrong parameter is listed at once', async () => {
      const answer = await call(server(), 'GET', '/api/todos?limit=0&completed=x&cursor=!!!');
      expect(places(expectProblem(answer, 422)).sort()).toEqual(['completed', 'cursor', 'limit']);
    });
  });
}

async function addAll(server: Server, titles: string[]): Promise<Todo[]> {
  const todos: Todo[] = [];
  for (const title of titles) todos.push(await add(server, title));
  return todos;
}

async function change(server: Server, todo: Todo | undefined, json: object): Promise<void> {
  const answer = await call(server, 'PATCH', todo?.url ?? '', { json });
  expect(answer.status, answer.text).toBe(200);
}

/** The address of the next page, if there is one. */
function next(server: Server, { headers }: Answer): string | undefined {
  const link = [headers.link ?? []].flat().join(', ');
  const target = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link)?.[1];
  return target === undefined ? undefined : new URL(target, `${server.url}/api/todos`).href;
}

/** All todos from `path` on, page after page. */
async function walk(server: Server, path: string): Promise<Todo[]> {
  const todos: Todo[] = [];
  for (let page: string | undefined = path; page; ) {
    const answer = await call(server, 'GET', page);
    expect(answer.status, answer.text).toBe(200);
    todos.push(...answer.json<Todo[]>());
    page = next(server, answer);
    expect(todos.length).toBeLessThan(1_000);
  }
  return todos;
}
