import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible, expectRows, inChromium, SCREENS, seen } from './chromium.ts';
import { add } from './http.ts';
import type { Server } from './server.ts';
import { anonymous, as, newAccount, signUp } from './sessions.ts';

const HEADING = 'h1';

/** Pages beside the list in Chromium, light, dark and on phones: no complaint, no accessibility violation. */
export function browserPagesContract(server: () => Server, paths: readonly string[]): void {
  inChromium('pages in Chromium', server, (visit) => {
    describe.each(SCREENS)('%s', (_name, options) => {
      test.each(paths)('%s', (path) =>
        visit(
          async (page) => {
            await seen(page.locator(HEADING).first());
            expect(new URL(page.url()).pathname).toBe(path);
            await expectAccessible(page);
          },
          { ...options, path },
        ),
      );
    });
  });
}

/** Accounts in Chromium. Needs a server with `TRUSTED_PROXIES=1`. */
export function browserAccountsContract(server: () => Server): void {
  inChromium('accounts in Chromium', server, (visit) => {
    const fill = async (page: Page, email: string, password: string): Promise<void> => {
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password').fill(password);
    };

    describe.each(SCREENS)('%s', (_name, options) => {
      test.each(['/login', '/signup'])('%s, empty and with errors', (path) =>
        visit(
          async (page) => {
            await expectAccessible(page);
            await page.locator('form').evaluateAll((forms) => {
              for (const form of forms) form.setAttribute('novalidate', '');
            });
            await fill(page, 'nobody', 'short');
            const answer = page.waitForEvent('load');
            await page.locator('main form [type=submit], main form button').first().click();
            await answer;
            await expectAccessible(page);
          },
          { ...options, path, as: anonymous(server()) },
        ),
      );

      test('with a session: the list, the password and signing out', async () => {
        const who = as(server(), await signUp(server()));
        await add(who, 'Milk');
        await visit(
          async (page) => {
            await expectRows(page, ['Milk']);
            await seen(page.getByText(who.session?.email ?? ''));
            await expectAccessible(page);
            await page.getByRole('link', { name: 'Password' }).click();
            await seen(page.getByLabel('Current password'));
            await expectAccessible(page);
            await page.goto('/logout');
            await expectAccessible(page);
          },
          { ...options, as: who },
        );
      });
    });

    for (const javaScriptEnabled of [true, false]) {
      test(`from no account to a list and out ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () =>
        visit(
          async (page) => {
            const { email, password } = newAccount();
            await page.getByRole('link', { name: 'Create account' }).click();
            await page.waitForURL(/\/signup/);
            await fill(page, email, password);
            await page.getByRole('button', { name: 'Create account' }).click();
            await page.getByLabel('New to-do').fill('Milk');
            await page.keyboard.press('Enter');
            await expectRows(page, ['Milk']);
            await page.getByRole('button', { name: 'Sign out' }).click();
            await page.waitForURL(/\/login/);
            await fill(page, email, 'wrong horse battery');
            await page.getByRole('button', { name: 'Sign in' }).click();
            await seen(page.getByText('E-mail or password is wrong.'));
            await fill(page, email, password);
            await page.getByRole('button', { name: 'Sign in' }).click();
            await expectRows(page, ['Milk']);
          },
          { as: anonymous(server()), javaScriptEnabled },
        ));
    }
  });
}
