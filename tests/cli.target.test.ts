import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execaSync } from 'execa';
import { describe, expect, test } from 'vitest';
import { cleanEnv, packageWith, run } from './tools/cli.ts';
import { tempDir, writeTree } from './tools/temp.ts';
import { readTree } from './tools/tree.ts';

const { cli } = packageWith();
const QUICK = ['--template', 'node', '--no-install', '--no-git'];
const create = (target: string, cwd: string, flags: readonly string[] = QUICK) =>
  run(cli, [target, ...flags], { cwd });

describe('refused as unsafe: exit 4, nothing touched', () => {
  const make = {
    'a folder with a file': (app: string) => writeTree(app, { 'mine.txt': 'precious' }),
    'a folder with only a dotfile': (app: string) => writeTree(app, { '.env': 'KEY=1' }),
    'a folder with .git and more': (app: string) => writeTree(app, { '.git/HEAD': '', a: '' }),
    'a link to an empty folder': (app: string) => {
      mkdirSync(`${app}-real`);
      symlinkSync(`${app}-real`, app);
    },
    'a link to nowhere': (app: string) => symlinkSync('nowhere', app),
    'a file': (app: string) => writeFileSync(app, 'precious'),
  };

  test.each(Object.entries(make))('%s', async (_what, arrange) => {
    const cwd = tempDir();
    arrange(path.join(cwd, 'app'));
    const before = readTree(cwd, []);
    const { exitCode, stdout, stderr } = await create('app', cwd);
    expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
    expect(stderr).toContain(path.join(cwd, 'app'));
    expect(readTree(cwd, [])).toEqual(before);
  });

  test('the folder one stands in, when it is not empty', async () => {
    const cwd = writeTree(tempDir(), { 'mine.txt': 'precious' });
    expect(await create('.', cwd)).toMatchObject({ exitCode: 4 });
    expect(readdirSync(cwd)).toEqual(['mine.txt']);
  });

  test('also on a dry run', async () => {
    const cwd = writeTree(tempDir(), { 'app/mine.txt': '' });
    expect(await create('app', cwd, [...QUICK, '--dry-run'])).toMatchObject({ exitCode: 4 });
  });
});

describe('accepted', () => {
  test.each([
    ['an empty folder', 'app', (cwd: string) => void mkdirSync(path.join(cwd, 'app'))],
    ['folders to be made', 'a/b/app', () => {}],
    ['a trailing slash', 'app/', () => {}],
    ['the empty folder one stands in', '.', () => {}],
    ['a folder below a link', 'link/app', (cwd: string) => symlinkSync(tempDir(), `${cwd}/link`)],
    ['a name with blanks, quotes and emoji', `It's "my" 🚀 app`, () => {}],
  ])('%s', async (_what, target, arrange) => {
    const cwd = tempDir();
    arrange(cwd);
    expect(await create(target, cwd)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(readdirSync(path.resolve(cwd, target))).toContain('.stackstart.json');
  });

  test('a lone .git, which becomes the repository of the project', async () => {
    const cwd = tempDir();
    const env = cleanEnv();
    execaSync('git', ['init', '-q', 'app'], { cwd, env, extendEnv: false });
    const flags = ['--template', 'node', '--no-install'];
    expect(await create('app', cwd, flags)).toMatchObject({ exitCode: 0 });
    const app = path.join(cwd, 'app');
    const log = execaSync('git', ['log', '--format=%s'], { cwd: app, env, extendEnv: false });
    expect(log.stdout.split('\n')).toHaveLength(1);
  });

  test('the folder one stands in, next to its .git', async () => {
    const cwd = writeTree(tempDir(), { '.git/HEAD': 'ref: refs/heads/main\n' });
    expect(await create('.', cwd)).toMatchObject({ exitCode: 0 });
    expect(readdirSync(cwd)).toContain('README.md');
  });

  test('without a name the folder is my-app, or made from the name in the answers', async () => {
    const cwd = writeTree(tempDir(), {
      'answers.json': '{"name": "Äpfel & Co", "template": "node"}',
    });
    await run(cli, QUICK, { cwd });
    await run(cli, ['--answers', 'answers.json', ...QUICK.slice(2)], { cwd });
    expect(readdirSync(cwd).sort()).toEqual(['answers.json', 'apfel-co', 'my-app']);
  });
});

describe('refused otherwise', () => {
  test.skipIf(process.platform === 'win32')('a path that would split PATH: exit 2', async () => {
    const cwd = tempDir();
    const { exitCode, stderr } = await create('a:b', cwd);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('":"');
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('a folder below a file: exit 1', async () => {
    const cwd = writeTree(tempDir(), { file: 'x' });
    const { exitCode, stderr } = await create('file/app', cwd);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Cannot write');
    expect(readTree(cwd)).toEqual({ file: '644 x' });
  });

  test.skipIf(process.platform !== 'linux')(
    'a file system that takes no files: exit 1',
    async () => {
      const { exitCode, stderr } = await create('/proc/app', tempDir());
      expect(exitCode).toBe(1);
      expect(stderr).toContain('Cannot write');
    },
  );

  const mayWriteAnywhere = process.getuid?.() === 0 || process.platform === 'win32';
  test.skipIf(mayWriteAnywhere)('a parent folder one may not write to: exit 1', async () => {
    const cwd = tempDir();
    chmodSync(cwd, 0o555);
    const { exitCode } = await create('app', cwd);
    chmodSync(cwd, 0o755);
    expect(exitCode).toBe(1);
    expect(readdirSync(cwd)).toEqual([]);
  });
});
