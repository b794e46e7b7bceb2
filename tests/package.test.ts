import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { VERSION } from '../src/version.ts';
import { cleanEnv, ROOT } from './tools/cli.ts';
import { tempDir, writeTree } from './tools/temp.ts';

const MAX_BYTES = 1_000_000;
const QUICK = ['--template', 'node', '--no-install', '--no-git'];
const bin = (name: string, at = ROOT) => path.join(at, 'node_modules', '.bin', name);
const inFolder = (cwd: string) =>
  ({ cwd, env: cleanEnv(), extendEnv: false, stdin: 'ignore' }) as const;

/** An empty project that has installed what `npm publish` would upload, without any network. */
async function installed(): Promise<string> {
  const folder = writeTree(tempDir(), { 'package.json': '{"type": "module", "private": true}' });
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const { stdout } = await execa('npm', pack, inFolder(ROOT));
  const [{ filename }] = JSON.parse(stdout);
  await execa('npm', ['install', '--offline', `./${filename}`], inFolder(folder));
  return folder;
}
const folder = await installed();
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

describe('the API', () => {
  const TYPED = `
import plopfile, {
  type Answers, type Files, type Recommendation, type Spec, type Template,
  Cancelled, StackstartError, VERSION, generate, loadTemplate, parseAnswers, plan, recommend, render,
} from 'create-stackstart';

const answers: Answers = parseAnswers({ kind: 'live', heavy: ['connections'] });
const recommendation: Recommendation = recommend(answers);
const stack: 'node' | 'django' | 'level' = recommendation.stack;
if (stack === 'level') throw new Error('level');
const template: Template = loadTemplate(stack);
const spec: Spec = plan({ name: 'Über App', answers }, template, process.versions.node);
const files: Files = render(template, spec);
const { written, results, directory } = await generate(
  { name: 'Über App', answers },
  { directory: process.argv[2] ?? '', install: false, git: false },
);
let code = '';
try {
  parseAnswers({ kind: 'apo' });
} catch (error) {
  if (error instanceof StackstartError) code = error.code;
}
// @ts-expect-error a stack that does not exist
loadTemplate('rails' satisfies string as 'rails');
`;
  const PRINT = `
console.log(JSON.stringify({
  stack, files: [...files.keys()], written, results, directory, code, VERSION,
  kinds: [typeof plopfile, typeof Cancelled],
}));
`;

  test('has types that resolve and are right', async () => {
    const project = writeTree(path.join(folder, 'typed'), {
      'use.mts': TYPED,
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          module: 'nodenext',
          target: 'es2023',
          strict: true,
          skipLibCheck: false,
          noEmit: true,
          types: ['node'],
          typeRoots: [path.join(ROOT, 'node_modules', '@types')],
        },
        files: ['use.mts'],
      }),
    });
    const { all, exitCode } = await execa(bin('tsc'), ['-p', project], {
      ...inFolder(project),
      reject: false,
      all: true,
    });
    expect([all, exitCode]).toEqual(['', 0]);
  });

  test('recommends, plans, renders and generates', async () => {
    const script = `${TYPED}${PRINT}`
      .replaceAll(/^ {2}type .*$/gm, '')
      .replaceAll(/const (\w+): [^=]+=/g, 'const $1 =')
      .replaceAll(/^\/\/ @ts-expect-error.*\n.*\n/gm, '');
    writeTree(folder, { 'use.mjs': script });
    const target = path.join(folder, 'by-api');
    const { stdout } = await execa(process.execPath, ['use.mjs', target], inFolder(folder));
    const { files, ...rest } = JSON.parse(stdout);
    expect(rest).toEqual({
      stack: 'node',
      written: true,
      results: [],
      directory: target,
      code: 'unknown-value',
      VERSION,
      kinds: ['function', 'function'],
    });
    const record = JSON.parse(readFileSync(path.join(target, '.stackstart.json'), 'utf8'));
    expect(record.name).toBe('Über App');
    expect(files.filter((file: string) => !existsSync(path.join(target, file)))).toEqual([]);
  });

  test('plop loads its generators from any plopfile', async () => {
    const project = writeTree(path.join(folder, 'plop'), {
      'plopfile.mjs': `export default async (plop) => { await plop.load('create-stackstart'); };\n`,
      'run.mjs': `
import path from 'node:path';
const { default: nodePlop } = await import(process.argv[2]);
const plop = await nodePlop(path.resolve('plopfile.mjs'));
const request = { name: 'by-plop', template: 'node' };
const options = { directory: path.resolve('by-plop'), install: false, git: false };
const generator = plop.getGenerator('node');
const first = await generator.runActions({ request, options });
const second = await generator.runActions({ request, options });
console.log(JSON.stringify({ names: plop.getGeneratorList().map(({ name }) => name), first, second }));
`,
    });
    const plop = path.join(ROOT, 'node_modules', 'node-plop', 'src', 'index.js');
    const { stdout } = await execa(process.execPath, ['run.mjs', plop], inFolder(project));
    const { names, first, second } = JSON.parse(stdout);
    expect(names).toEqual(['node', 'django']);
    expect(first).toMatchObject({ changes: [{ type: 'stackstart' }], failures: [] });
    expect(second).toMatchObject({
      changes: [],
      failures: [{ error: expect.stringContaining('not empty') }],
    });
    expect(existsSync(path.join(project, 'by-plop', 'package.json'))).toBe(true);
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
