import { describe, expect, test } from 'vitest';
import { type Answer, add, call, clear, expectProblem, list } from './http.ts';
import type { Server, Todo } from './server.ts';

/** ETag, If-Match, and writers at the same time. */
export function versionsContract(server: () => Server): void {
  describe('versions', () => {
    test('a todo has a strong ETag that every change renews', async () => {
      const todo = await add(server(), 'Milk');
      const seen = [await etagOf(server(), todo)];
      for (let count = 0; count < 20; count += 1) {
        const json = { title: count % 2 ? 'Milk' : 'Bread' };
        await call(server(), 'PATCH', todo.url, { json });
        seen.push(await etagOf(server(), todo));
        expect(seen.at(-1)).not.toBe(seen.at(-2));
      }
      expect(seen[0]).toMatch(/^"[^"]+"$/);
    });

    const good: [name: string, ifMatch: (etag: string) => string][] = [
      ['the current ETag', (etag) => etag],
      ['*', () => '*'],
      ['a list that has it', (etag) => `"other", ${etag},"more"`],
    ];
    const bad: [name: string, ifMatch: (etag: string) => string][] = [
      ['another ETag', () => '"other"'],
      ['a list without it', () => '"other", "more"'],
      ['the weak form of it', (etag) => `W/${etag}`],
    ];

    test.each(good)('If-Match with %s lets a change and a deletion through', async (_, ifMatch) => {
      const todo = await add(server(), 'Milk');
      const change = await conditional(server(), 'PATCH', todo, ifMatch);
      expect([change.status, change.json<Todo>().title]).toEqual([200, 'Bread']);
      expect((await conditional(server(), 'DELETE', todo, ifMatch)).status).toBe(204);
    });

    test.each(bad)('If-Match with %s stops a change and a deletion', async (_, ifMatch) => {
      const todo = await add(server(), 'Milk');
      expectProblem(await conditional(server(), 'PATCH', todo, ifMatch), 412);
      expectProblem(await conditional(server(), 'DELETE', todo, ifMatch), 412);
      expect((await call(server(), 'GET', todo.url)).json<Todo>()).toEqual(todo);
    });

    test('an ETag from before a change is stale, also for {}', async () => {
      const todo = await add(server(), 'Milk');
      const stale = await etagOf(server(), todo);
      await call(server(), 'PATCH', todo.url, { json: { completed: true } });
      for (const json of [{ title: 'Bread' }, {}]) {
        const headers = { 'If-Match': stale };
        expectProblem(await call(server(), 'PATCH', todo.url, { headers, json }), 412);
      }
      expectProblem(await conditional(server(), 'DELETE', todo, () => stale), 412);
    });

    test('If-Match without quotes never overwrites', async () => {
      const todo = await add(server(), 'Milk');
      expectProblem(await conditional(server(), 'PATCH', todo, () => 'nonsense'), 400, 412);
      expect((await call(server(), 'GET', todo.url)).json<Todo>()).toEqual(todo);
    });

    test('If-Match on a todo that is gone is 404 or 412', async () => {
      const todo = await add(server(), 'Milk');
      await call(server(), 'DELETE', todo.url);
      for (const method of ['PATCH', 'DELETE']) {
        const headers = { 'If-Match': '*' };
        const json = { title: 'Bread' };
        expectProblem(await call(server(), method, todo.url, { headers, json }), 404, 412);
      }
    });

    test('of racing deletions one wins', async () => {
      const todo = await add(server(), 'start');
      const answers = await parallel(10, () => call(server(), 'DELETE', todo.url));
      expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(9).fill(404)]);
    });
  });
  writersContract(server);
}

/** Nothing gets lost between writers. Also worth running against several processes. */
export function writersContract(server: () => Server): void {
  describe('parallel writers', () => {
    test('50 new todos at once all arrive, each once', async () => {
      await clear(server());
      const todos = await parallel(50, (writer) => add(server(), `todo ${writer}`));
      expect(new Set(todos.map(({ id }) => id)).size).toBe(50);
      const titles = (await list(server())).map(({ title }) => title);
      expect(titles.sort()).toEqual(todos.map(({ title }) => title).sort());
    });

    test('of many racing writers with the same If-Match exactly one wins', async () => {
      const todo = await add(server(), 'start');
      for (let round = 0; round < 5; round += 1) {
        const headers = { 'If-Match': await etagOf(server(), todo) };
        const answers = await parallel(20, (writer) =>
          call(server(), 'PATCH', todo.url, { headers, json: { title: `${round}-${writer}` } }),
        );
        const winners = answers.filter(({ status }) => status === 200);
        expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(412)]);
        const { title } = (await call(server(), 'GET', todo.url)).json<Todo>();
        expect(winners[0]?.json<Todo>().title).toBe(title);
      }
    });

    test('changes to different fields at once are all kept', async () => {
      for (let round = 1; round <= 15; round += 1) {
        const todo = await add(server(), 'start');
        const changes = [{ title: `round ${round}` }, { completed: true }, { order: round }];
        const answers = await parallel(3, (n) =>
          call(server(), 'PATCH', todo.url, { json: changes[n] }),
        );
        expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
        const after = (await call(server(), 'GET', todo.url)).json<Todo>();
        expect(after).toMatchObject({ title: `round ${round}`, completed: true, order: round });
      }
    });
  });
}

async function etagOf(server: Server, todo: Todo): Promise<string> {
  const { headers } = await call(server, 'GET', todo.url);
  expect(headers.etag).toBeDefined();
  return headers.etag ?? '';
}

async function conditional(
  server: Server,
  method: 'PATCH' | 'DELETE',
  todo: Todo,
  ifMatch: (etag: string) => string,
): Promise<Answer> {
  const headers = { 'If-Match': ifMatch(await etagOf(server, todo)) };
  const body = method === 'PATCH' ? { json: { title: 'Bread' } } : {};
  return call(server, method, todo.url, { headers, ...body });
}

function parallel<T>(count: number, write: (writer: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, writer) => write(writer)));
}
