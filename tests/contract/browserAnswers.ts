import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { expectFocus, expectRows, expectValue, inChromium, seen } from './chromium.ts';
import { add, call, clear, list } from './http.ts';
import type { Server } from './server.ts';

const API = /\/api\/todos(\/\d+)?$/;

/** The list in Chromium when answers are refused, late or not whole. */
export function browserAnswersContract(server: () => Server, isLive: boolean): void {
  inChromium('answers to the list in Chromium', server, (visit) => {
    beforeEach(() => clear(server()));

    test('too many requests: when to come back', () =>
      visit(async (page) => {
        const headers = { 'Retry-After': '7' };
        await page.route(API, (route) => route.fulfill({ status: 429, headers, json: {} }));
        await typeNew(page, 'Milk');
        await seen(page.getByRole('alert').getByText('Try again in 7 seconds.'));
        expect(await page.getByLabel('New to-do').inputValue()).toBe('Milk');
      }));

    test('an address that is gone is told of, and what was typed stays', () =>
      visit(async (page) => {
        await page.route(API, (route) => route.fulfill({ status: 404, json: {} }));
        await typeNew(page, 'Milk');
        await seen(page.getByRole('alert').getByText('no longer exists'));
        expect(await page.getByLabel('New to-do').inputValue()).toBe('Milk');
      }));

    test('an answer that is no JSON, or breaks off', () =>
      visit(async (page) => {
        await page.route(API, (route) => route.fulfill({ status: 502, body: '<h1>Bad</h1>' }));
        await typeNew(page, 'Milk');
        await seen(page.getByRole('alert').getByText('error 502'));
        await page.unroute(API);
        await page.route(API, (route) => route.fulfill({ status: 201, body: '{"id": 1, "ti' }));
        await page.keyboard.press('Enter');
        await seen(page.getByRole('alert').getByText('did not answer'));
        await expectRows(page, []);
      }));

    test('what is sent twice is added once, and what is typed meanwhile stays', () =>
      visit(async (page) => {
        const { arrived, release } = await hold(page, 'POST');
        await typeNew(page, 'Milk');
        await arrived;
        await page.keyboard.press('Enter');
        await page.getByLabel('New to-do').fill('Bread');
        release();
        await expectRows(page, ['Milk']);
        expect(await page.getByLabel('New to-do').inputValue()).toBe('Bread');
        expect(await list(server())).toHaveLength(1);
      }));

    test('of two answers about one to-do the newer counts, though the older comes later', async () => {
      await add(server(), 'Milk');
      await visit(async (page) => {
        const { arrived, release } = await hold(page, 'PATCH');
        const box = page.getByRole('checkbox');
        await box.click();
        await arrived;
        await rename(page, 'Milk', 'Oat milk');
        await expectRows(page, ['Oat milk']);
        release();
        await seen(page.getByRole('status').getByText('Milk is completed.'), 'attached');
        await expectRows(page, ['Oat milk']);
        expect(await box.getAttribute('aria-checked')).toBe('true');
        await seen(page.getByText('1 of 1 completed'));
      });
    });

    test('a change that is answered after the deletion brings nothing back', async () => {
      for (const title of ['Milk', 'Bread']) await add(server(), title);
      await visit(async (page) => {
        const { arrived, release } = await hold(page, 'PATCH');
        await page.getByRole('checkbox', { name: 'Milk' }).click();
        await arrived;
        await page.getByRole('button', { name: 'Delete Milk' }).click();
        await expectRows(page, ['Bread']);
        release();
        await seen(page.getByRole('status').getByText('Milk is completed.'), 'attached');
        await expectRows(page, ['Bread']);
        await seen(page.getByText('0 of 1 completed'));
      });
    });

    test('a rename that is given up leaves neither its text nor its error', async () => {
      await add(server(), 'Milk');
      await visit(async (page) => {
        await rename(page, 'Milk', 'x'.repeat(201));
        await seen(page.getByText('Use at most 200 characters.'));
        const input = page.getByLabel('New title');
        await expectFocus(input);
        await input.press('Escape');
        await expectFocus(page.getByLabel('Rename Milk'));
        await page.keyboard.press('Enter');
        await expectFocus(input);
        await expectValue(input, 'Milk');
        await seen(page.getByText('Use at most'), 'hidden');
        expect(await input.getAttribute('aria-invalid')).toBeNull();
      });
    });

    test('a to-do that was added can be changed like any other', () =>
      visit(async (page) => {
        await typeNew(page, 'Milk');
        await expectRows(page, ['Milk']);
        await rename(page, 'Milk', '  ');
        await seen(page.getByText('Enter a title.'));
        const [{ id } = { id: 0 }] = await list(server());
        const ids = await page.locator('#todos [id]').evaluateAll((all) => all.map((it) => it.id));
        expect(ids).toContain(`title-${id}-error`);
        expect(await page.locator('#todos').innerHTML()).not.toContain('{id}');
        const described = page.getByLabel('New title');
        expect(await described.getAttribute('aria-describedby')).toBe(`title-${id}-error`);
        await described.fill('Oat milk');
        await described.press('Enter');
        await expectRows(page, ['Oat milk']);
      }));

    test('what finds no room yet comes when a deletion is answered late', async () => {
      const titles = await addNumbered(server(), 102);
      await visit(async (page) => {
        const { arrived, release } = await hold(page, 'DELETE');
        const deletion = (title: string) =>
          page.getByRole('button', { name: `Delete ${title}`, exact: true });
        await deletion('todo 0').click();
        await arrived;
        await deletion('todo 1').click();
        await seen(page.getByRole('checkbox', { name: 'todo 100', exact: true }));
        release();
        await expectRows(page, titles.slice(2));
        await seen(page.getByText('Only the first 100'), 'hidden');
      });
    });

    test('the hundred and first to-do comes when there is room for it', async () => {
      const titles = await addNumbered(server(), 102);
      await visit(async (page) => {
        const more = page.getByText('Only the first 100');
        await expectRows(page, titles.slice(0, 100));
        for (const number of [0, 1]) {
          expect(await more.isVisible()).toBe(true);
          await page.getByRole('button', { name: `Delete todo ${number}`, exact: true }).click();
          await expectRows(page, titles.slice(number + 1, number + 101));
          await expectFocus(
            page.getByRole('checkbox', { name: `todo ${number + 1}`, exact: true }),
          );
        }
        await seen(more, 'hidden');
        await typeNew(page, 'one more');
        await seen(more);
        await expectRows(page, titles.slice(2));
        const [, , { url } = { url: '' }] = await list(server());
        await call(server(), 'DELETE', url);
        if (!isLive) await page.getByRole('checkbox', { name: 'todo 4', exact: true }).click();
        await expectRows(page, [
          ...titles.slice(2).filter((title) => title !== 'todo 4'),
          'one more',
        ]);
      });
    });
  });
}

async function addNumbered(server: Server, count: number): Promise<string[]> {
  const titles = Array.from({ length: count }, (_, index) => `todo ${index}`);
  for (const title of titles) await add(server, title);
  return titles;
}

export async function typeNew(page: Page, title: string): Promise<void> {
  await page.getByLabel('New to-do').fill(title);
  await page.keyboard.press('Enter');
}

async function rename(page: Page, from: string, to: string): Promise<void> {
  await page.getByLabel(`Rename ${from}`).click();
  const input = page.getByLabel('New title');
  await input.fill(to);
  await input.press('Enter');
}

export interface Held {
  /** The server has answered. */
  readonly arrived: Promise<void>;
  release(): void;
}

/** Holds back the answer to the next request of this kind. */
export async function hold(page: Page, method: string): Promise<Held> {
  let arrive: () => void;
  let release: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let isHeld = false;
  await page.route(API, async (route) => {
    if (isHeld || route.request().method() !== method) return route.fallback();
    isHeld = true;
    const response = await route.fetch();
    arrive();
    await released;
    await route.fulfill({ response });
  });
  return { arrived, release };
}
