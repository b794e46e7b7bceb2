import { beforeEach, describe, expect, test } from 'vitest';
import {
  expectAccessible,
  expectFocus,
  expectRows,
  expectValue,
  inChromium,
  SCREENS,
  seen,
} from './chromium.ts';
import { add, call, clear, list } from './http.ts';
import type { Server } from './server.ts';
import type { Channel } from './streams.ts';

/** Offline, the browser complains of live updates. */
const WITHOUT_CHANNEL = { expected: /WebSocket connection|EventSource|events/ };

/** The list in Chromium; with live updates it follows by itself. */
export function browserContract(server: () => Server, channel?: Channel): void {
  inChromium('the list in Chromium', server, (visit) => {
    beforeEach(() => clear(server()));

    for (const javaScriptEnabled of [true, false]) {
      test(`add, complete, rename, delete ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () =>
        visit(
          async (page) => {
            let loads = 0;
            page.on('load', () => {
              loads += 1;
            });
            await page.getByLabel('New to-do').fill('Milk & <b>bread</b>');
            await page.getByRole('button', { name: 'Add' }).click();
            await expectRows(page, ['Milk & <b>bread</b>']);
            await expectValue(page.getByLabel('New to-do'), '');
            await page.getByLabel('New to-do').fill('Eggs');
            await page.keyboard.press('Enter');
            await expectRows(page, ['Milk & <b>bread</b>', 'Eggs']);
            await page.getByRole('checkbox', { name: 'Eggs' }).click();
            await seen(page.getByText('1 of 2 completed'));
            await page.getByLabel('Rename Eggs').click();
            const title = page.locator('.todo').nth(1).getByLabel('New title');
            await title.fill('Six eggs');
            await title.press('Enter');
            await expectRows(page, ['Milk & <b>bread</b>', 'Six eggs']);
            await page.getByRole('button', { name: 'Delete Milk' }).click();
            await expectRows(page, ['Six eggs']);
            await expect.poll(() => loads, { timeout: 10_000 }).toBe(javaScriptEnabled ? 0 : 5);
            await page.reload();
            await expectRows(page, ['Six eggs']);
            await seen(page.getByText('1 of 1 completed'));
            const [todo] = await list(server());
            expect(todo).toMatchObject({ title: 'Six eggs', completed: true });
          },
          { javaScriptEnabled },
        ));

      test(`a wrong title is explained ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () =>
        visit(
          async (page) => {
            const input = page.getByLabel('New to-do');
            await input.fill('x'.repeat(201));
            await input.press('Enter');
            await seen(page.getByText('Use at most 200 characters.'));
            expect(await input.inputValue()).toBe('x'.repeat(201));
            expect(await input.getAttribute('aria-invalid')).toBe('true');
            await expectFocus(input);
            await expectRows(page, []);
            await input.fill('Milk');
            await input.press('Enter');
            await expectRows(page, ['Milk']);
            await seen(page.getByText('Use at most'), 'hidden');
          },
          { javaScriptEnabled },
        ));
    }

    test('the keyboard is enough, and focus stays where it is useful', async () => {
      for (const title of ['a', 'b', 'c']) await add(server(), title);
      await visit(async (page) => {
        await page.getByRole('checkbox', { name: 'b' }).press('Space');
        await seen(page.getByText('1 of 3 completed'));
        const checked = page.getByRole('checkbox', { name: 'b', checked: true });
        await expectFocus(checked);
        await page.keyboard.press('Tab');
        await expectFocus(page.getByLabel('Rename b'));
        await page.keyboard.press('Enter');
        await page.keyboard.type('bb');
        await page.keyboard.press('Escape');
        await expectFocus(page.getByLabel('Rename b'));
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await expectRows(page, ['a', 'c']);
        await seen(page.getByRole('status').getByText('Deleted b.'), 'attached');
        const next = page.getByRole('checkbox', { name: 'c' });
        await expectFocus(next);
      });
    });

    test('what goes wrong is told, and nothing is pretended', async () => {
      const todo = await add(server(), 'Milk');
      await visit(async (page) => {
        const box = page.getByRole('checkbox', { name: 'Milk' });
        await page.context().setOffline(true);
        await box.click();
        await seen(page.getByRole('alert').getByText('The server did not answer.'));
        expect(await box.getAttribute('aria-checked')).toBe('false');
        await page.context().setOffline(false);
        await box.click();
        await seen(page.getByText('1 of 1 completed'));
        await seen(page.getByRole('alert'), 'hidden');
        await call(server(), 'DELETE', todo.url);
        if (!channel) {
          await box.click();
          await seen(page.getByRole('alert').getByText('That to-do no longer exists.'));
        }
        await expectRows(page, []);
      }, WITHOUT_CHANNEL);
    });

    describe.each(SCREENS)('%s', (_name, options) => {
      test('the list has no accessibility violation and fits, empty, full and with errors', () =>
        visit(async (page) => {
          await expectAccessible(page);
          const titles = [
            'Milk',
            'x'.repeat(200),
            'Oat milk for the whole of next week',
            '😀 שלום',
          ];
          for (const title of titles) await add(server(), { title, completed: title === 'Milk' });
          await page.reload();
          await expectAccessible(page);
          await page.getByLabel('New to-do').fill('   ');
          await page.getByLabel('New to-do').press('Enter');
          await seen(page.getByText('Enter a title.'));
          await page.getByLabel('Rename Milk').click();
          await expectAccessible(page);
        }, options));

      test('the error pages have none either', () =>
        visit(async (page) => {
          await page.goto('/nope');
          await seen(page.getByRole('heading', { name: 'not found' }));
          await expectAccessible(page);
        }, options));

      test('without JavaScript errors stand beside their fields', () =>
        visit(
          async (page) => {
            await page.getByLabel('New to-do').fill('   ');
            await page.getByLabel('New to-do').press('Enter');
            await seen(page.getByText('Enter a title.'));
          },
          { ...options, javaScriptEnabled: false },
        ));
    });
  });
}
