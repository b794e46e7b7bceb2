/** Makes the pictures of the README from real runs: `npm run pictures`, which builds first. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { chromium } from 'playwright-core';
import { openScreen } from './screen.ts';
import { drawScreen } from './svg.ts';

const CLI = path.resolve('dist/cli.js');
const FOLDER = path.resolve('docs/pictures');
const DOWN = '\u001b[B';
const ENTER = '\r';
const ANSWERS = ['--kind', 'business', '--lang', 'js_mostly', '--realtime', 'some'];
const MORE = ['--data', 'relational', '--backoffice', 'heavy', '--security', 'accounts'];

const cwd = mkdtempSync(path.join(os.tmpdir(), 'stackstart-pictures-'));
try {
  await drawQuestions();
  await drawVerdict();
  await photographPage();
} finally {
  rmSync(cwd, { recursive: true, force: true });
}

async function drawQuestions(): Promise<void> {
  const size = { cwd, columns: 96, rows: 40 };
  const { see, type, terminal } = openScreen([process.execPath, CLI, 'my-crm'], size);
  await see('How shall we choose the stack?');
  type(ENTER);
  await see('(1/5)');
  type(DOWN + DOWN + ENTER); // A tool for running a business
  await see('(2/5)');
  type(DOWN + DOWN + ENTER); // Mostly JavaScript or TypeScript
  await see('(3/5)');
  type(DOWN + DOWN); // In places
  await see('In places');
  save('questions.svg', drawScreen(terminal, 'create-stackstart asks the third of five questions'));
  type('\u0003');
}

async function drawVerdict(): Promise<void> {
  const size = { cwd, columns: 96, rows: 70 };
  const command = [process.execPath, CLI, 'recommend', ...ANSWERS, ...MORE, '--no-interactive'];
  const { see, terminal } = openScreen(command, size);
  await see('What it means for the project');
  save('verdict.svg', drawScreen(terminal, 'create-stackstart recommends Django and says why'));
}

async function photographPage(): Promise<void> {
  const file = path.join(cwd, 'page.html');
  await execa(process.execPath, [CLI, 'recommend', ...ANSWERS, ...MORE, '--html', file]);
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const context = await browser.newContext({ viewport: { width: 1100, height: 820 } });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    const session = await context.newCDPSession(page);
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
    save('page.webp', Buffer.from(data, 'base64'));
  } finally {
    await browser.close();
  }
}

function save(name: string, content: string | Buffer): void {
  writeFileSync(path.join(FOLDER, name), content);
  console.log(`docs/pictures/${name}: ${Buffer.byteLength(content)} bytes`);
}
