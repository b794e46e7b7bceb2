import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { hold, typeNew } from './browserAnswers.ts';
import { expectRows, inChromium, seen } from './chromium.ts';
import { add, call, clear, list } from './http.ts';
import type { Server, Stack } from './server.ts';
import { as, signUp } from './sessions.ts';

/** The page follows what others do. With accounts on the server needs a session and `TRUSTED_PROXIES=1`. */
export function browserLiveContract(server: () => Server): void {
  inChromium('live updates in Chromium', server, (visit) => {
    beforeEach(() => clear(server()));

    test('a page shows what is changed elsewhere, without reloading', async () => {
      const milk = await add(server(), 'Milk');
      await visit(async (page) => {
        await expectRows(page, ['Milk']);
        await page.waitForLoadState('load');
        const bread = await add(server(), 'Bread <b>&');
        await expectRows(page, ['Milk', 'Bread <b>&']);
        await call(server(), 'PATCH', milk.url, { json: { title: 'Oat milk', completed: true } });
        await expectRows(page, ['Oat milk', 'Bread <b>&']);
        await seen(page.getByText('1 of 2 completed'));
        await seen(page.getByRole('checkbox', { name: 'Oat milk', checked: true }));
        await call(server(), 'DELETE', bread.url);
        await expectRows(page, ['Oat milk']);
        await clear(server());
        await expectRows(page, []);
        await seen(page.locator('#empty'));
      });
    });

    test('two pages follow each other, and nothing comes twice', () =>
      visit(async (page) => {
        const other = await page.context().newPage();
        await other.goto('/');
        await typeNew(page, 'Milk');
        await expectRows(page, ['Milk']);
        await typeNew(other, 'Bread');
        for (const each of [page, other]) await expectRows(each, ['Milk', 'Bread']);
        await page.getByRole('checkbox', { name: 'Bread' }).click();
        for (const each of [page, other]) await seen(each.getByText('1 of 2 completed'));
        await other.getByRole('button', { name: 'Delete Milk' }).click();
        for (const each of [page, other]) await expectRows(each, ['Bread']);
      }));

    test('a title that is being edited is not taken away', async () => {
      const milk = await add(server(), 'Milk');
      await visit(async (page) => {
        await page.getByLabel('Rename Milk').click();
        const input = page.locator('.todo').first().getByLabel('New title');
        await input.fill('Oat milk');
        await call(server(), 'PATCH', milk.url, { json: { completed: true } });
        await add(server(), 'Bread');
        await expectRows(page, ['Milk', 'Bread']);
        expect(await input.inputValue()).toBe('Oat milk');
        await input.press('Enter');
        await expectRows(page, ['Oat milk', 'Bread']);
      });
    });

    test('what is deleted elsewhere stays away, though the answer that it was added comes later', () =>
      visit(async (page) => {
        await add(server(), 'Bread');
        await expectRows(page, ['Bread']);
        const { arrived, release } = await hold(page, 'POST');
        await typeNew(page, 'Milk');
        await arrived;
        await expectRows(page, ['Bread', 'Milk']);
        const [, milk = { url: '' }] = await list(server());
        await call(server(), 'DELETE', milk.url);
        await expectRows(page, ['Bread']);
        release();
        await seen(page.getByRole('status').getByText('Added Milk.'), 'attached');
        await expectRows(page, ['Bread']);
      }));

    test('news that come while the list is being read are not undone by it', async () => {
      const milk = await add(server(), 'Milk');
      const bread = await add(server(), 'Bread');
      const follow = async (page: Page): Promise<void> => {
        const { arrived, release } = await hold(page, 'GET');
        await page.goto('/');
        await arrived;
        await call(server(), 'DELETE', milk.url);
        await call(server(), 'PATCH', bread.url, { json: { title: 'Rye bread' } });
        await add(server(), 'Eggs');
        const fresh = await page.context().newPage();
        await fresh.goto('/');
        await expectRows(fresh, ['Rye bread', 'Eggs']);
        release();
        await expectRows(page, ['Rye bread', 'Eggs']);
        await page.getByRole('checkbox', { name: 'Eggs' }).click();
        await seen(page.getByText('1 of 2 completed'));
        await expectRows(page, ['Rye bread', 'Eggs']);
      };
      await visit(follow, { path: '/readyz' });
    });
  });
}

/** The page after its connection broke. */
export function browserLiveProcessesContract(stack: () => Stack, accounts: boolean): void {
  let current: Server;
  const known = () => current;
  inChromium('live updates in Chromium over a restart', known, (visit) => {
    test('the page comes back by itself and catches up', async () => {
      const env = { RATE_LIMIT: '100000', SECRET_KEY: randomBytes(32).toString('hex') };
      const first = await stack().launch(env);
      let last = first;
      try {
        const session = accounts ? await signUp(first) : undefined;
        const entered = <T extends Server>(server: T): T =>
          session ? as(server, session) : server;
        current = entered(first);
        await add(current, 'Milk');
        const follow = async (page: Page): Promise<void> => {
          await expectRows(page, ['Milk']);
          await first.stop('SIGTERM');
          last = await stack().launch({ ...env, PORT: new URL(first.url).port }, first);
          await add(entered(last), 'Bread');
          await expectRows(page, ['Milk', 'Bread'], { timeout: 40_000 });
          await add(entered(last), 'Eggs');
          await expectRows(page, ['Milk', 'Bread', 'Eggs'], { timeout: 20_000 });
        };
        await visit(follow, { expected: /WebSocket connection|EventSource/ });
      } finally {
        await last.stop('SIGKILL');
      }
    });
  });
}
