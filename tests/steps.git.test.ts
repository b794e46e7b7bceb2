import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { execaSync } from 'execa';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { planSteps, type StepOptions } from '../src/steps/plan.ts';
import type { StackId } from '../src/types.ts';
import { VERSION } from '../src/version.ts';
import { cleanEnv } from './tools/cli.ts';
import { specOf } from './tools/specs.ts';
import { tempDir, writeTree } from './tools/temp.ts';

beforeEach(() => {
  for (const [name, value] of Object.entries(cleanEnv())) vi.stubEnv(name, value);
});
afterEach(() => vi.unstubAllEnvs());

const plan = async (stack: StackId, options: Partial<StepOptions> = {}) => {
  const directory = options.directory ?? path.join(tempDir(), 'my-app');
  const planned = await planSteps(specOf(stack), {
    directory,
    packageManager: 'npm',
    install: true,
    git: undefined,
    ...options,
  });
  return { ...planned, byHand: planned.steps.map(({ byHand }) => byHand) };
};
const COMMIT = `git commit -m 'Start from create-stackstart ${VERSION} (node)' -m 'Stackstart-Version: ${VERSION}'`;
const GIT = ['git init', 'git add --all', COMMIT];

describe('git', () => {
  const repository = () => {
    const root = tempDir();
    execaSync('git', ['init', '-q'], { cwd: root, env: cleanEnv(), extendEnv: false });
    return root;
  };

  test('inside another repository none is made, and it is said', async () => {
    const outer = repository();
    mkdirSync(path.join(outer, 'apps'));
    const { byHand, notes } = await plan('node', { directory: path.join(outer, 'apps', 'my-app') });
    expect(byHand).toEqual(['npm install --no-audit --no-fund', 'npm run migrate']);
    expect(notes).toEqual([expect.stringContaining(outer)]);
    expect(notes[0]).toContain('--git');
  });

  test('inside another repository --git makes one', async () => {
    const directory = path.join(repository(), 'my-app');
    expect((await plan('node', { directory, git: true })).byHand.slice(0, 3)).toEqual(GIT);
  });

  test('a repository that is already there is used', async () => {
    expect((await plan('node', { directory: repository() })).byHand[0]).toBe('git add --all');
  });

  test('without an author the generator signs, and it is said', async () => {
    vi.stubEnv('HOME', writeTree(tempDir(), { '.gitconfig': '[user]\n\tuseConfigOnly = true\n' }));
    const { byHand, notes } = await plan('node');
    expect(byHand[2]).toMatch(/^git -c user\.name=create-stackstart -c user\.email=\S+ commit /);
    expect(notes).toEqual([expect.stringContaining('user.name')]);
  });

  test('variables of an outer git do not lead astray', async () => {
    vi.stubEnv('GIT_DIR', path.join(repository(), '.git'));
    expect((await plan('node')).byHand.slice(0, 3)).toEqual(GIT);
  });
});
