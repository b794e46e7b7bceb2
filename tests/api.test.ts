import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { VERSION } from '../src/version.ts';
import { ROOT } from './tools/cli.ts';
import { inFolder, installPackage } from './tools/package.ts';
import { writeTree } from './tools/temp.ts';

const bin = (name: string, at = ROOT) => path.join(at, 'node_modules', '.bin', name);
const folder = await installPackage();

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

  test('plop is told what is missing, and asks nobody where nobody can answer', async () => {
    const project = writeTree(path.join(folder, 'plop-alone'), {
      'run.mjs': `
const { default: nodePlop } = await import(process.argv[2]);
const plop = await nodePlop();
await plop.load('create-stackstart');
const generator = plop.getGenerator('node');
const { failures } = await generator.runActions({ name: 'x' });
const refusal = await generator.runPrompts().catch(({ message }) => message);
console.log(JSON.stringify({ failures, refusal }));
`,
    });
    const plop = path.join(ROOT, 'node_modules', 'node-plop', 'src', 'index.js');
    const { stdout } = await execa(process.execPath, ['run.mjs', plop], inFolder(project));
    const { failures, refusal } = JSON.parse(stdout);
    expect(failures).toMatchObject([{ error: expect.stringContaining('was given nothing') }]);
    expect(failures[0].error).toContain('request: { name, template }');
    expect(refusal).toContain('nobody can be asked here');
    expect(refusal).toContain('my-app --template node');
  });
});
