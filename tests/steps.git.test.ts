import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { execaSync } from 'execa';
import { describe, expect, test, vi } from 'vitest';
import { cleanEnv } from './tools/cli.ts';
import { GIT, planned, useCleanEnv } from './tools/planned.ts';
import { tempDir, writeTree } from './tools/temp.ts';

useCleanEnv();

describe('git', () => {
  const repository = () => {
    const root = tempDir();
    execaSync('git', ['init', '-q'], { cwd: root, env: cleanEnv(), extendEnv: false });
    return root;
  };

  test('inside another repository none is made, and it is said', async () => {
    const outer = repository();
    mkdirSync(path.join(outer, 'apps'));
    const { byHand, notes } = await planned('node', {
      directory: path.join(outer, 'apps', 'my-app'),
    });
    expect(byHand).toEqual(['npm install --no-audit --no-fund', 'npm run migrate']);
    expect(notes).toEqual([expect.stringContaining(outer)]);
    expect(notes[0]).toContain('--git');
  });

  test('inside another repository --git makes one', async () => {
    const directory = path.join(repository(), 'my-app');
    expect((await planned('node', { directory, git: true })).byHand.slice(0, 3)).toEqual(GIT);
  });

  test('a repository that is already there is used', async () => {
    expect((await planned('node', { directory: repository() })).byHand[0]).toBe('git add --all');
  });

  test('without an author the generator signs, and it is said', async () => {
    vi.stubEnv('HOME', writeTree(tempDir(), { '.gitconfig': '[user]\n\tuseConfigOnly = true\n' }));
    const { byHand, notes } = await planned('node');
    expect(byHand[2]).toMatch(/^git -c user\.name=create-stackstart -c user\.email=\S+ commit /);
    expect(notes).toEqual([expect.stringContaining('user.name')]);
  });

  test('variables of an outer git do not lead astray', async () => {
    vi.stubEnv('GIT_DIR', path.join(repository(), '.git'));
    expect((await planned('node')).byHand.slice(0, 3)).toEqual(GIT);
  });
});
