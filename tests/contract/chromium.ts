import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
} from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { executablePath, launchChromium } from '../tools/chromium.ts';
import type { Server } from './server.ts';

export { expectAccessible, SCREENS } from '../tools/chromium.ts';

const POLL = { timeout: 10_000 };

export interface Visit extends BrowserContextOptions {
  /** What is opened first; the list unless told. */
  readonly path?: string;
  /** Another server than that of the suite, or the same as somebody else. */
  readonly as?: Server;
  /** What the browser may complain about. */
  readonly expected?: RegExp;
}

/** Opens a page in a fresh profile; whatever happens, the browser must have nothing to complain about. */
export type Visitor = (use: (page: Page) => Promise<void>, how?: Visit) => Promise<void>;

/** Tests in Chromium. Without one they are skipped on a laptop and fail in CI. */
export function inChromium(
  what: string,
  server: () => Server,
  register: (visit: Visitor) => void,
): void {
  const name = executablePath ? what : `${what} (no Chromium found; set CHROMIUM_PATH)`;
  describe.skipIf(!executablePath && !process.env.CI)(name, { timeout: 60_000 }, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    }, 60_000);
    afterAll(() => browser?.close());

    register(async (use, { path = '/', as = server(), expected, ...options } = {}) => {
      const context = await browser.newContext({ baseURL: as.url, ...options });
      try {
        await signIn(context, as);
        const page = await context.newPage();
        const complaints = complaintsOf(page);
        page.setDefaultTimeout(10_000);
        await page.goto(path);
        await use(page);
        expect(complaints.filter((each) => !expected?.test(each))).toEqual([]);
      } finally {
        await context.close();
      }
    });
  });
}

async function signIn(context: BrowserContext, { url, session }: Server): Promise<void> {
  const cookies = session?.cookie.split('; ') ?? [];
  await context.addCookies(
    cookies.map((cookie) => {
      const [name = '', ...value] = cookie.split('=');
      return { name, value: value.join('='), url };
    }),
  );
}

/** What the browser complains about from now on: policy violations, script errors, failed downloads. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // Chromium logs every answer that is not a success; those are expected here.
    const expected = message.text().startsWith('Failed to load resource');
    if (!expected && message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

/** Comes to be visible, or what `state` says. */
export function seen(
  locator: Locator,
  state: 'visible' | 'attached' | 'hidden' = 'visible',
): Promise<void> {
  return locator.waitFor({ state });
}

/** The page comes to show these titles, in this order. */
export async function expectRows(page: Page, titles: string[], options = POLL): Promise<void> {
  const shown = (): Promise<string[]> => page.locator('.todo .todo-title').allTextContents();
  await expect.poll(shown, options).toEqual(titles);
}

/** The field comes to hold this. With live updates a row may be there before the form knows that it is. */
export async function expectValue(field: Locator, value: string): Promise<void> {
  await expect.poll(() => field.inputValue(), POLL).toBe(value);
}

/** Focus arrives there; browsers move it a moment after a page has loaded. */
export async function expectFocus(locator: Locator): Promise<void> {
  const hasFocus = (): Promise<boolean> =>
    locator.evaluate((element) => element === document.activeElement);
  await expect.poll(hasFocus, POLL).toBe(true);
}
