import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { packageWith, run } from './tools/cli.ts';
import { tempDir, writeTree } from './tools/temp.ts';
import { readTree } from './tools/tree.ts';

const { cli } = packageWith();
const FLAGS = [
  ...['--kind', 'live', '--extras', 'docker,ci', '--heavy', 'ml,connections', '--yes'],
  ...['--no-install', '--no-git'],
];

/** The project that these flags give, made under an environment; all files, `.env` aside. */
async function make(flags: readonly string[], env: NodeJS.ProcessEnv = {}, name = 'app') {
  const cwd = tempDir();
  const made = await run(cli, [name, ...flags], { cwd, env });
  expect(made).toMatchObject({ exitCode: 0, stderr: '' });
  return readTree(path.join(cwd, name), ['.env']);
}

describe.each(['node', 'django'])('%s: same answers, same bytes', (stack) => {
  const flags = ['--template', stack, ...FLAGS];
  const reference = make(flags);

  test.each([
    ['in another run and another folder', {}],
    ['with another home', { HOME: tempDir(), USERPROFILE: tempDir() }],
    ['in another time zone', { TZ: 'Pacific/Kiritimati' }],
    ['in another language', { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', LANGUAGE: 'tr' }],
    ['in the C locale', { LC_ALL: 'C' }],
    ['started by npm', { npm_config_user_agent: 'npm/10.8.2 node/v22.0.0 linux x64' }],
    ['on a colourful terminal', { FORCE_COLOR: '3', TERM: 'xterm-256color' }],
  ])('%s', async (_what, env) => {
    expect(await make(flags, env)).toEqual(await reference);
  });

  test('by flags or by a file, in whatever order', async () => {
    const cwd = writeTree(tempDir(), {
      'answers.json': JSON.stringify({
        heavy: ['connections', 'ml'],
        extras: ['ci', 'docker'],
        template: stack,
        kind: 'live',
      }),
    });
    const answers = ['--answers', path.join(cwd, 'answers.json')];
    expect(await make([...answers, '--yes', '--no-install', '--no-git'])).toEqual(await reference);
  });
});

test.skipIf(process.platform === 'win32').each(['002', '022'])(
  'umask %s gives the same bytes and permissions of files',
  async (umask) => {
    const cwd = tempDir();
    const flags = ['--template', 'node', ...FLAGS];
    const words = [process.execPath, cli, 'app', ...flags];
    const script = `umask ${umask}; exec "$@"`;
    await execa('sh', ['-c', script, 'sh', ...words], { cwd, stdin: 'ignore' });
    const files = (tree: Record<string, string>) =>
      Object.fromEntries(Object.entries(tree).filter(([file]) => !file.endsWith('/')));
    expect(files(readTree(path.join(cwd, 'app'), ['.env']))).toEqual(files(await make(flags)));
  },
);

test('secrets differ from project to project', async () => {
  const secret = async () => {
    const cwd = tempDir();
    await run(cli, ['app', '--template', 'node', ...FLAGS], { cwd });
    return readTree(path.join(cwd, 'app'), [])['.env'];
  };
  expect(await secret()).not.toBe(await secret());
});
