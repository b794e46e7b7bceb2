import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

const BROWSERS = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const executablePath = BROWSERS.find((path) => existsSync(path));

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];

export function launchChromium(): Promise<Browser> {
  if (!executablePath) throw new Error('no Chromium found: install it or set CHROMIUM_PATH');
  return chromium.launch({ executablePath, args: FLAGS });
}

export const SCREENS: [name: string, options: BrowserContextOptions][] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['on a phone', { viewport: { width: 390, height: 740 }, hasTouch: true, isMobile: true }],
  ['on a narrow phone', { viewport: { width: 320, height: 568 }, colorScheme: 'dark' }],
];

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Nothing sticks out to the side, and axe-core finds nothing. */
export async function expectAccessible(page: Page): Promise<void> {
  // Colours are right once the styles have come and nothing fades any more.
  await page.waitForLoadState('load');
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((it) => it.finished)));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide, 'pixels that do not fit').toBeLessThanOrEqual(0);
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    // Preloading inserts styles of its own, which the page's policy rightly refuses.
    const found = await axe.run({ preload: false });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
  expect(violations).toEqual([]);
}
