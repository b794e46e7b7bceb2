import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { add, call, clear, list } from './http.ts';
import type { Server } from './server.ts';

const BROWSERS = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const executablePath = BROWSERS.find((path) => existsSync(path));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const POLL = { timeout: 10_000 };

const screens: [name: string, options: BrowserContextOptions][] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['on a phone', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }],
  ['on a narrow phone', { viewport: { width: 320, height: 568 }, colorScheme: 'dark' }],
];

/** The page in Chromium. Without one the tests are skipped on a laptop and fail in CI. */
export function browserContract(server: () => Server): void {
  const name = executablePath ? 'in Chromium' : 'in Chromium (none found; set CHROMIUM_PATH)';
  describe.skipIf(!executablePath && !process.env.CI)(name, { timeout: 60_000 }, () => {
    let browser: Browser;
    /** What the browser complained about: policy violations, script errors, failed downloads. */
    let complaints: string[];

    beforeAll(async () => {
      if (!executablePath) throw new Error('no Chromium found: install it or set CHROMIUM_PATH');
      browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    }, 60_000);
    afterAll(() => browser?.close());
    beforeEach(() => clear(server()));

    /** Opens the list in a fresh profile; whatever happens, the browser must have nothing to complain about. */
    async function visit(
      use: (page: Page) => Promise<void>,
      options: BrowserContextOptions = {},
    ): Promise<void> {
      const context = await browser.newContext({ baseURL: server().url, ...options });
      try {
        complaints = [];
        const page = await context.newPage();
        page.setDefaultTimeout(10_000);
        page.on('pageerror', (error) => complaints.push(error.message));
        page.on('console', (message) => {
          // Chromium logs every answer that is not a success; those are expected here.
          const expected = message.text().startsWith('Failed to load resource');
          if (!expected && message.type() === 'error') complaints.push(message.text());
        });
        await page.goto('/');
        await use(page);
        expect(complaints).toEqual([]);
      } finally {
        await context.close();
      }
    }

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
            expect(await page.getByLabel('New to-do').inputValue()).toBe('');
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
            await expect.poll(() => loads, POLL).toBe(javaScriptEnabled ? 0 : 5);
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
            expect(await page.getByText('Use at most').isVisible()).toBe(false);
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
        expect(await page.getByRole('alert').isVisible()).toBe(false);
        await call(server(), 'DELETE', todo.url);
        await box.click();
        await seen(page.getByRole('alert').getByText('That to-do no longer exists.'));
        await expectRows(page, []);
      });
    });

    describe.each(screens)('%s', (_name, options) => {
      const check = async (page: Page): Promise<void> => {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(wide, 'pixels that do not fit').toBeLessThanOrEqual(0);
        await page.evaluate(AXE);
        const violations = await page.evaluate(async () => {
          const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
          const found = await axe.run();
          return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
        });
        expect(violations).toEqual([]);
      };

      test('the list has no accessibility violation and fits, empty, full and with errors', () =>
        visit(async (page) => {
          await check(page);
          const titles = [
            'Milk',
            'x'.repeat(200),
            'Oat milk for the whole of next week',
            '😀 שלום',
          ];
          for (const title of titles) await add(server(), { title, completed: title === 'Milk' });
          await page.reload();
          await check(page);
          await page.getByLabel('New to-do').fill('   ');
          await page.getByLabel('New to-do').press('Enter');
          await seen(page.getByText('Enter a title.'));
          await page.getByLabel('Rename Milk').click();
          await check(page);
        }, options));

      test('the error pages have none either', () =>
        visit(async (page) => {
          await page.goto('/nope');
          await seen(page.getByRole('heading', { name: 'Page not found' }));
          await check(page);
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

function seen(locator: Locator, state: 'visible' | 'attached' = 'visible'): Promise<void> {
  return locator.waitFor({ state });
}

/** The page comes to show these titles, in this order. */
async function expectRows(page: Page, titles: string[]): Promise<void> {
  const shown = (): Promise<string[]> => page.locator('.todo .todo-title').allTextContents();
  await expect.poll(shown, POLL).toEqual(titles);
}

/** Focus arrives there; browsers move it a moment after a page has loaded. */
async function expectFocus(locator: Locator): Promise<void> {
  const hasFocus = (): Promise<boolean> =>
    locator.evaluate((element) => element === document.activeElement);
  await expect.poll(hasFocus, POLL).toBe(true);
}
