import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { execaSync } from 'execa';
import { describe, expect, test } from 'vitest';
import { VERSION } from '../src/version.ts';
import { requireTool } from './requireTool.ts';
import { cleanEnv, packageWith, run } from './tools/cli.ts';
import { tempDir } from './tools/temp.ts';
import { readTree } from './tools/tree.ts';

const { cli } = packageWith();
const git = (cwd: string, ...args: string[]) =>
  execaSync('git', args, { cwd, env: cleanEnv(), extendEnv: false }).stdout;
const whole = async (cwd: string, stack: string, ...flags: string[]) => {
  const reference = path.join(tempDir(), 'app');
  await run(cli, [reference, '--template', stack, '--no-install', '--no-git', ...flags], { cwd });
  return readTree(reference);
};

describe('everything works', () => {
  test('a Node project is installed, migrated, committed; then says what to run', async () => {
    const cwd = tempDir();
    const { exitCode, stdout } = await run(cli, ['app', '--template', 'node'], { cwd });
    const app = path.join(cwd, 'app');
    expect(exitCode).toBe(0);
    expect(stdout.trimEnd()).toMatch(/\nNext:\n {2}cd app\n {2}npm run dev\n\nDone: .*app$/);
    expect(existsSync(path.join(app, 'app.db'))).toBe(true);
    expect(git(app, 'log', '--format=%s').split('\n')).toEqual([
      'Lock the versions of all packages',
      `Start from create-stackstart ${VERSION} (node)`,
    ]);
    expect(git(app, 'status', '--porcelain')).toBe('');
  });

  test('the first commit is the pristine render and names the version; no secret is in it', async () => {
    const cwd = tempDir();
    await run(cli, ['app', '--template', 'node'], { cwd });
    const app = path.join(cwd, 'app');
    const [first = ''] = git(app, 'rev-list', '--max-parents=0', 'HEAD').split('\n');
    expect(
      git(app, 'log', '-1', '--format=%(trailers:key=Stackstart-Version,valueonly)', first),
    ).toMatch(VERSION);
    const committed = git(app, 'ls-tree', '-r', '--name-only', first).split('\n').sort();
    const rendered = Object.keys(await whole(cwd, 'node')).filter((file) => !file.endsWith('/'));
    expect(committed).toEqual(rendered.sort());
    expect(statSync(path.join(app, '.env')).mode & 0o777).toBe(0o600);
    expect(readFileSync(path.join(app, '.env'), 'utf8')).toMatch(/^SECRET_KEY=[\w-]{64}$/m);
  });

  test('a Django project gets its virtual environment and database', async (context) => {
    requireTool(context, 'python3', ['-c', 'import venv, ensurepip']);
    const cwd = tempDir();
    const { exitCode, stdout } = await run(cli, ['app', '--template', 'django'], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Done: .*app$/);
    expect(existsSync(path.join(cwd, 'app', 'app.db'))).toBe(true);
  });
});

describe('a step fails: exit 3, the project is whole, and it is said how to go on', () => {
  test('no network for npm', async () => {
    const cwd = tempDir();
    const flags = ['--template', 'node', '--feature', 'registry'];
    const { exitCode, stdout } = await run(cli, ['app', ...flags], { cwd });
    expect(exitCode).toBe(3);
    expect(stdout).toContain('npm install --no-audit --no-fund ended with 1');
    expect(stdout).toMatch(/ECONNREFUSED|request to http:\/\/127\.0\.0\.1:9/);
    expect(stdout).toContain('- Create the database: skipped');
    expect(stdout).toMatch(
      /Next:\n {2}cd app\n {2}npm install --no-audit --no-fund\n {2}npm run migrate\n {2}git add package-lock\.json\n {2}git commit .*\n {2}npm run dev\n/,
    );
    expect(stdout.trimEnd()).toMatch(
      /The project is written and whole, but "Install packages" failed\.$/,
    );
    expect(readTree(path.join(cwd, 'app'))).toEqual(
      await whole(cwd, 'node', '--feature', 'registry'),
    );
    expect(git(path.join(cwd, 'app'), 'log', '--format=%s').split('\n')).toHaveLength(1);
    expect(git(path.join(cwd, 'app'), 'status', '--porcelain')).toBe('');
  });

  test('no network for pip', async (context) => {
    requireTool(context, 'python3', ['-c', 'import venv, ensurepip']);
    const cwd = tempDir();
    const flags = ['--template', 'django', '--feature', 'registry'];
    const { exitCode, stdout } = await run(cli, ['app', ...flags], { cwd });
    expect(exitCode).toBe(3);
    expect(stdout).toContain('Install packages: failed');
    expect(stdout).toContain('stackstart-needs-network');
    expect(stdout).toMatch(/Next:\n {2}cd app\n {2}(uv pip|\.venv\/bin\/python -m pip) install /);
    expect(readTree(path.join(cwd, 'app'))).toEqual(
      await whole(cwd, 'django', '--feature', 'registry'),
    );
    expect(git(path.join(cwd, 'app'), 'log', '--format=%s').split('\n')).toHaveLength(1);
  });

  test('the package manager is missing', async () => {
    const cwd = tempDir();
    const git = path.dirname(execaSync('which', ['git']).stdout);
    const bin = tempDir();
    execaSync('ln', ['-s', path.join(git, 'git'), path.join(bin, 'git')]);
    const env = { PATH: bin };
    const { exitCode, stdout } = await run(cli, ['app', '--template', 'node'], { cwd, env });
    expect(exitCode).toBe(3);
    expect(stdout).toContain('npm install --no-audit --no-fund did not run');
  });

  test('Python is missing: how to get it', async () => {
    const cwd = tempDir();
    const flags = ['--template', 'django', '--no-git'];
    const { exitCode, stdout } = await run(cli, ['app', ...flags], {
      cwd,
      env: { PATH: tempDir() },
    });
    expect(exitCode).toBe(3);
    expect(stdout).toContain('the Django starter needs Python 3.10 or newer');
    expect(stdout).toContain('Install it: ');
    expect(readTree(path.join(cwd, 'app'))).toEqual(await whole(cwd, 'django'));
  });
});
