import path from 'node:path';
import { expect, test } from 'vitest';
import { packageWith, run } from './tools/cli.ts';
import { tempDir, writeTree } from './tools/temp.ts';

const { cli } = packageWith();
const PROJECT = ['recommendation', 'spec', 'files', 'steps', 'next'];

const QUICK = '--no-install --no-git';
test.each([
  ['a project', `app --template node ${QUICK}`, 0, PROJECT],
  ['a project with steps', 'app --template node', 0, PROJECT],
  ['a dry run', 'app --template node --dry-run', 0, PROJECT],
  ['a failed step', 'app --template node --feature registry --no-git', 3, PROJECT],
  ['a recommendation', 'recommend --kind api', 0, ['recommendation', 'report', 'rules']],
  ['the machine', 'doctor', undefined, ['findings', 'usable']],
  ['an unknown flag', 'app --tempalte node', 2, ['error']],
  ['an unknown value', 'app --template nod', 2, ['error']],
  ['an unknown feature', 'app --template node --feature dockr', 2, ['error']],
  ['nothing given', '', 2, ['error']],
  ['a level score', 'app --yes', 2, ['error']],
  ['a bad answers file', 'app --answers bad.json', 2, ['error']],
  ['a full target', 'full --template node', 4, ['error']],
  ['a target below a file', 'bad.json/app --template node', 1, ['error']],
  ['a reserved word', 'update', 2, ['error']],
])('--json prints one document on stdout: %s', async (_what, line, exit, keys) => {
  const cwd = writeTree(tempDir(), { 'bad.json': '{', 'full/mine.txt': '' });
  const { exitCode, stdout, stderr } = await run(
    cli,
    [...line.split(' ').filter(Boolean), '--json'],
    {
      cwd,
    },
  );
  if (exit !== undefined) expect(exitCode).toBe(exit);
  const document = JSON.parse(stdout);
  expect(Object.keys(document)).toEqual(keys);
  if ('error' in document) {
    expect(document.error).toEqual({
      code: expect.stringMatching(/^[a-z-]+$/),
      message: expect.any(String),
      hint: expect.any(String),
    });
    expect(stderr).toBe(`${document.error.message}\n${document.error.hint}`);
  }
});

test('a failed step is told with its command and exit code, later ones as skipped', async () => {
  const args = ['app', '--template', 'node', '--feature', 'registry', '--json'];
  const { stdout, stderr } = await run(cli, args, { cwd: tempDir() });
  const { steps, next } = JSON.parse(stdout);
  expect(steps.map(({ status }: { status: string }) => status)).toEqual([
    ...['done', 'done', 'done'],
    'failed',
    ...['skipped', 'skipped', 'skipped'],
  ]);
  expect(steps[3]).toEqual({
    title: 'Install packages',
    command: 'npm install --no-audit --no-fund',
    status: 'failed',
    exitCode: 1,
    durationMs: expect.any(Number),
  });
  expect(next[0]).toBe('cd app');
  expect(next).toContain('npm install --no-audit --no-fund');
  expect(stderr).toContain('Install packages: failed');
});

test('a recommendation has every field of its type', async () => {
  const args = ['recommend', '--kind', 'content', '--yes', '--json'];
  const { stdout } = await run(cli, args, { cwd: tempDir() });
  const { recommendation } = JSON.parse(stdout);
  expect(recommendation).toEqual({
    stack: 'django',
    band: expect.stringMatching(/^(clear|lean|close)$/),
    scores: { node: expect.any(Number), django: expect.any(Number) },
    fired: expect.any(Array),
    assumed: ['backoffice', 'frontend', 'extras'],
    flips: expect.any(Array),
    conflicts: expect.any(Array),
  });
  for (const rule of recommendation.fired) {
    expect(rule).toEqual({
      id: expect.any(String),
      when: expect.any(Object),
      favors: expect.stringMatching(/^(node|django)$/),
      points: expect.any(Number),
      family: expect.any(String),
      because: expect.any(String),
      evidence: expect.arrayContaining([expect.stringMatching(/^E\d{3}$/)]),
    });
  }
});

test('the listed files are those on disk', async () => {
  const cwd = tempDir();
  const args = ['app', '--template', 'django', '--no-install', '--no-git', '--json'];
  const { stdout, stderr } = await run(cli, args, { cwd });
  const { files, spec } = JSON.parse(stdout);
  expect(files).toContainEqual({ path: 'manage.py', action: 'create' });
  expect(files).toContainEqual({ path: '.env', action: 'create' });
  expect(spec).toMatchObject({ name: 'app', stack: 'django', packageName: 'app' });
  expect(stderr).toContain(`Done: ${path.join(cwd, 'app')}`);
});
