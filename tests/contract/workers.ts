import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { add, call, list } from './http.ts';
import type { Running, Stack } from './server.ts';
import { productionEnv } from './server.ts';
import { writersContract } from './versions.ts';

/** `WEB_CONCURRENCY=2`: several processes serve one list. */
export function workersContract(stack: () => Stack): void {
  describe('two processes', () => {
    let server: Running;

    beforeAll(async () => {
      const extra = { WEB_CONCURRENCY: '2', RATE_LIMIT: '100000' };
      server = await stack().launch(productionEnv(stack(), extra));
    }, 60_000);
    afterAll(async () => {
      await server?.stop('SIGKILL');
    });

    writersContract(() => server);

    test('what was written is there for the next request, whoever serves it', async () => {
      for (let round = 0; round < 30; round += 1) {
        const todo = await add(server, `round ${round}`);
        expect(await (await call(server, 'GET', todo.url)).json()).toEqual(todo);
        expect((await list(server)).at(-1)).toEqual(todo);
        expect((await call(server, 'DELETE', todo.url)).status).toBe(204);
      }
    });

    test('all processes end with it', async () => {
      expect(await server.stop('SIGTERM')).toBe(0);
      await expect(call(server, 'GET', '/livez')).rejects.toThrow();
    });
  });
}
