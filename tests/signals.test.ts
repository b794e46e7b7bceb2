import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import { requireTool } from './requireTool.ts';
import { cleanEnv, FIXTURES, packageWith, run } from './tools/cli.ts';
import { tempDir, writeTree } from './tools/temp.ts';
import { openTerminal } from './tools/terminal.ts';
import { readTree } from './tools/tree.ts';

/** A feature with this many files makes writing last long enough to be hit. */
const MANY = 600;
const RUNS = 12;
const QUICK = ['--template', 'node', '--no-install', '--no-git'];

const templates = tempDir();
cpSync(FIXTURES, templates, { recursive: true });
writeTree(path.join(templates, 'node', 'features', 'many'), {
  'feature.json': '{"default": true}',
  ...Object.fromEntries(
    Array.from(Array(MANY).keys()).map((n) => [`files/d${n % 7}/${n}.txt`, `${n}\n`.repeat(50)]),
  ),
});
const { cli } = packageWith(templates);

const start = (args: readonly string[], cwd: string) =>
  execa(process.execPath, [cli, ...args], {
    cwd,
    env: cleanEnv(),
    extendEnv: false,
    reject: false,
    all: true,
    stdin: 'ignore',
  });

async function until(what: () => boolean): Promise<void> {
  while (!what()) await sleep(5);
}

describe.skipIf(process.platform === 'win32')('kill -9 leaves no project or a whole one', () => {
  let reference: Record<string, string>;
  beforeAll(async () => {
    const cwd = tempDir();
    await run(cli, ['app', ...QUICK], { cwd });
    reference = readTree(path.join(cwd, 'app'));
  });

  const hasStaging = (cwd: string) =>
    readdirSync(cwd).some((name) => name.startsWith('.stackstart-'));

  test.each(Array.from(Array(RUNS).keys()))('at a random moment (%i)', async () => {
    const cwd = tempDir();
    const child = start(['app', ...QUICK], cwd);
    await sleep(40 + Math.random() * 100);
    child.kill('SIGKILL');
    await child;
    const app = path.join(cwd, 'app');
    if (existsSync(app)) expect(readTree(app)).toEqual(reference);
  });

  test.each(Array.from(Array(RUNS).keys()))('while it writes (%i)', async () => {
    const cwd = tempDir();
    const child = start(['app', ...QUICK], cwd);
    await until(() => hasStaging(cwd) || existsSync(path.join(cwd, 'app')));
    await sleep(Math.random() * 60);
    child.kill('SIGKILL');
    await child;
    const app = path.join(cwd, 'app');
    if (existsSync(app)) expect(readTree(app)).toEqual(reference);
    else expect(hasStaging(cwd)).toBe(true);
  });

  test.each([
    ['that is new', () => {}],
    ['that exists', (app: string) => void mkdirSync(app)],
  ])('the moment something shows up in a folder %s', async (_what, arrange) => {
    for (let times = 0; times < RUNS; times++) {
      const cwd = tempDir();
      const app = path.join(cwd, 'app');
      arrange(app);
      const child = start(['app', ...QUICK], cwd);
      await until(() => existsSync(app) && readdirSync(app).length > 0);
      child.kill('SIGKILL');
      await child;
      expect(readTree(app)).toEqual(reference);
    }
  });
});

describe.skipIf(process.platform === 'win32')('Ctrl-C while installing', () => {
  const args = ['app', '--template', 'node', '--feature', 'slow'];
  const whole = async () => {
    const cwd = tempDir();
    await run(cli, [...args, '--no-install', '--no-git'], { cwd });
    return readTree(path.join(cwd, 'app'));
  };
  const interrupt = async (signal: 'SIGINT' | 'SIGTERM', ...flags: string[]) => {
    const cwd = tempDir();
    const marker = path.join(cwd, 'app', 'installing.txt');
    const child = start([...args, ...flags], cwd);
    await until(() => existsSync(marker) && readFileSync(marker, 'utf8') !== '');
    child.kill(signal);
    const { exitCode, stdout, all } = await child;
    // A signal to the command line alone does not reach what npm itself started.
    process.kill(Number(readFileSync(marker, 'utf8')), 'SIGKILL');
    return { app: path.join(cwd, 'app'), exitCode, stdout, all };
  };
  const isRunning = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  test('on a terminal it ends everything that runs', async (context) => {
    requireTool(context, 'python3', ['-c', 'import pty']);
    const cwd = tempDir();
    const terminal = openTerminal(cli, args, { cwd });
    const marker = path.join(cwd, 'app', 'installing.txt');
    await until(() => existsSync(marker) && readFileSync(marker, 'utf8') !== '');
    terminal.press('cancel');
    const { exitCode, screen } = await terminal.end();
    expect(exitCode).toBe(130);
    expect(screen).toContain('is written and whole');
    await until(() => !isRunning(Number(readFileSync(marker, 'utf8'))));
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s: exit 130, the project is whole and said to be',
    async (signal) => {
      const { app, exitCode, all } = await interrupt(signal);
      expect(exitCode).toBe(130);
      expect(all.trimEnd()).toMatch(
        new RegExp(
          `Cancelled\\. The project in ${app} is written and whole, but "Install packages" was stopped\\.$`,
        ),
      );
      expect(all).not.toContain('Done');
      expect(all).not.toContain('nothing was written');
      const { 'installing.txt': _marker, ...tree } = readTree(app);
      expect(tree).toEqual(await whole());
    },
  );

  test('--json says so in its one document', async () => {
    const { app, exitCode, stdout } = await interrupt('SIGINT', '--json');
    expect(exitCode).toBe(130);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'cancelled',
        message: `Cancelled. The project in ${app} is written and whole, but "Install packages" was stopped.`,
      },
    });
  });
});
