import { beforeEach, describe, expect, test } from 'vitest';
import { type Answer, call } from './http.ts';
import type { Server, Todo } from './server.ts';

/**
 * The 16 checks of todobackend.com (its js-spec, under its own names), run as its page runs them: from another origin,
 * with a preflight first, reading only what CORS lets a browser read.
 */
export function todoBackendContract(server: () => Server): void {
  const origin = (): string => server().corsOrigin ?? '';

  const allowed = ({ headers }: Answer): boolean =>
    [origin(), '*'].includes(String(headers['access-control-allow-origin']));

  async function browse(method: string, url: string, json?: object): Promise<Answer> {
    if (method !== 'GET') {
      const asked = json ? { 'Access-Control-Request-Headers': 'content-type' } : {};
      const headers = { Origin: origin(), 'Access-Control-Request-Method': method, ...asked };
      const preflight = await call(server(), 'OPTIONS', url, { headers });
      expect(preflight.status).toBeLessThan(300);
      expect(allowed(preflight), 'the preflight allows the origin').toBe(true);
      expect(preflight.headers['access-control-allow-methods']).toContain(method);
    }
    const headers = { Origin: origin(), 'Sec-Fetch-Site': 'cross-site' };
    const answer = await call(server(), method, url, { headers, ...(json ? { json } : {}) });
    expect(allowed(answer), 'the answer is readable').toBe(true);
    expect(answer.status, answer.text).toBeGreaterThanOrEqual(200);
    expect(answer.status, answer.text).toBeLessThan(300);
    return answer;
  }

  const root = '/api/todos';
  const get = async (url: string): Promise<Todo> => (await browse('GET', url)).json();
  const getRoot = async (): Promise<Todo[]> => (await browse('GET', root)).json();
  const post = async (json: object): Promise<Todo> => (await browse('POST', root, json)).json();
  const patch = async (url: string, json: object): Promise<Todo> =>
    (await browse('PATCH', url, json)).json();

  describe('Todo-Backend', () => {
    beforeEach(async () => {
      await browse('DELETE', root);
    });

    test('the api root responds to a GET', async () => {
      await browse('GET', root);
    });
    test('the api root responds to a POST with the todo which was posted to it', async () => {
      expect(await post({ title: 'a todo' })).toHaveProperty('title', 'a todo');
    });
    test('the api root responds successfully to a DELETE', async () => {
      await browse('DELETE', root);
    });
    test('after a DELETE the api root responds to a GET with an empty array', async () => {
      await post({ title: 'a todo' });
      await browse('DELETE', root);
      expect(await getRoot()).toEqual([]);
    });

    test('adds a new todo to the list of todos at the root url', async () => {
      await post({ title: 'water the plants' });
      const todos = await getRoot();
      expect(todos).toHaveLength(1);
      expect(todos[0]).toHaveProperty('title', 'water the plants');
    });
    test('sets up a new todo as initially not completed', async () => {
      await post({ title: 'blah' });
      expect((await getRoot())[0]).toHaveProperty('completed', false);
    });
    test('each new todo has a url', async () => {
      await post({ title: 'blah' });
      expect(typeof (await getRoot())[0]?.url).toBe('string');
    });
    test('each new todo has a url, which returns a todo', async () => {
      const { url } = await post({ title: 'my todo' });
      expect(await get(url)).toHaveProperty('title', 'my todo');
    });

    test('can navigate from a list of todos to an individual todo via urls', async () => {
      await post({ title: 'one' });
      await post({ title: 'two' });
      const todos = await getRoot();
      expect(todos).toHaveLength(2);
      expect(await get(todos[0]?.url ?? '')).toHaveProperty('title');
    });
    test("can change the todo's title by PATCHing to the todo's url", async () => {
      const { url } = await post({ title: 'initial title' });
      expect(await patch(url, { title: 'final title' })).toHaveProperty('title', 'final title');
    });
    test("can change the todo's completedness by PATCHing to the todo's url", async () => {
      const { url } = await post({ title: 'initial title' });
      expect(await patch(url, { completed: true })).toHaveProperty('completed', true);
    });
    test('changes to a todo are persisted and show up when re-fetching the todo', async () => {
      const { url } = await post({ title: 'initial title' });
      await patch(url, { title: 'changed title', completed: true });
      const expected = { title: 'changed title', completed: true };
      expect(await get(url)).toMatchObject(expected);
      expect((await getRoot())[0]).toMatchObject(expected);
    });
    test("can delete a todo making a DELETE request to the todo's url", async () => {
      const { url } = await post({ title: 'initial title' });
      await browse('DELETE', url);
      expect(await getRoot()).toEqual([]);
    });

    test('can create a todo with an order field', async () => {
      expect(await post({ title: 'blah', order: 41 })).toHaveProperty('order', 41);
    });
    test('can PATCH a todo to change its order', async () => {
      const { url } = await post({ title: 'blah', order: 10 });
      expect(await patch(url, { order: -3 })).toHaveProperty('order', -3);
    });
    test("remembers changes to a todo's order", async () => {
      const { url } = await post({ title: 'blah', order: 10 });
      await patch(url, { order: -3 });
      expect(await get(url)).toHaveProperty('order', -3);
    });
  });
}
