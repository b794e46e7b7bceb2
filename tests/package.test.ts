import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { packageWith, ROOT } from './tools/cli.ts';
import { inFolder, installPackage } from './tools/package.ts';
import { tempDir, writeTree } from './tools/temp.ts';
import { readTree } from './tools/tree.ts';

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
      expect.arrayContaining(['dist', 'schemas', 'types', 'LICENSE', 'package.json']),
    );
  });

  test('comes with the licence of every package that is bundled', () => {
    const notices = readFileSync(path.join(root, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    for (const name of ['@clack/prompts', 'execa', 'fs-extra', 'handlebars', 'node-plop']) {
      const version = manifest.devDependencies[name];
      expect(notices).toMatch(new RegExp(`^${name} ${version} \\(MIT\\)\n\n`, 'm'));
    }
    expect(notices.match(/permission is hereby granted, free of charge/gi)?.length).toBeGreaterThan(
      20,
    );
  });

  test.each(['node', 'django'])('writes the %s project that the clone writes', async (stack) => {
    const flags = ['app', '--template', stack, '--no-install', '--no-git'];
    const [here, there] = [tempDir(), tempDir()];
    await execa(process.execPath, [path.join(ROOT, 'dist', 'cli.js'), ...flags], inFolder(here));
    await execa(process.execPath, [path.join(root, 'dist', 'cli.js'), ...flags], inFolder(there));
    const tree = readTree(path.join(there, 'app'), ['.env']);
    expect(tree).toEqual(readTree(path.join(here, 'app'), ['.env']));
    expect(Object.keys(tree)).toContain('.gitignore');
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
  const { root, cli } = packageWith(path.join(ROOT, 'templates'));
  writeTree(path.join(root, 'templates', 'node', 'features', 'hello', 'files'), {
    'HELLO.md': '# Hi\n',
  });
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
