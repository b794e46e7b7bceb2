import { cpSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { plan } from '../src/plan.ts';
import { render } from '../src/render.ts';
import { loadTemplate } from '../src/template.ts';
import { FIXTURES } from './tools/cli.ts';
import { NEW_NODE } from './tools/specs.ts';
import { tempDir, writeTree } from './tools/temp.ts';

/** The fixture templates with some files added or replaced. */
function changed(files: Readonly<Record<string, string>>): string {
  const root = tempDir();
  cpSync(FIXTURES, root, { recursive: true });
  return writeTree(root, files);
}

test('a stack is read with its manifest, versions, base files and features', () => {
  const template = loadTemplate('node', FIXTURES);
  expect(template).toMatchObject({
    stack: 'node',
    title: 'Node.js (Express)',
    language: 'TypeScript',
    port: 3000,
    secrets: ['SECRET_KEY'],
    runtime: { oldest: ['22.18.0', '24.9.0'], feature: 'own-node' },
    versions: { sockets: '1.2.3' },
  });
  expect([...template.databases.keys()]).toEqual(['sqlite', 'postgres']);
  expect([...template.base.keys()].sort()).toEqual([
    '.config/.keep',
    '.env.example',
    '.gitignore',
    'README.md',
    'bin/run.sh',
    'config.toml',
    'config.yaml',
    'logo.bin',
    'package.json',
    'plain.txt',
    'public/app.css',
    'src/migrate.js',
    'src/names.js',
    'src/server.js',
    'views/page.html',
  ]);
  expect([...template.features.keys()]).toEqual([
    'agents-md',
    'docker',
    'http2',
    'own-node',
    'polling',
    'registry',
    'slow',
    'sockets',
  ]);
});

test('only .hbs files are templates; the rest is bytes', () => {
  const { base } = loadTemplate('node', FIXTURES);
  expect(base.get('README.md')).toHaveProperty('handlebars');
  expect(base.get('plain.txt')).toHaveProperty('bytes');
  expect(base.get('logo.bin')).toEqual({ bytes: Buffer.from(Array.from(Array(256).keys())) });
});

test('a feature says what it needs, a silent one has defaults', () => {
  const { features } = loadTemplate('node', FIXTURES);
  expect(features.get('sockets')).toMatchObject({
    title: 'Sockets',
    default: false,
    when: [{ realtime: ['some', 'core'] }],
    unless: [],
    requires: ['http2'],
    conflicts: ['polling'],
  });
  expect(features.get('http2')).toMatchObject({
    title: 'http2',
    summary: '',
    default: false,
    when: [],
    requires: [],
    conflicts: [],
  });
});

test.each([
  [
    'two features write one path',
    { 'node/features/polling/files/src/http2.js': '' },
    ['src/http2.js', 'http2', 'polling'],
  ],
  [
    'a feature writes a file of the base',
    { 'node/features/polling/files/README.md.hbs': '' },
    ['README.md', 'base', 'polling'],
  ],
  [
    'a feature writes a shared file',
    { 'node/features/polling/files/public/app.css': '' },
    ['public/app.css', 'polling'],
  ],
  [
    'a feature fills a slot nobody declared',
    { 'node/features/polling/slots/typo.hbs': '' },
    ['typo', 'polling'],
  ],
])('%s: the template is refused', (_what, files, words) => {
  const root = changed(files);
  const template = loadTemplate('node', root);
  const spec = plan({ name: 'x', features: ['http2', 'polling'] }, template, NEW_NODE);
  expect(() => render(template, spec)).toThrow(
    expect.objectContaining({
      code: 'broken-template',
      message: expect.stringMatching(new RegExp(words.map((word) => `(?=.*${word})`).join(''))),
    }),
  );
});

test('an empty folder is a feature; files of the system are not', () => {
  const root = changed({
    'node/features/hello/files/HELLO.md': 'hi',
    [path.join('node', 'features', '.DS_Store')]: '',
  });
  const { features } = loadTemplate('node', root);
  expect([...(features.get('hello')?.files.keys() ?? [])]).toEqual(['HELLO.md']);
  expect(features.has('.DS_Store')).toBe(false);
});

test('a database is a feature folder of its own, and a feature may bring shared files', () => {
  const root = changed({
    'node/features/postgres/files/src/database.js': 'postgres',
    'node/features/sqlite/files/src/database.js': 'sqlite',
    'node/features/polling/feature.json': '{"shared": {"app.css": "public/polling.css"}}',
  });
  const template = loadTemplate('node', root);
  expect(template.features.has('postgres')).toBe(false);
  const filesOf = (db: string, features: readonly string[] = []) =>
    render(template, plan({ name: 'x', db, features }, template, NEW_NODE));
  expect(String(filesOf('postgres').get('src/database.js')?.content)).toBe('postgres');
  expect(String(filesOf('sqlite').get('src/database.js')?.content)).toBe('sqlite');
  expect(filesOf('sqlite').has('public/polling.css')).toBe(false);
  expect(String(filesOf('sqlite', ['polling']).get('public/polling.css')?.content)).toContain(
    'body',
  );
});
