import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { execaSync } from 'execa';
import { beforeEach, expect, test } from 'vitest';
import { requireTool } from './requireTool.ts';
import { cleanEnv, packageWith, run } from './tools/cli.ts';
import { tempDir, writeTree } from './tools/temp.ts';

const { cli } = packageWith();
const git = (cwd: string, ...args: string[]) =>
  execaSync('git', args, { cwd, env: cleanEnv(), extendEnv: false }).stdout;

beforeEach((context) => requireTool(context, 'git'));

test.each([
  ['a hook says no', '[core]\n\thooksPath = HOOKS\n'],
  [
    'commits must be signed by a key that is not there',
    '[commit]\n\tgpgsign = true\n[user]\n\tsigningkey = none\n',
  ],
])('git: %s', async (_what, config) => {
  const cwd = tempDir();
  const hooks = writeTree(tempDir(), {
    'pre-commit':
      '#!/bin/sh\nfor n in $(seq 40); do echo line $n; done; echo not today >&2\nexit 1\n',
  });
  execaSync('chmod', ['+x', path.join(hooks, 'pre-commit')]);
  const identity = '[user]\n\tname = Ada\n\temail = ada@example.org\n';
  const home = writeTree(tempDir(), { '.gitconfig': identity + config.replace('HOOKS', hooks) });
  const env = { HOME: home };
  const { exitCode, stdout } = await run(cli, ['app', '--template', 'node'], { cwd, env });
  expect(exitCode).toBe(3);
  expect(stdout).toContain('Make the first commit: failed');
  // The last words of the command, not all of them.
  expect(stdout).toMatch(/not today|gpg/);
  expect(stdout).not.toMatch(/line 9$/m);
  expect(stdout.includes('line 40')).toBe(stdout.includes('not today'));
  expect(stdout).toMatch(/Next:\n {2}cd app\n {2}git commit -m 'Start from /);
  expect(stdout).toContain('✓ Install packages');
  expect(existsSync(path.join(cwd, 'app', 'app.db'))).toBe(true);
});

const QUICK = ['--template', 'node', '--no-install'];

test('no author: the generator signs the first commit and says so', async () => {
  const cwd = tempDir();
  const home = writeTree(tempDir(), { '.gitconfig': '[user]\n\tuseConfigOnly = true\n' });
  const { exitCode, stdout } = await run(cli, ['app', ...QUICK], { cwd, env: { HOME: home } });
  expect(exitCode).toBe(0);
  expect(stdout).toContain('git knows no user.name and user.email');
  expect(git(path.join(cwd, 'app'), 'log', '--format=%an')).toBe('create-stackstart');
});

test('inside another repository no repository is made, unless --git asks for one', async () => {
  const cwd = tempDir();
  git(cwd, 'init', '-q');
  mkdirSync(path.join(cwd, 'apps'));
  const { stdout } = await run(cli, ['apps/one', ...QUICK], { cwd });
  expect(stdout).toContain('Inside the git repository');
  expect(existsSync(path.join(cwd, 'apps', 'one', '.git'))).toBe(false);
  await run(cli, ['apps/two', '--git', ...QUICK], { cwd });
  expect(existsSync(path.join(cwd, 'apps', 'two', '.git'))).toBe(true);
});

test('--no-git makes none', async () => {
  const cwd = tempDir();
  const { exitCode, stdout } = await run(cli, ['app', '--no-git', ...QUICK], { cwd });
  expect(exitCode).toBe(0);
  expect(stdout).not.toContain('git');
  expect(existsSync(path.join(cwd, 'app', '.git'))).toBe(false);
});
