import { beforeEach, describe, expect, test } from 'vitest';
import { rows, Visitor } from './html.ts';
import { add, call, clear, expectProblem, list } from './http.ts';
import type { Server, Todo } from './server.ts';
import { as, signUp } from './sessions.ts';

/** Two users who share a server see nothing of each other. Needs `TRUSTED_PROXIES=1`. */
export function ownershipContract(server: () => Server): void {
  describe("another user's todo", () => {
    let ada: Server;
    let bob: Server;
    let todo: Todo;
    beforeEach(async () => {
      ada = as(server(), await signUp(server()));
      bob = as(server(), await signUp(server()));
      todo = await add(ada, "Ada's milk");
    });

    test('is 404, in the words for an unknown one', async () => {
      const headers = { 'X-Request-Id': 'same' };
      const json = { title: 'forged' };
      const gone = await add(ada, 'gone');
      await call(ada, 'DELETE', gone.url);
      for (const method of ['GET', 'PATCH', 'DELETE']) {
        const options = { headers, ...(method === 'PATCH' && { json }) };
        const problem = expectProblem(await call(bob, method, todo.url, options), 404);
        const unknown = expectProblem(await call(bob, method, gone.url, options), 404);
        expect({ ...problem, instance: '' }).toEqual({ ...unknown, instance: '' });
      }
      expectProblem(
        await call(bob, 'PATCH', todo.url, { headers: { 'If-Match': '*' }, json }),
        404,
        412,
      );
      expect(await list(ada)).toEqual([todo]);
    });

    test('is in no list and no page of the others', async () => {
      await add(bob, "Bob's bread");
      expect((await list(bob)).map(({ title }) => title)).toEqual(["Bob's bread"]);
      const visitor = new Visitor(bob);
      await visitor.get();
      expect(rows(visitor.html).map(({ title }) => title)).toEqual(["Bob's bread"]);
    });

    test('is not reached by forms', async () => {
      await add(bob, "Bob's bread");
      const visitor = new Visitor(bob);
      const { text } = await visitor.get();
      const token = /name="(csrf\w+)" value="([^"]*)"/.exec(text);
      const proof = token ? `${token[1]}=${token[2]}&` : '';
      for (const [verb, body] of [
        ['update', 'title=forged'],
        ['delete', ''],
      ] as const) {
        const answer = await visitor.post(`/todos/${todo.id}/${verb}`, `${proof}${body}`);
        expect(answer.status).toBe(404);
      }
      expect(await list(ada)).toEqual([todo]);
    });

    test('survives when somebody else empties their list', async () => {
      await add(bob, "Bob's bread");
      await clear(bob);
      expect([await list(bob), await list(ada)]).toEqual([[], [todo]]);
    });

    test('is not reached by a cursor that travelled', async () => {
      for (const title of ['a', 'b', 'c']) await add(ada, title);
      for (const title of ['d', 'e', 'f']) await add(bob, title);
      const { headers } = await call(ada, 'GET', '/api/todos?limit=2');
      const next = /<([^>]+)>/.exec(String(headers.link))?.[1] ?? '';
      const answer = await call(bob, 'GET', next);
      if (answer.status === 422) return;
      const titles = answer.json<Todo[]>().map(({ title }) => title);
      expect(['d', 'e', 'f']).toEqual(expect.arrayContaining(titles));
    });
  });
}
