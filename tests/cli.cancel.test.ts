import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { requireTool } from './requireTool.ts';
import { packageWith } from './tools/cli.ts';
import { tempDir } from './tools/temp.ts';
import { openTerminal } from './tools/terminal.ts';

const { cli } = packageWith();
const QUICK = ['--no-install', '--no-git'];

beforeEach((context) => requireTool(context, 'python3', ['-c', 'import pty']));

describe('Ctrl-C: exit 130, nothing on disk', () => {
  test.each([
    ['the first', []],
    ['a middle', ['How shall we choose', '(1/5)', '(2/5)']],
    [
      'the last',
      [
        ...['How shall we choose', '(1/5)', '(2/5)', '(3/5)', '(4/5)', '(5/5)'],
        ...['settles it best', 'Your answers'],
      ],
    ],
  ])('at %s prompt', async (_which, later) => {
    const cwd = tempDir();
    const terminal = openTerminal(cli, [], { cwd });
    await terminal.see('Where shall the project go?');
    for (const prompt of later) {
      terminal.press('enter');
      await terminal.see(prompt);
    }
    terminal.press('cancel');
    const { exitCode, screen } = await terminal.end();
    expect(exitCode).toBe(130);
    expect(screen.trimEnd()).toMatch(/Cancelled, nothing was written$/);
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('choosing to stop is the same', async () => {
    const cwd = tempDir();
    const terminal = openTerminal(cli, ['app', '--kind', 'live', '--lang', 'both'], { cwd });
    await terminal.see('How shall we choose');
    terminal.press('enter');
    for (const number of ['(1/3)', '(2/3)', '(3/3)']) {
      await terminal.see(number);
      terminal.press('enter');
    }
    await terminal.see('Your answers:');
    terminal.press('up', 'enter');
    expect(await terminal.end()).toMatchObject({ exitCode: 130 });
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('never prompts', () => {
  test.each([
    ['CI is set', ['my-app'], { CI: '1' }, 2],
    ['CI is true', ['recommend'], { CI: 'true' }, 2],
    ['--no-interactive', ['my-app', '--no-interactive'], {}, 2],
    ['--yes', ['my-app', '--yes', '--template', 'node', ...QUICK], {}, 0],
    ['--json', ['my-app', '--json'], {}, 2],
    ['--interactive though CI is set', ['my-app', '--interactive'], { CI: '1' }, 2],
  ])('%s', async (_what, args, env, exit) => {
    const { exitCode, screen } = await openTerminal(cli, args, { cwd: tempDir(), env }).end();
    expect(exitCode).toBe(exit);
    expect(screen).not.toMatch(/Where shall|How shall|How many/);
  });

  test.each(['', '0', 'false'])('CI=%j does not count as CI', async (CI) => {
    const terminal = openTerminal(cli, ['recommend'], { cwd: tempDir(), env: { CI } });
    await terminal.see('How many questions?');
    terminal.press('cancel');
    expect(await terminal.end()).toMatchObject({ exitCode: 130 });
  });
});

test('a full target is refused before any question', async () => {
  const cwd = tempDir();
  mkdirSync(path.join(cwd, 'app', 'mine'), { recursive: true });
  const { exitCode, screen } = await openTerminal(cli, ['app'], { cwd }).end();
  expect(exitCode).toBe(4);
  expect(screen).not.toContain('How shall');
});
