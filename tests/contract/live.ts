import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Visitor } from './html.ts';
import { add, call, clear, hostAndSession, statusOf } from './http.ts';
import { eventsContract, headOf, socketsContract } from './liveChannels.ts';
import type { Env, Server, Todo } from './server.ts';
import type { Channel, Message, Stream } from './streams.ts';
import { open, PATHS, settle, statusOfOpening, told } from './streams.ts';

const foreign: [name: string, origin: (own: string) => string][] = [
  ['another origin', () => 'https://evil.example'],
  ['the origin null', () => 'null'],
  ['another port', (own) => own.replace(/(:\d+)?$/, ':1')],
  ['an origin that starts like ours', (own) => `${own}.evil.example`],
];

/** Live updates of one server. With accounts on the server needs a session, and `TRUSTED_PROXIES=1`. */
export function updatesContract(server: () => Server, channel: Channel): void {
  const streams: Stream[] = [];
  const listen = async (who = server(), headers: Env = {}): Promise<Stream> => {
    const stream = await open(channel, who, headers);
    streams.push(stream);
    return stream;
  };
  const change = async (method: string, todo: Todo, json?: object): Promise<Todo> => {
    const answer = await call(server(), method, todo.url, json ? { json } : {});
    expect([200, 204], answer.text).toContain(answer.status);
    return method === 'DELETE' ? todo : answer.json<Todo>();
  };

  describe(`live updates (${channel})`, () => {
    beforeEach(() => clear(server()));
    afterEach(() => {
      for (const stream of streams.splice(0)) stream.close();
    });

    test('every change is told to everyone, the writer included', async () => {
      const [first, second] = [await listen(), await listen()];
      const created = await add(server(), { title: 'Milk & <b>bread</b> 😀', order: 3 });
      const updated = await change('PATCH', created, { completed: true });
      await change('DELETE', created);
      await clear(server());
      const expected: Message[] = [
        { type: 'todo.created', todo: created },
        { type: 'todo.updated', todo: updated },
        { type: 'todo.deleted', id: created.id },
        { type: 'todos.cleared' },
      ];
      for (const stream of [first, second]) expect(await told(stream, 4)).toEqual(expected);
    });

    test('forms are told as well', async () => {
      const stream = await listen();
      const visitor = new Visitor(server());
      await visitor.submit('/todos', { title: 'Milk' });
      const [created] = await told(stream, 1);
      expect(created).toMatchObject({ type: 'todo.created', todo: { title: 'Milk' } });
      const id = created && 'todo' in created ? created.todo.id : '';
      await visitor.submit(`/todos/${id}/update`, { title: 'Bread' });
      await visitor.submit(`/todos/${id}/delete`, {});
      expect((await told(stream, 3)).slice(1)).toMatchObject([
        { type: 'todo.updated', todo: { id, title: 'Bread' } },
        { type: 'todo.deleted', id },
      ]);
    });

    test('the changes of a todo come in their order', async () => {
      const stream = await listen();
      const todo = await add(server(), 'start');
      const titles = Array.from({ length: 40 }, (_, turn) => `turn ${turn}`);
      for (const title of titles) await change('PATCH', todo, { title });
      await change('DELETE', todo);
      const messages = await told(stream, 42);
      const shown = messages.map((each) => ('todo' in each ? each.todo.title : each.type));
      expect(shown).toEqual(['start', ...titles, 'todo.deleted']);
    });

    test('of racing changes the last told is what is kept', async () => {
      const stream = await listen();
      const todo = await add(server(), 'start');
      for (let round = 1; round <= 5; round += 1) {
        const racers = Array.from({ length: 10 }, (_, racer) =>
          change('PATCH', todo, { title: `${round}-${racer}` }),
        );
        await Promise.all(racers);
        await settle(stream, server());
        // What was overtaken on its way may be left out.
        const states = stream.messages.flatMap((each) =>
          'todo' in each && each.todo.id === todo.id ? [each.todo] : [],
        );
        const kept = (await call(server(), 'GET', todo.url)).json<Todo>();
        expect(states.at(-1)).toEqual(kept);
      }
    });

    test('50 listeners hear each of 50 changes once', async () => {
      const crowd = await Promise.all(Array.from({ length: 50 }, () => listen()));
      const todos: Todo[] = [];
      for (let turn = 0; turn < 50; turn += 1) todos.push(await add(server(), `todo ${turn}`));
      const expected = todos.map((todo) => ({ type: 'todo.created', todo }));
      for (const stream of crowd) expect(await told(stream, 50)).toEqual(expected);
    });

    test('what was refused is not told', async () => {
      const todo = await add(server(), 'Milk');
      const stream = await listen();
      const json = { title: '' };
      await call(server(), 'POST', '/api/todos', { json });
      await call(server(), 'PATCH', todo.url, { json });
      const headers = { 'If-Match': '"other"' };
      await call(server(), 'PATCH', todo.url, { headers, json: { title: 'late' } });
      await call(server(), 'DELETE', todo.url, { headers });
      await call(server(), 'DELETE', '/api/todos/999999999');
      await settle(stream, server());
      expect(stream.messages).toHaveLength(1);
    });

    test.each(foreign)('%s is refused', async (_name, origin) => {
      const headers = { Origin: origin(new URL(server().url).origin) };
      if (channel === 'websocket') {
        expect(await statusOfOpening(channel, server(), headers)).toBe(403);
        return;
      }
      // A page elsewhere may not read it; that it may not even ask is one way.
      const lines = [`GET ${PATHS.sse} HTTP/1.1`, hostAndSession(server())];
      const all = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      const head = await headOf(server(), [...lines, ...all, 'Connection: close']);
      expect([200, 403]).toContain(statusOf(head));
      expect(head).not.toMatch(/access-control-allow-origin/i);
    });

    test('our own origin and no origin at all are let through', async () => {
      const own = { Origin: new URL(server().url).origin };
      for (const headers of [own, {}]) {
        const stream = await listen(server(), headers);
        await settle(stream, server());
      }
    });

    test('a client that leaves in between disturbs nobody', async () => {
      const stream = await listen();
      for (let turn = 0; turn < 10; turn += 1) (await listen()).close();
      await settle(stream, server());
      expect((await call(server(), 'GET', '/livez')).status).toBe(200);
    });

    if (channel === 'sse') eventsContract(server, listen);
    else socketsContract(server, listen);
  });
}
