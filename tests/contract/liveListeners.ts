import { describe, expect, test } from 'vitest';
import { add, call, clear } from './http.ts';
import type { Server } from './server.ts';
import { anonymous, as, sessionCookie, signUp } from './sessions.ts';
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
