import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageWith, ROOT, run } from './tools/cli.ts';
import { tempDir } from './tools/temp.ts';
import { readTree } from './tools/tree.ts';

const { cli } = packageWith();

describe('--dry-run', () => {
  test('lists every file and every step, and writes nothing', async () => {
    const cwd = tempDir();
    const dry = await run(cli, ['app', '--template', 'node', '--dry-run'], { cwd });
    expect(dry).toMatchObject({ exitCode: 0, stderr: '' });
    expect(readdirSync(cwd)).toEqual([]);
    expect(dry.stdout).toContain('npm install --no-audit --no-fund   # Install packages');
    expect(dry.stdout).toContain('git init   # Create a git repository');
    expect(dry.stdout.trimEnd()).toMatch(/Dry run: nothing was written\.$/);

    const quick = ['--template', 'node', '--no-install', '--no-git'];
    await run(cli, ['app', ...quick], { cwd });
    const written = Object.keys(readTree(path.join(cwd, 'app'), [])).filter(
      (file) => !file.endsWith('/'),
    );
    const listed = dry.stdout.split('\n').filter((line) => /^ {2}\S+$/.test(line));
    expect(listed.map((line) => line.trim())).toEqual(written.sort());
  });

  test('as JSON: files to create, steps planned', async () => {
    const cwd = tempDir();
    const args = ['app', '--template', 'node', '--dry-run', '--json'];
    const { exitCode, stdout } = await run(cli, args, { cwd });
    const document = JSON.parse(stdout);
    expect(exitCode).toBe(0);
    expect(Object.keys(document)).toEqual(['recommendation', 'spec', 'files', 'steps', 'next']);
    expect(document.files).toContainEqual({ path: '.env', action: 'create' });
    expect(document.steps).toContainEqual({
      title: 'Install packages',
      command: 'npm install --no-audit --no-fund',
      status: 'planned',
      exitCode: null,
      durationMs: 0,
    });
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('answers that nobody gave', () => {
  const specOf = async (...flags: string[]) => {
    const args = ['app', '--template', 'node', '--dry-run', '--json', ...flags];
    return JSON.parse((await run(cli, args, { cwd: tempDir() })).stdout).spec;
  };

  test('--yes takes what the kind of product suggests, as assumed', async () => {
    expect(await specOf('--kind', 'content', '--yes')).toMatchObject({
      answers: { kind: 'content', backoffice: 'heavy', frontend: 'server' },
      assumed: ['backoffice', 'frontend', 'extras'],
    });
  });

  test('without --yes nothing is assumed', async () => {
    const spec = await specOf('--kind', 'content');
    expect([spec.answers, spec.assumed]).toEqual([{ kind: 'content' }, []]);
  });

  test('"unknown" declines a suggestion', async () => {
    expect(await specOf('--kind', 'content', '--backoffice', 'unknown', '--yes')).toMatchObject({
      answers: { kind: 'content', frontend: 'server' },
      assumed: ['frontend', 'extras'],
    });
  });

  test('extras that the answers make sensible are suggested, and can be declined', async () => {
    expect((await specOf('--kind', 'content', '--heavy', 'hosted_ai', '--yes')).answers).toEqual({
      kind: 'content',
      heavy: ['hosted_ai'],
      backoffice: 'heavy',
      frontend: 'server',
      extras: ['docker', 'ci', 'cache', 'jobs'],
    });
    const spec = await specOf('--kind', 'shop', '--extras', 'unknown', '--yes');
    expect([spec.answers, spec.assumed]).toEqual([{ kind: 'shop' }, []]);
  });

  test('a stack without a single answer suggests nothing', async () => {
    expect(await specOf('--yes')).toMatchObject({ answers: {}, assumed: [] });
  });

  test('an answer wins over the suggestion', async () => {
    expect(await specOf('--kind', 'content', '--backoffice', 'none', '--yes')).toMatchObject({
      answers: { backoffice: 'none', frontend: 'server' },
      assumed: ['frontend', 'extras'],
    });
  });

  test('every default is printed with the flag that changes it', async () => {
    const args = ['app', '--kind', 'live', '--realtime', 'core', '--dry-run'];
    const { stdout } = await run(cli, args, { cwd: tempDir() });
    expect(stdout).toContain('database: sqlite (--db)');
    expect(stdout).toMatch(/features: agents-md.* \(--feature adds, --no-FEATURE leaves out\)/);
    expect(stdout).toContain('package manager: npm (--pm)');
    const line = /not answered: (.+)/.exec(stdout)?.[1];
    expect(line).toBe(
      '--lang, --heavy, --data, --backoffice, --security, --frontend, --shape, --extras',
    );
  });

  test('what was given is not called a default', async () => {
    const flags = ['--db', 'postgres', '--pm', 'yarn', '--kind', 'api'];
    const args = ['app', '--template', 'node', ...flags, '--dry-run'];
    const { stdout } = await run(cli, args, { cwd: tempDir() });
    expect(stdout).not.toMatch(/\(--db\)|\(--pm\)|--kind/);
    expect(stdout).toContain('yarn install');
  });
});

test('--no-agents-md leaves AGENTS.md out', async () => {
  const list = async (...flags: string[]) => {
    const args = ['app', '--template', 'django', '--dry-run', '--json', ...flags];
    const { files } = JSON.parse((await run(cli, args, { cwd: tempDir() })).stdout);
    return files.map(({ path }: { path: string }) => path);
  };
  const [all, without] = [await list(), await list('--no-agents-md')];
  expect(all).toContain('AGENTS.md');
  expect(without).toEqual(all.filter((file: string) => file !== 'AGENTS.md'));
});

describe('files that install from the lockfile of npm', () => {
  const { cli } = packageWith(path.join(ROOT, 'templates'));
  const files = '.github/workflows/ci.yml and Dockerfile install with npm';
  const plan = async (...args: string[]) => {
    const flags = ['--template', 'node', '--feature', 'ci,docker', '--dry-run', ...args];
    return (await run(cli, ['app', ...flags], { cwd: tempDir() })).stdout;
  };

  test.each(['pnpm', 'yarn', 'bun'])('are named to whoever uses %s', async (manager) => {
    expect(await plan('--pm', manager)).toContain(files);
    expect(await plan('--pm', manager, '--feature', 'devcontainer')).toContain(files);
  });

  test('are nothing to speak of with npm', async () => {
    expect(await plan('--pm', 'npm')).not.toContain('install with npm');
  });
});
