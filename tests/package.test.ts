import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { ROOT } from './tools/cli.ts';
import { inFolder, installPackage } from './tools/package.ts';
import { tempDir, writeTree } from './tools/temp.ts';

const MAX_BYTES = 1_000_000;
const QUICK = ['--template', 'node', '--no-install', '--no-git'];
const folder = await installPackage();
const root = path.join(folder, 'node_modules', 'create-stackstart');

describe('the published package', () => {
  test('is one package, needs no other, and runs nothing on install', () => {
    const installedNames = readdirSync(path.join(folder, 'node_modules'));
    expect(installedNames.filter((name) => !name.startsWith('.'))).toEqual(['create-stackstart']);
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    for (const key of ['dependencies', 'optionalDependencies', 'peerDependencies']) {
      expect(manifest[key] ?? {}).toEqual({});
    }
    for (const script of ['preinstall', 'install', 'postinstall']) {
      expect(manifest.scripts).not.toHaveProperty(script);
    }
  });

  test('is at most 1 MB unpacked and holds no source or tests', () => {
    const files = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    expect(files.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThanOrEqual(
      MAX_BYTES,
    );
    const top = new Set(files.map((file) => path.relative(root, file).split(path.sep)[0]));
    expect(
      [...top].filter((name) => ['src', 'tests', 'bench', 'node_modules'].includes(name ?? '')),
    ).toEqual([]);
    expect([...top]).toEqual(
      expect.arrayContaining(['dist', 'templates', 'LICENSE', 'package.json']),
    );
  });

  test('keeps dotfiles that npm would leave out, under other names', () => {
    for (const stack of ['node', 'django']) {
      const base = readdirSync(path.join(root, 'templates', stack, 'base'));
      expect(base).toContain('dot-gitignore');
    }
  });

  test('runs by npx, and not a word of it names the clone', async () => {
    const { stdout } = await execa(
      'npx',
      ['--offline', 'create-stackstart', 'app', ...QUICK],
      inFolder(folder),
    );
    expect(stdout).toContain('Done: ');
    expect(existsSync(path.join(folder, 'app', 'package.json'))).toBe(true);
    const dist = readdirSync(path.join(root, 'dist')).filter((name) => name.endsWith('.js'));
    for (const name of dist) {
      expect(readFileSync(path.join(root, 'dist', name), 'utf8')).not.toContain(ROOT);
    }
  });
});

test('a folder with one file makes a feature, without touching anything else', async () => {
  const copy = path.join(tempDir(), 'create-stackstart');
  mkdirSync(copy);
  cpSync(root, copy, { recursive: true });
  writeTree(path.join(copy, 'templates', 'node', 'features', 'hello', 'files'), {
    'HELLO.md': '# Hi\n',
  });
  const cli = path.join(copy, 'dist', 'cli.js');
  const cwd = tempDir();
  const call = (...args: string[]) => execa(process.execPath, [cli, ...args], inFolder(cwd));

  await call('app', '--feature', 'hello', ...QUICK);
  expect(readFileSync(path.join(cwd, 'app', 'HELLO.md'), 'utf8')).toBe('# Hi\n');
  const record = JSON.parse(readFileSync(path.join(cwd, 'app', '.stackstart.json'), 'utf8'));
  expect(record.features).toContain('hello');
  const schema = JSON.parse((await call('schema')).stdout);
  expect(schema.properties.features.items.enum).toContain('hello');

  await call('other', ...QUICK);
  expect(existsSync(path.join(cwd, 'other', 'HELLO.md'))).toBe(false);
});
