import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { requireTool } from './requireTool.ts';
import { packageWith, run } from './tools/cli.ts';
import { tempDir } from './tools/temp.ts';
import { openTerminal, type Terminal } from './tools/terminal.ts';

const { cli } = packageWith();

describe('recommend on a terminal', () => {
  beforeEach((context) => requireTool(context, 'python3', ['-c', 'import pty']));

  /** Starts the interview with five quick questions. */
  async function start(...args: string[]): Promise<{ cwd: string; terminal: Terminal }> {
    const cwd = tempDir();
    const terminal = openTerminal(cli, ['recommend', ...args], { cwd });
    await terminal.see('How many questions?');
    terminal.press('enter');
    return { cwd, terminal };
  }

  /** Answers the next questions with what is picked beforehand. */
  async function enter(terminal: Terminal, ...numbers: number[]): Promise<void> {
    for (const number of numbers) {
      await terminal.see(`(${number}/5)`);
      terminal.press('enter');
    }
  }

  test('each question comes in plain and in expert words, with why it is asked', async () => {
    const { terminal } = await start();
    await terminal.see('What are you making? (1/5)');
    await terminal.see('In expert words: Primary product archetype');
    await terminal.see('Why we ask: Some kinds of product lean on parts');
    await terminal.see('I do not know');
    terminal.press('cancel');
    expect(await terminal.end()).toMatchObject({ exitCode: 130 });
  });

  test('level answers lead to the one question that settles it best', async () => {
    const { cwd, terminal } = await start('--shape', 'fast,free');
    for (const number of [1, 2, 3, 4]) {
      await terminal.see(`(${number}/4)`);
      terminal.press('enter');
    }
    await terminal.see('Neither stack is ahead');
    await terminal.see('What would settle it best');
    await terminal.see('and can that change? (settles it best)');
    terminal.press('down', 'down', 'down', 'down', 'enter'); // Mostly Python
    await terminal.see('Django, by a modest lead.');
    await terminal.see('Language: Mostly Python');
    terminal.press('enter'); // Done
    const { exitCode, screen } = await terminal.end();
    expect(exitCode).toBe(0);
    expect(screen).toContain('All set.');
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('whoever does not know that either is asked no more, and may change or be done', async () => {
    const { terminal } = await start('--shape', 'fast,free', '--kind', 'other', '--lang', 'both');
    for (const number of [1, 2]) {
      await terminal.see(`(${number}/2)`);
      terminal.press('enter');
    }
    await terminal.see('(settles it best)');
    terminal.press('enter'); // I do not know
    await terminal.see('Your answers:');
    terminal.press('enter');
    expect(await terminal.end()).toMatchObject({ exitCode: 0 });
  });

  test('what is assumed is shown so, and follows when the kind of product changes', async () => {
    const { terminal } = await start();
    await terminal.see('(1/5)');
    terminal.press('down', 'enter'); // A site to read
    await enter(terminal, 2, 3);
    await terminal.see('(4/5)');
    await terminal.see('Ordinary pages (made on the server; assumed so far)');
    terminal.press('up', 'enter'); // I do not know
    await enter(terminal, 5);
    await terminal.see('Staff work: Daily (assumed)');
    await terminal.see('Extras: Docker + Checks on every push + A cache (assumed)');
    terminal.press('down', 'enter'); // Change an answer
    await terminal.see('Which answer shall change?');
    terminal.press('enter'); // the kind of product
    await terminal.see('(change)');
    for (let i = 0; i < 5; i++) terminal.press('down');
    terminal.press('enter'); // A shop, of which no rule speaks
    await terminal.see('(settles it best)');
    terminal.press('enter'); // I do not know
    await terminal.see('Staff work: not answered');
    await terminal.see('Extras: Docker + Checks on every push (assumed)');
    terminal.press('enter');
    expect(await terminal.end()).toMatchObject({ exitCode: 0 });
  });

  test('--html takes the answers of the interview, after it', async () => {
    const { cwd, terminal } = await start('--html', 'page.html', '--explain');
    await terminal.see('(1/5)');
    terminal.press('down', 'down', 'enter'); // A tool for running a business
    await enter(terminal, 2, 3, 4, 5);
    await terminal.see('Your answers:');
    expect(readdirSync(cwd)).toEqual([]);
    terminal.press('enter');
    const { exitCode, screen } = await terminal.end();
    expect(exitCode).toBe(0);
    expect(screen).toMatch(/Rules that fired: 1\n/);
    expect(screen).toContain(`✓ Wrote ${path.join(cwd, 'page.html')}`);
    const page = readFileSync(path.join(cwd, 'page.html'), 'utf8');
    expect(page).toContain('<p class="verdict">Django, by a modest lead.</p>');
  });

  test('choices that exclude each other are explained and asked again', async () => {
    const { terminal } = await start();
    await enter(terminal, 1, 2, 3, 4);
    await terminal.see('(5/5)');
    terminal.press('space', 'down', 'space', 'enter'); // I do not know, and launching soon
    await terminal.see('"I do not know" excludes the others.');
    terminal.press('space', 'enter');
    await terminal.see('Django, by a modest lead.');
    await terminal.see('Your answers:');
    terminal.press('down', 'enter');
    await terminal.see('Which answer shall change?');
    terminal.press('up', 'enter'); // Back, in the menu
    await terminal.see('Your answers:');
    terminal.press('cancel');
    expect(await terminal.end()).toMatchObject({ exitCode: 130 });
  });
});

describe('the report', () => {
  const flags = ['recommend', '--realtime', 'core', '--security', 'accounts'];
  const ESCAPE = '\u001b[';

  test('is plain where it is not shown on a terminal', async () => {
    const { stdout } = await run(cli, flags, { cwd: tempDir() });
    expect(stdout).not.toContain(ESCAPE);
    expect(stdout).toMatch(/^ {2}Live and connected +5 =+\|$/m);
    expect(stdout).not.toMatch(/[█│]/);
  });

  test.each([
    ['colours', {}, true],
    ['none under NO_COLOR', { NO_COLOR: '1' }, false],
  ])('on a terminal it has bars, and %s', async (_what, env, coloured) => {
    const terminal = openTerminal(cli, [...flags, '--no-interactive'], { cwd: tempDir(), env });
    const { screen } = await terminal.end();
    expect(screen).toMatch(/^ {2}Live and connected +5 █+│$/m);
    expect(screen).toMatch(/^ {2}Protection built in +│█+ 1$/m);
    expect(terminal.printed().includes(`${ESCAPE}36m`)).toBe(coloured);
  });
});
