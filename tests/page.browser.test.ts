import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { QUESTIONS } from '../src/questions.ts';
import type { Answers } from '../src/types.ts';
import { anyAnswers } from './support.ts';
import { executablePath, expectAccessible, launchChromium, SCREENS } from './tools/chromium.ts';
import { packageWith, run } from './tools/cli.ts';
import { tempDir } from './tools/temp.ts';

const SAMPLES = 200;
/** Command lines that run at the same time. */
const AT_ONCE = 4;
const POLL = { timeout: 10_000 };

const screens: typeof SCREENS = [...SCREENS, ['in forced colours', { forcedColors: 'active' }]];

const { cli } = packageWith();
const cwd = tempDir();
/** Without an answer `--yes` has nothing to assume from, and without either there is no command. */
const flagsOf = (answers: Answers) =>
  Object.keys(answers).length === 0
    ? ['--yes']
    : Object.entries(answers).flatMap(([id, answer]) => [`--${id}`, [answer].flat().join(',')]);

const title = executablePath ? 'in Chromium' : 'in Chromium (none found; set CHROMIUM_PATH)';
describe.skipIf(!executablePath && !process.env.CI)(title, { timeout: 240_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser?.close());

  /** Opens a page made from these flags; the browser must have nothing to complain about. */
  async function visit(
    flags: string,
    use: (page: Page) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<void> {
    const args = ['recommend', ...flags.split(' '), '--html', 'page.html'];
    expect(await run(cli, args, { cwd })).toMatchObject({ exitCode: 0 });
    const context = await browser.newContext(options);
    const complaints: string[] = [];
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => complaints.push(message.text()));
      page.on('request', (request) => {
        if (!/^(file|data):/.test(request.url())) complaints.push(request.url());
      });
      await page.goto(pathToFileURL(path.join(cwd, 'page.html')).href);
      await use(page);
      expect(complaints).toEqual([]);
    } finally {
      await context.close();
    }
  }

  const verdict = (page: Page) => page.locator('.verdict').textContent();
  const fieldset = (page: Page, name: string) => page.getByRole('group', { name });
  const inForm = (page: Page) => page.locator('form');

  test('shows what was given, and follows the mouse', () =>
    visit('--kind content --yes', async (page) => {
      expect(await verdict(page)).toBe('Django, clearly.');
      const staff = fieldset(page, 'Will staff who do not program');
      expect(await staff.getByLabel('Daily').isChecked()).toBe(true);
      expect(await staff.getByText('assumed', { exact: true }).isVisible()).toBe(true);
      await staff.getByLabel('No', { exact: true }).click();
      expect(await staff.getByText('assumed', { exact: true }).isVisible()).toBe(false);
      await fieldset(page, 'Must people see changes').getByText('It is the point').click();
      await expect.poll(() => verdict(page), POLL).toBe('Node.js (Express), by a modest lead.');
      const chart = page.getByRole('table');
      expect(await chart.getByRole('row', { name: 'Live and connected' }).innerText()).toMatch(
        /5\s+0$/,
      );
      await page.getByRole('button', { name: 'Back to the answers given' }).click();
      await expect.poll(() => verdict(page), POLL).toBe('Django, clearly.');
      expect(await staff.getByLabel('Daily').isChecked()).toBe(true);
      expect(await staff.getByText('assumed', { exact: true }).isVisible()).toBe(true);
    }));

  test('the keyboard is enough', () =>
    visit('--realtime core', async (page) => {
      await page.keyboard.press('Tab'); // the link to the answers
      await page.keyboard.press('Enter');
      const focused = () =>
        page.evaluate(() => {
          const { name, value } = document.activeElement as HTMLInputElement;
          return `${name}=${value}`;
        });
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('kind=unknown');
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('lang=unknown');
      for (const _ of [1, 2, 3, 4, 5]) await page.keyboard.press('ArrowDown');
      expect(await focused()).toBe('lang=py_only');
      await expect
        .poll(() => verdict(page), POLL)
        .toBe(
          'Django, because your language must stay, although the rules would choose Node.js (close).',
        );
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('heavy=none');
      await page.keyboard.press('Space');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      expect(await focused()).toBe('heavy=connections');
      const load = fieldset(page, 'What will keep the server busy?');
      expect(await load.getByLabel('Nothing special').isChecked()).toBe(false);
      await expect
        .poll(() => page.getByRole('heading', { name: 'What going against' }).isVisible(), POLL)
        .toBe(true);
    }));

  test('takes no more choices than a question has', () =>
    visit('--shape fast', async (page) => {
      const shape = fieldset(page, 'What matters most while building?');
      await shape.getByLabel('One style').check();
      expect(await shape.getByLabel('Our own architecture').isDisabled()).toBe(true);
      expect(await shape.getByLabel('Not clear yet').isDisabled()).toBe(false);
      await shape.getByLabel('Not clear yet').check();
      expect(await shape.getByRole('checkbox', { checked: true }).count()).toBe(1);
      expect(await shape.getByLabel('Our own architecture').isDisabled()).toBe(false);
    }));

  test('obeys a stack that is asked for, and says what that costs', () =>
    visit('--heavy ml --backoffice heavy', async (page) => {
      await inForm(page).getByLabel('Node.js (Express), whatever').check();
      await expect
        .poll(() => verdict(page), POLL)
        .toBe('Node.js (Express), as you asked, although the rules would choose Django (clear).');
      await page.getByText('The Python libraries run in a worker of their own').waitFor();
    }));

  test('a level score names the question that would settle it', () =>
    visit('--shape fast,free', async (page) => {
      expect(await verdict(page)).toMatch(/^Neither stack is ahead/);
      const settle = page.locator('section', { hasText: 'What would settle it best' });
      expect(await settle.innerText()).toContain('Which language can the people');
    }));

  test('shows the articles behind a reason', () =>
    visit('--realtime core', async (page) => {
      const claim = page.getByText('Pick Node for live applications.');
      expect(await claim.isVisible()).toBe(false);
      await page.getByText('4 claims from 4 articles').first().click();
      await claim.waitFor();
      expect(await page.locator('#report').innerText()).toMatch(/E125, strong: “Node.js vs Django/);
      await inForm(page).getByLabel('Little or none').check();
      expect(await claim.isVisible()).toBe(true);
    }));

  test('can be read without JavaScript', () =>
    visit(
      '--realtime core',
      async (page) => {
        expect(await verdict(page)).toBe('Node.js (Express), clearly.');
        expect(await page.getByRole('row', { name: 'Live and connected 5 0' }).isVisible()).toBe(
          true,
        );
        expect(await page.locator('#report').innerText()).toContain('What would change it');
      },
      { javaScriptEnabled: false },
    ));

  test(`says what the command line says, for ${SAMPLES} sets of answers`, () =>
    visit('--kind other', async (page) => {
      const sets = fc.sample(anyAnswers, { numRuns: SAMPLES, seed: 20 });
      const said = await eachOf(sets, async (answers) => {
        const args = ['recommend', ...flagsOf(answers), '--json'];
        return JSON.parse((await run(cli, args, { cwd })).stdout).report;
      });
      const shown: unknown[] = [];
      for (const answers of sets) {
        await page.evaluate(pick, { answers, ids: QUESTIONS.map(({ id }) => id) });
        shown.push(await verdict(page));
      }
      expect(shown).toEqual(said.map(({ verdict: sentence }) => sentence));
      expect(new Set(shown).size).toBeGreaterThan(5);
    }));

  describe.each(screens)('%s', (_name, options) => {
    test.each([
      '--kind content --realtime core --lang js_mostly --security sensitive --yes',
      '--lang js_only --heavy ml --backoffice heavy',
      '--shape fast,free',
    ])('%s fits and has no accessibility violation, also with everything open', (flags) =>
      visit(
        flags,
        async (page) => {
          await expectAccessible(page);
          for (const summary of await page.locator('summary').all()) await summary.click();
          await expectAccessible(page);
        },
        options,
      ),
    );
  });
});

/** Picks answers by clicking what differs, as a person would. */
function pick({ answers, ids }: { answers: Answers; ids: readonly (keyof Answers)[] }): void {
  for (const id of ids) {
    const wanted = [answers[id] ?? []].flat();
    const inputs = [...document.querySelectorAll<HTMLInputElement>(`input[name="${id}"]`)];
    // What is not wanted goes first, so that the most a question takes is never exceeded.
    for (const input of inputs) {
      if (input.type === 'checkbox' && input.checked && !wanted.includes(input.value))
        input.click();
    }
    for (const input of inputs) {
      const unknown = input.value === 'unknown' && wanted.length === 0;
      if (!input.checked && (unknown || wanted.includes(input.value))) input.click();
    }
  }
}

/** Runs a few at a time and keeps the order. */
async function eachOf<In, Out>(inputs: readonly In[], work: (input: In) => Promise<Out>) {
  const outputs: Out[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < inputs.length; index = next++) {
      outputs[index] = await work(inputs[index] as In);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return outputs;
}
