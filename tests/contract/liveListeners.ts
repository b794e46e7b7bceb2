import { describe, expect, test } from 'vitest';
import { Visitor } from './html.ts';
import { add, call, clear } from './http.ts';
import { type Server, until } from './server.ts';
import { anonymous, as, logIn, newClient, sessionCookie, signUp } from './sessions.ts';
import { type Channel, open, settle, statusOfOpening, told } from './streams.ts';

/** Who may listen, where accounts are on. Needs `TRUSTED_PROXIES=1`. */
export function listenersContract(server: () => Server, channel: Channel): void {
  describe(`who may listen (${channel})`, () => {
    test('nobody without a session', async () => {
      const cookie = sessionCookie(await signUp(server()));
      const planted = { Cookie: cookie.replace(/=.*/, `=${'a'.repeat(32)}`) };
      for (const headers of [{}, planted, { Origin: new URL(server().url).origin }]) {
        const status = await statusOfOpening(channel, anonymous(server()), headers);
        expect([401, 403]).toContain(status);
      }
    });

    test('nobody whose session has ended', async () => {
      const session = await signUp(server());
      const who = as(server(), session);
      expect(await statusOfOpening(channel, who)).toBe(200);
      await call(who, 'POST', '/api/auth/logout');
      expect([401, 403]).toContain(await statusOfOpening(channel, who));
    });

    test('a session that ends takes its connections along at once, and no others', async () => {
      const session = await signUp(server());
      const here = as(server(), session);
      const there = as(server(), await logIn(server(), session));
      const [ending, staying] = [await open(channel, here), await open(channel, there)];
      await call(here, 'POST', '/api/auth/logout');
      await until('the end of the connection', () => ending.ended());
      await settle(staying, there);
      expect(staying.ended()).toBeUndefined();
      expect(ending.messages).toEqual([]);
      staying.close();
    });

    test('whoever signs in anew hears nothing more by the session before', async () => {
      const session = await signUp(server());
      const who = as(server(), session);
      const stream = await open(channel, who);
      const { email, password } = session;
      await call(who, 'POST', '/api/auth/login', { json: { email, password } });
      await until('the end of the connection', () => stream.ended());
    });

    test('a new password ends the connections of all other sessions at once', async () => {
      const session = await signUp(server());
      const other = as(server(), await logIn(server(), session));
      const stranger = as(server(), await signUp(server()));
      const [ending, staying] = [await open(channel, other), await open(channel, stranger)];
      const visitor = new Visitor({ ...server(), session });
      await visitor.get('/password');
      const fields = { current_password: session.password, password: 'another password 1' };
      expect((await visitor.resubmit('/password', fields, newClient())).status).toBe(303);
      await until('the end of the connection', () => ending.ended());
      await settle(staying, stranger);
      expect(staying.ended()).toBeUndefined();
      staying.close();
    });

    test('users hear of their own todos only', async () => {
      const ada = as(server(), await signUp(server()));
      const bob = as(server(), await signUp(server()));
      const [adas, bobs] = [await open(channel, ada), await open(channel, bob)];
      const todo = await add(ada, "Ada's milk");
      await call(ada, 'PATCH', todo.url, { json: { completed: true } });
      await call(bob, 'PATCH', todo.url, { json: { completed: false } });
      await call(ada, 'DELETE', todo.url);
      await clear(ada);
      expect(await told(adas, 4)).toHaveLength(4);
      await settle(bobs, bob);
      expect(bobs.messages).toHaveLength(1);
      await clear(bob);
      await settle(adas, ada);
      expect(adas.messages).toHaveLength(5);
      for (const stream of [adas, bobs]) stream.close();
    });
  });
}
