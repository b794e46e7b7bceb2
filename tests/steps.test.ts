import { describe, expect, test } from 'vitest';
import { detectPackageManager, findTool } from '../src/machine.ts';
import { djangoInstallSteps, howToGetPython, nodeInstallSteps } from '../src/steps/install.ts';
import { startStep } from '../src/steps/startStep.ts';
import { quoteForShell } from '../src/steps/step.ts';
import { GIT, planned, useCleanEnv } from './tools/planned.ts';

useCleanEnv();

describe('a Node project', () => {
  test('is committed pristine, installed, migrated, and its lockfile committed', async () => {
    expect((await planned('node')).byHand).toEqual([
      ...GIT,
      'npm install --no-audit --no-fund',
      'npm run migrate',
      'git add package-lock.json',
      `git commit -m 'Lock the versions of all packages'`,
    ]);
  });

  test('not installed now: the install is for later', async () => {
    const { byHand, later } = await planned('node', { install: false });
    expect(byHand).toEqual(GIT);
    expect(later.map((step) => step.byHand)).toEqual([
      'npm install --no-audit --no-fund',
      'npm run migrate',
    ]);
  });

  test('without git has no lockfile commit either', async () => {
    const { byHand, notes } = await planned('node', { git: false });
    expect(byHand).toEqual(['npm install --no-audit --no-fund', 'npm run migrate']);
    expect(notes).toEqual([]);
  });

  test.each([
    ['npm', 'npm install --no-audit --no-fund', 'npm run migrate'],
    ['pnpm', 'pnpm install --no-frozen-lockfile', 'pnpm run migrate'],
    ['yarn', 'yarn install', 'yarn run migrate'],
    ['bun', 'bun install', 'bun run migrate'],
  ] as const)('with %s', (manager, ...commands) => {
    expect(nodeInstallSteps('/x', manager).map(({ byHand }) => byHand)).toEqual(commands);
    expect(startStep('node', '/x', manager).byHand).toBe(`${manager} run dev`);
  });
});

describe('a Django project', () => {
  const python = { command: ['python3.12'], version: '3.12.1' } as const;
  const uv = { command: ['uv'], version: '0.9.0' } as const;
  const VENV = process.platform === 'win32' ? '.venv\\Scripts\\python.exe' : '.venv/bin/python';

  test.each([
    [
      'Python',
      { uv: undefined, python },
      [
        'python3.12 -m venv .venv',
        `${VENV} -m pip install --disable-pip-version-check -r requirements-dev.txt`,
        `${VENV} manage.py migrate`,
      ],
    ],
    [
      'uv and Python',
      { uv, python },
      [
        'uv venv --python 3.12.1 .venv',
        'uv pip install -r requirements-dev.txt',
        `${VENV} manage.py migrate`,
      ],
    ],
    [
      'uv alone',
      { uv, python: undefined },
      [
        `uv venv --python '>=3.10' .venv`,
        'uv pip install -r requirements-dev.txt',
        `${VENV} manage.py migrate`,
      ],
    ],
  ])('with %s', (_what, tools, commands) => {
    expect(djangoInstallSteps('/x', tools).map(({ byHand }) => byHand)).toEqual(commands);
  });

  test('without Python says how to get one, and what to run then', () => {
    const missing = 'No Python was found';
    const [first, ...rest] = djangoInstallSteps('/x', {
      uv: undefined,
      python: undefined,
      missing,
    });
    expect(first).toMatchObject({ missing, byHand: 'python3 -m venv .venv', group: 'install' });
    expect(rest.map((step) => step.missing)).toEqual([undefined, undefined]);
  });

  test.each([
    ['darwin', 'brew install python'],
    ['win32', 'winget install'],
    ['linux', 'apt install python3 python3-venv'],
    ['freebsd', 'python.org'],
  ] as const)('on %s Python is got by %s', (platform, command) => {
    expect(howToGetPython(platform)).toContain(command);
  });

  test('commits no lockfile and starts by manage.py', async () => {
    expect((await planned('django', { install: false })).byHand).toEqual(
      [...GIT].map((command) => command.replace('(node)', '(django)')),
    );
    expect(startStep('django', '/x', 'npm').byHand).toBe(`${VENV} manage.py runserver`);
  });
});

test.each([
  ['npm/10.8.2 node/v20.20.0 linux x64', 'npm'],
  ['pnpm/10.0.0 npm/? node/v22.0.0', 'pnpm'],
  ['yarn/4.9.0 npm/? node/v22', 'yarn'],
  ['bun/1.3.0 npm/?', 'bun'],
  ['cnpm/1.0', 'npm'],
  [undefined, 'npm'],
])('started by %s, packages are managed by %s', (agent, manager) => {
  expect(detectPackageManager({ npm_config_user_agent: agent })).toBe(manager);
});

test('a program is found with its version, or not at all', async () => {
  expect(await findTool([process.execPath])).toMatchObject({
    version: process.versions.node,
  });
  expect(await findTool(['no-such-tool'])).toBeUndefined();
  expect(await findTool([process.execPath], ['-e', 'process.exit(3)'])).toBeUndefined();
});

test.each([
  ['plain', 'plain'],
  ['a b', `'a b'`],
  [`it's`, `'it'\\''s'`],
  ['$HOME', `'$HOME'`],
  ['', `''`],
  ['a;b', `'a;b'`],
])('%s is typed in a shell as %s', (word, quoted) => {
  expect(quoteForShell(word)).toBe(quoted);
});
