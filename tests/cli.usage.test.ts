import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { VERSION } from '../src/version.ts';
import { packageWith, run } from './tools/cli.ts';
import { shellWords } from './tools/shell.ts';
import { tempDir, writeTree } from './tools/temp.ts';

const { cli } = packageWith();
const start = (args: readonly string[], cwd = tempDir(), input?: string) =>
  run(cli, args, input === undefined ? { cwd } : { cwd, input });

describe('nothing given and nobody to ask', () => {
  test.each([[[]], [['my-shop']], [['recommend']], [['my-shop', '--no-install']], [['--dry-run']]])(
    '%j stops with exit 2 and a command that really works',
    async (args) => {
      const cwd = tempDir();
      const { exitCode, stdout, stderr } = await start(args, cwd);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(readdirSync(cwd)).toEqual([]);
      const command = /npx create-stackstart@(\S+) (.+)$/m.exec(stderr);
      expect(command?.[1]).toBe(VERSION);
      const again = await start([...shellWords(command?.[2] ?? ''), '--dry-run'], cwd);
      expect(again).toMatchObject({ exitCode: 0 });
    },
  );

  test('standard input that never ends is not waited for', async () => {
    expect(await start(['my-shop'], tempDir(), 'y\n')).toMatchObject({ exitCode: 2 });
  });
});

test('an empty folder name is not this folder', async () => {
  const cwd = tempDir();
  const result = await start(['', '--template', 'node'], cwd);
  expect(result).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('empty name') });
  expect(readdirSync(cwd)).toEqual([]);
});

test('a reader that stops early does not stop the work', async () => {
  const cwd = tempDir();
  const { stdout } = await execa(
    'sh',
    ['-c', `"${process.execPath}" "${cli}" app --template node --no-install --no-git | head -1`],
    { cwd },
  );
  expect(stdout.split('\n')).toHaveLength(1);
  expect(existsSync(path.join(cwd, 'app', '.stackstart.json'))).toBe(true);
});

describe('refused with the nearest valid word, exit 2, nothing written', () => {
  test.each([
    ['--tempalte node', '--tempalte', '--template'],
    ['app --template nod', '"nod"', '"node"'],
    ['app --stack expres', '"expres"', 'node, django'],
    ['app --kind apo', '"apo"', '"api"'],
    ['app --kind api,live', 'one choice', 'api'],
    ['app --heavy none,ml', '"none"', 'none'],
    ['app --shape fast,team,free', 'up to 2', 'fast,team'],
    ['app --template node --feature dockr', '"dockr"', '"docker"'],
    ['app --template node --no-agent-md', '"agent-md"', '"agents-md"'],
    ['app --template node --no-x', '"x"', 'agents-md'],
    ['app --template node --feature sockets,polling', 'exclude each other', 'Drop one'],
    ['app --template node --db mysql', '"mysql"', 'sqlite, postgres'],
    ['app --template django --db postgres', '"postgres"', 'sqlite'],
    ['app --template node --pm pmpn', '"pmpn"', '"pnpm"'],
    ['app --template node --interactive', '--interactive', 'flags'],
    ['app --template', '--template', 'needs a value'],
    ['app --template node --yes=1', '--yes', 'takes no value'],
    ['app --template node --start --no-install', '--start', '--no-install'],
    ['app other --template node', '"other"', 'one folder'],
    ['app --template node --template django', '--template', 'Keep the one'],
    ['node_modules --template node', 'node_modules', 'another place'],
    [`${'a'.repeat(300)} --template node`, 'too long', 'shorter'],
    ['--bogus', '--bogus', 'See --help'],
    ['update', '"update"', 'Commands'],
    ['recommend app --kind api', '"app"', 'only flags'],
    ['app --yes', '0:0', '--template node'],
    ['app --kind other', '0:0', '--template django'],
    ['app --shape fast,free', '3:3', 'settle it best: --lang'],
  ])('%s', async (line, wrong, meant) => {
    const cwd = tempDir();
    const { exitCode, stdout, stderr } = await start(line.split(' '), cwd);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    const lines = stderr.trimEnd().split('\n');
    expect(lines.length).toBe(2);
    expect(stderr).toContain(wrong);
    expect(stderr).toContain(meant);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('answers files', () => {
  const withFile = (text: string) => writeTree(tempDir(), { 'answers.json': text });

  test.each([
    ['{"kind": ', 'not JSON'],
    ['[]', 'not a JSON object'],
    ['{"knd": "api"}', '"knd"'],
    ['{"kind": "apo"}', '"apo"'],
    ['{"template": "rails"}', '"rails"'],
    ['{"template": "node", "features": ["dockr"]}', '"dockr"'],
  ])('%s is refused', async (text, wrong) => {
    const cwd = withFile(text);
    const { exitCode, stderr } = await start(['app', '--answers', 'answers.json'], cwd);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(wrong);
    expect(existsSync(path.join(cwd, 'app'))).toBe(false);
  });

  test('that is missing is refused', async () => {
    const { exitCode, stderr } = await start(['app', '--answers', 'none.json']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('"none.json"');
  });

  test('- reads standard input; flags win over it', async () => {
    const input = JSON.stringify({ name: 'Über App', kind: 'api', lang: 'py_only', db: 'sqlite' });
    const args = ['--answers', '-', '--lang', 'js_only', '--dry-run', '--json'];
    const { exitCode, stdout } = await start(args, tempDir(), input);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).spec).toMatchObject({
      name: 'Über App',
      stack: 'node',
      answers: { kind: 'api', lang: 'js_only' },
    });
  });

  test('empty standard input is refused, not waited for', async () => {
    expect(await start(['app', '--answers', '-'], tempDir(), '')).toMatchObject({ exitCode: 2 });
  });
});

describe('help and version', () => {
  test.each([['--version'], ['-v']])('%s', async (flag) => {
    expect(await start([flag])).toEqual({
      exitCode: 0,
      stdout: VERSION,
      stderr: '',
      all: VERSION,
    });
  });

  test.each([['--help'], ['-h'], ['recommend --help'], ['app --template node --help']])(
    '%s prints every flag and exit code and does nothing',
    async (line) => {
      const cwd = tempDir();
      const { exitCode, stdout } = await start(line.split(' '), cwd);
      expect(exitCode).toBe(0);
      for (const word of ['--kind', '--extras', '--template', '--dry-run', '--no-install', '130']) {
        expect(stdout).toContain(word);
      }
      expect(readdirSync(cwd)).toEqual([]);
    },
  );
});

describe('recommend', () => {
  test('a level score is an answer, exit 0', async () => {
    const { exitCode, stdout } = await start(['recommend', '--kind', 'other', '--json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).recommendation).toMatchObject({ stack: 'level' });
  });

  test('writes nothing and tells scores, reasons and flips', async () => {
    const cwd = tempDir();
    const { exitCode, stdout, stderr } = await start(['recommend', '--kind', 'live', '--yes'], cwd);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^Node\.js \(Express\), /);
    expect(stdout).toMatch(/Node\.js \d+ : \d+ Django/);
    expect(stdout).toMatch(/\(kind=live, \+\d\)\n {4}E\d{3}: /);
    expect(stdout).toContain('realtime=core (It is the point; --realtime changes it)');
    expect(stdout).toContain('What would change it');
    expect(readdirSync(cwd)).toEqual([]);
  });
});
