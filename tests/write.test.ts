import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkTarget } from '../src/target.ts';
import type { Files } from '../src/types.ts';
import { writeProject } from '../src/write.ts';
import { tempDir, writeTree } from './tools/temp.ts';
import { readTree } from './tools/tree.ts';

const FILES: Files = new Map([
  ['.stackstart.json', { content: '{}' }],
  ['README.md', { content: '# ünï\n' }],
  ['bin/run.sh', { content: '#!/bin/sh\n', mode: 0o755 }],
  ['deep/er/logo.bin', { content: new Uint8Array([0, 255]) }],
]);
const SECRETS: Files = new Map([['.env', { content: 'KEY=x\n' }]]);

async function write(directory: string, signal?: AbortSignal, files = FILES): Promise<void> {
  await writeProject(await checkTarget(directory), files, SECRETS, signal);
}

describe('writes the whole project', () => {
  test.each([
    ['to a folder that does not exist', () => path.join(tempDir(), 'app')],
    ['below folders that do not exist', () => path.join(tempDir(), 'a', 'b', 'app')],
    ['to an empty folder', () => tempDir()],
    ['to a name with blanks, quotes and emoji', () => path.join(tempDir(), `it's "my" 🚀 app`)],
    ['to a folder that holds only .git', () => writeTree(tempDir(), { '.git/HEAD': 'ref' })],
  ])('%s', async (_what, makeTarget) => {
    const target = makeTarget();
    await write(target);
    expect(readTree(target, ['.git'])).toMatchObject({
      '.stackstart.json': '644 {}',
      '.env': '600 KEY=x\n',
      'bin/run.sh': '755 #!/bin/sh\n',
      'deep/er/logo.bin': '644 \u0000\u00ff',
    });
    expect(readFileSync(path.join(target, 'README.md'), 'utf8')).toBe('# ünï\n');
    expect(readdirSync(path.dirname(target)).filter((name) => name.startsWith('.stack'))).toEqual(
      [],
    );
  });

  test('and keeps a .git that was there', async () => {
    const target = writeTree(tempDir(), { '.git/HEAD': 'ref: refs/heads/main' });
    await write(target);
    expect(readFileSync(path.join(target, '.git', 'HEAD'), 'utf8')).toBe('ref: refs/heads/main');
  });
});

describe('refuses', () => {
  const file = () => {
    const target = path.join(tempDir(), 'file');
    writeFileSync(target, 'mine');
    return target;
  };
  const link = (to: string) => {
    const target = path.join(tempDir(), 'link');
    symlinkSync(to, target);
    return target;
  };
  test.each([
    ['a folder with a file', () => writeTree(tempDir(), { 'a.txt': 'mine' }), 'target-not-empty'],
    ['a folder with a dotfile', () => writeTree(tempDir(), { '.env': 'x' }), 'target-not-empty'],
    [
      'a folder with .git and more',
      () => writeTree(tempDir(), { '.git/HEAD': '', x: '' }),
      'target-not-empty',
    ],
    ['a file', file, 'target-is-file'],
    ['a link to an empty folder', () => link(tempDir()), 'target-is-link'],
    ['a link to nowhere', () => link('/nowhere/at/all'), 'target-is-link'],
    ['a folder below a file', () => path.join(file(), 'app'), 'cannot-write'],
    ['a path that would split PATH', () => path.join(tempDir(), `a${path.delimiter}b`), 'bad-path'],
    ['a path with a line break', () => path.join(tempDir(), 'a\nb'), 'bad-path'],
  ])('%s', async (_what, makeTarget, code) => {
    await expect(checkTarget(makeTarget())).rejects.toMatchObject({ code });
  });

  test('a full folder by naming what it holds', async () => {
    const target = writeTree(tempDir(), { a: '', b: '', c: '', d: '' });
    await expect(checkTarget(target)).rejects.toThrow('a, b, c, …');
  });

  test('a file outside the project', async () => {
    const folder = tempDir();
    const files: Files = new Map([['../outside.txt', { content: 'x' }]]);
    await expect(write(path.join(folder, 'app'), undefined, files)).rejects.toMatchObject({
      code: 'broken-template',
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('leaves nothing behind', () => {
  test('when cancelled', async () => {
    const folder = tempDir();
    const target = path.join(folder, 'made', 'up', 'app');
    await expect(write(target, AbortSignal.abort())).rejects.toThrow('Cancelled');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('when cancelled in a folder that holds .git', async () => {
    const target = writeTree(tempDir(), { '.git/HEAD': '' });
    await expect(write(target, AbortSignal.abort())).rejects.toThrow('Cancelled');
    expect(readdirSync(target)).toEqual(['.git']);
  });

  test('when the folder fills while we look away', async () => {
    const folder = tempDir();
    const target = path.join(folder, 'app');
    const checked = await checkTarget(target);
    writeTree(target, { 'theirs.txt': 'precious' });
    await expect(writeProject(checked, FILES, SECRETS)).rejects.toMatchObject({
      code: 'cannot-write',
    });
    expect(readTree(folder)).toEqual({ 'app/': '755', 'app/theirs.txt': '644 precious' });
  });

  test('when a file of the same name appears beside .git', async () => {
    const target = writeTree(tempDir(), { '.git/HEAD': '' });
    const checked = await checkTarget(target);
    writeTree(target, { 'README.md': 'theirs' });
    await expect(writeProject(checked, FILES, SECRETS)).rejects.toMatchObject({
      code: 'cannot-write',
    });
    expect(readTree(target, ['.git'])).toEqual({ 'README.md': '644 theirs' });
  });

  test('when two files cannot both exist', async () => {
    const folder = tempDir();
    const files: Files = new Map([
      ['a', { content: 'file' }],
      ['a/b', { content: 'below it' }],
    ]);
    await expect(write(path.join(folder, 'app'), undefined, files)).rejects.toMatchObject({
      code: 'cannot-write',
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

test.each([
  ['022', { 'bin/run.sh': '755', 'README.md': '644', '.env': '600' }],
  ['002', { 'bin/run.sh': '755', 'README.md': '644', '.env': '600' }],
  ['000', { 'bin/run.sh': '755', 'README.md': '644', '.env': '600' }],
  ['077', { 'bin/run.sh': '700', 'README.md': '600', '.env': '600' }],
])('under umask %s permissions only get stricter', async (umask, wanted) => {
  const target = path.join(tempDir(), 'app');
  const before = process.umask(Number.parseInt(umask, 8));
  try {
    await write(target);
  } finally {
    process.umask(before);
  }
  const modes = Object.keys(wanted).map((file) => {
    const { mode } = statSync(path.join(target, file));
    return [file, (mode & 0o777).toString(8)];
  });
  expect(Object.fromEntries(modes)).toEqual(wanted);
});
