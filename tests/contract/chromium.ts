import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
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

export const SCREENS: [name: string, options: BrowserContextOptions][] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['on a phone', { viewport: { width: 390, height: 740 }, hasTouch: true, isMobile: true }],
  ['on a narrow phone', { viewport: { width: 320, height: 568 }, colorScheme: 'dark' }],
];

export interface Visit extends BrowserContextOptions {
  /** What is opened first; the list unless told. */
  readonly path?: string;
  /** Another server than that of the suite, or the same as somebody else. */
  readonly as?: Server;
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
      if (!executablePath) throw new Error('no Chromium found: install it or set CHROMIUM_PATH');
      const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
      browser = await chromium.launch({ executablePath, args });
    }, 60_000);
    afterAll(() => browser?.close());

    register(async (use, { path = '/', as = server(), ...options } = {}) => {
      const context = await browser.newContext({ baseURL: as.url, ...options });
      try {
        await signIn(context, as);
        const page = await context.newPage();
        const complaints = complaintsOf(page);
        page.setDefaultTimeout(10_000);
        await page.goto(path);
        await use(page);
        expect(complaints).toEqual([]);
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

/** The page fits and has no accessibility violation. */
export async function expectAccessible(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide, 'pixels that do not fit').toBeLessThanOrEqual(0);
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const found = await axe.run();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
  expect(violations).toEqual([]);
}

export function seen(locator: Locator, state: 'visible' | 'attached' = 'visible'): Promise<void> {
  return locator.waitFor({ state });
}

/** The page comes to show these titles, in this order. */
export async function expectRows(page: Page, titles: string[], options = POLL): Promise<void> {
  const shown = (): Promise<string[]> => page.locator('.todo .todo-title').allTextContents();
  await expect.poll(shown, options).toEqual(titles);
}

/** Focus arrives there; browsers move it a moment after a page has loaded. */
export async function expectFocus(locator: Locator): Promise<void> {
  const hasFocus = (): Promise<boolean> =>
    locator.evaluate((element) => element === document.activeElement);
  await expect.poll(hasFocus, POLL).toBe(true);
}
