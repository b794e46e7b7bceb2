import { chmodSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageWith, run } from './tools/cli.ts';
import { tempDir, writeTree } from './tools/temp.ts';

const { cli } = packageWith();

/** A PATH with just these programs, each printing a version. */
function machine(tools: Readonly<Record<string, string>>): string {
  const bin = writeTree(
    tempDir(),
    Object.fromEntries(
      Object.entries(tools).map(([name, version]) => [
        name,
        `#!/bin/sh\necho ${name} ${version}\n`,
      ]),
    ),
  );
  for (const name of Object.keys(tools)) {
    const file = path.join(bin, name);
    chmodSync(file, 0o755);
  }
  return bin;
}

async function doctor(tools: Readonly<Record<string, string>>) {
  const env = { PATH: machine(tools) };
  const cwd = tempDir();
  const { exitCode, stdout } = await run(cli, ['doctor', '--json'], { cwd, env });
  const { findings, usable } = JSON.parse(stdout) as {
    findings: { tool: string; status: string; found?: string; mend?: string }[];
    usable: string[];
  };
  const text = await run(cli, ['doctor'], { cwd, env });
  return {
    exitCode,
    usable,
    text,
    of: (name: string) => findings.find(({ tool }) => tool === name),
  };
}

test.skipIf(process.platform === 'win32').each([
  ['everything', { npm: '10.8.2', python3: '3.12.1', git: '2.39.5' }, 0, ['node', 'django']],
  ['no Python', { npm: '10.8.2', git: '2.39.5' }, 0, ['node']],
  ['an old Python', { npm: '10.8.2', python3: '3.9.2' }, 0, ['node']],
  [
    'an old Python beside a new one',
    { npm: '10.8.2', python3: '3.9.2', 'python3.12': '3.12.1' },
    0,
    ['node', 'django'],
  ],
  ['uv in place of Python', { npm: '10.8.2', uv: '0.9.1' }, 0, ['node', 'django']],
  ['another package manager', { pnpm: '10.1.0' }, 0, ['node']],
  ['only Python', { python3: '3.12.1' }, 0, ['django']],
  ['nothing', {}, 1, []],
])('a machine with %s', async (_what, tools, exit, usable) => {
  const report = await doctor(tools);
  expect([report.exitCode, report.usable]).toEqual([exit, usable]);
  const names = usable.map((stack) => ({ node: 'Node.js (Express)', django: 'Django' })[stack]);
  expect(report.text).toMatchObject({ exitCode: exit, stderr: '' });
  expect(report.text.stdout).toContain(
    `This machine can install and run: ${names.join(' and ') || 'no starter'}.`,
  );
});

test.skipIf(process.platform === 'win32')(
  'says what mends each thing that is missing',
  async () => {
    const { of, text } = await doctor({ python3: '3.9.2' });
    expect(of('npm')).toMatchObject({
      status: 'missing',
      mend: expect.stringContaining('nodejs.org'),
    });
    expect(of('Python')).toMatchObject({
      status: 'missing',
      found: '3.9.2',
      mend: expect.stringContaining('Install it: '),
    });
    expect(of('uv')).toMatchObject({ status: 'absent', mend: 'To get it: pip install uv' });
    expect(of('git')).toMatchObject({
      status: 'absent',
      mend: expect.stringContaining('git-scm.com'),
    });
    expect(text.stdout).toMatch(/✗ Python 3\.9\.2 is .+\n {4}Install it: /);
  },
);

test.skipIf(process.platform === 'win32')('a Python without venv is told apart', async () => {
  const script = '#!/bin/sh\ncase "$*" in *venv*) exit 1;; *) echo Python 3.12.1;; esac\n';
  const bin = writeTree(tempDir(), { python3: script });
  chmodSync(path.join(bin, 'python3'), 0o755);
  const { stdout } = await run(cli, ['doctor'], { cwd: tempDir(), env: { PATH: bin } });
  expect(stdout).toMatch(/✗ venv is missing .+\n {4}Install it: sudo apt install python3-venv/);
});

test('the Node that runs it is always there', async () => {
  const { stdout } = await run(cli, ['doctor'], { cwd: tempDir() });
  expect(stdout).toContain(`Node.js ${process.versions.node}`);
});
