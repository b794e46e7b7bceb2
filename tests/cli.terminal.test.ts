import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { requireTool } from './requireTool.ts';
import { packageWith, run } from './tools/cli.ts';
import { shellWords } from './tools/shell.ts';
import { tempDir, writeTree } from './tools/temp.ts';
import { openTerminal } from './tools/terminal.ts';
import { readTree } from './tools/tree.ts';

const { cli } = packageWith();
const QUICK = ['--no-install', '--no-git'];
const recordIn = (folder: string) =>
  JSON.parse(readFileSync(path.join(folder, '.stackstart.json'), 'utf8'));

beforeEach((context) => requireTool(context, 'python3', ['-c', 'import pty']));

/** Runs the printed command in another folder and expects the same bytes. */
async function expectSameAgain(screen: string, app: string): Promise<void> {
  const command = /To make it again:\n\s+npx create-stackstart@\S+ (.+)/.exec(screen)?.[1] ?? '';
  const cwd = tempDir();
  expect(await run(cli, [...shellWords(command), ...QUICK], { cwd })).toMatchObject({
    exitCode: 0,
  });
  const [made = ''] = readdirSync(cwd);
  expect(readTree(path.join(cwd, made))).toEqual(readTree(app));
}

describe('a person', () => {
  test('answers five questions and gets a project, and the command that makes it again', async () => {
    const cwd = tempDir();
    const terminal = openTerminal(cli, QUICK, { cwd });
    await terminal.see('Where shall the project go?');
    terminal.press('enter');
    await terminal.see('How shall we choose the stack?');
    terminal.press('enter');
    await terminal.see('What are you making? (1/5)');
    terminal.press('down', 'down', 'down', 'down', 'enter'); // Something live
    await terminal.see('(2/5)');
    terminal.press('down', 'down', 'enter'); // Mostly JavaScript or TypeScript
    await terminal.see('(3/5)');
    terminal.press('enter'); // "It is the point" is suggested for something live.
    await terminal.see('(4/5)');
    terminal.press('down', 'down', 'enter'); // A separate browser app
    await terminal.see('(5/5)');
    terminal.press('down', 'space', 'down', 'down', 'space', 'enter'); // Launching soon, our own architecture
    await terminal.see('Node.js (Express), clearly.');
    await terminal.see('Your answers:');
    terminal.press('enter');
    const { exitCode, screen } = await terminal.end();
    expect(exitCode).toBe(0);
    expect(screen).toMatch(
      /Next:\n\s+cd my-app\n\s+npm install.*\n\s+npm run migrate\n\s+npm run dev/,
    );
    expect(recordIn(path.join(cwd, 'my-app'))).toMatchObject({
      answers: {
        kind: 'live',
        lang: 'js_mostly',
        realtime: 'core',
        frontend: 'spa',
        shape: ['fast', 'free'],
        extras: ['docker', 'ci'],
      },
      assumed: ['extras'],
      forced: false,
    });
    await expectSameAgain(screen, path.join(cwd, 'my-app'));
  });

  test('does not know, and what the kind suggests is not assumed then', async () => {
    const cwd = tempDir();
    const terminal = openTerminal(cli, ['my-app', ...QUICK], { cwd });
    await terminal.see('How shall we choose the stack?');
    terminal.press('enter');
    await terminal.see('(1/5)');
    terminal.press('down', 'enter'); // A site to read: suggests a back office and ordinary pages
    await terminal.see('(2/5)');
    terminal.press('enter'); // "I do not know" comes first
    await terminal.see('(3/5)');
    terminal.press('enter');
    await terminal.see('(4/5)');
    terminal.press('up', 'enter'); // from the suggestion to "I do not know"
    await terminal.see('(5/5)');
    terminal.press('enter'); // picks nothing
    await terminal.see('Your answers:');
    terminal.press('enter');
    const { exitCode, screen } = await terminal.end();
    expect(exitCode).toBe(0);
    expect(recordIn(path.join(cwd, 'my-app'))).toMatchObject({
      stack: 'django',
      answers: { kind: 'content', backoffice: 'heavy', extras: ['docker', 'ci', 'cache'] },
      assumed: ['backoffice', 'extras'],
    });
    await expectSameAgain(screen, path.join(cwd, 'my-app'));
  });

  test('goes back, changes an answer, and takes the other stack', async () => {
    const cwd = tempDir();
    const terminal = openTerminal(cli, ['my-app', ...QUICK], { cwd });
    await terminal.see('How shall we choose the stack?');
    terminal.press('down', 'enter'); // All ten questions
    await terminal.see('(1/10)');
    terminal.press('down', 'enter'); // A site to read
    await terminal.see('(2/10)');
    terminal.press('up', 'enter'); // Back
    await terminal.see('(1/10)');
    terminal.press('down', 'enter'); // From "A site to read" to the business tool
    for (let number = 2; number <= 10; number++) {
      await terminal.see(`(${number}/10)`);
      terminal.press('enter');
    }
    await terminal.see('Your answers:');
    terminal.press('down', 'down', 'enter'); // Change an answer
    await terminal.see('Which answer shall change?');
    terminal.press('down', 'enter'); // The language
    await terminal.see('(change)');
    terminal.press('down', 'down', 'down', 'down', 'enter'); // Mostly Python
    await terminal.see('Your answers:');
    await terminal.see('Mostly Python');
    terminal.press('down', 'enter'); // the stack that is not recommended
    const { exitCode, screen } = await terminal.end();
    expect(exitCode).toBe(0);
    expect(recordIn(path.join(cwd, 'my-app'))).toMatchObject({
      answers: { kind: 'business', lang: 'py_mostly', extras: ['docker', 'ci'] },
      assumed: [],
      forced: true,
    });
    await expectSameAgain(screen, path.join(cwd, 'my-app'));
  });

  test('names the stack at once and is asked nothing more', async () => {
    const cwd = tempDir();
    const terminal = openTerminal(cli, ['my-app', ...QUICK], { cwd });
    await terminal.see('How shall we choose the stack?');
    terminal.press('up', 'enter'); // I want Django
    const { exitCode, screen } = await terminal.end();
    expect(exitCode).toBe(0);
    expect(recordIn(path.join(cwd, 'my-app'))).toMatchObject({ stack: 'django', forced: true });
    await expectSameAgain(screen, path.join(cwd, 'my-app'));
  });

  test('is asked for another folder when the first is full', async () => {
    const cwd = writeTree(tempDir(), { 'my-app/mine.txt': 'precious' });
    const terminal = openTerminal(cli, ['--template', 'node', ...QUICK], { cwd });
    await terminal.see('Where shall the project go?');
    terminal.press('enter');
    await terminal.see('is not empty: it holds mine.txt');
    terminal.type('-two');
    terminal.press('enter');
    expect(await terminal.end()).toMatchObject({ exitCode: 0 });
    expect(existsSync(path.join(cwd, 'my-app-two', 'package.json'))).toBe(true);
    expect(readdirSync(path.join(cwd, 'my-app'))).toEqual(['mine.txt']);
  });
});
