import {
  findPythons,
  findTool,
  MINIMUM_PYTHON,
  type PackageManager,
  VENV_PYTHON,
} from '../machine.ts';
import { isOlder } from '../plan.ts';
import type { StackId, Step } from '../types.ts';
import type { StepOptions } from './plan.ts';
import { step } from './step.ts';

/** The lockfile each package manager leaves behind. */
export const LOCKFILES: Record<PackageManager, string> = {
  npm: 'package-lock.json',
  pnpm: 'pnpm-lock.yaml',
  yarn: 'yarn.lock',
  bun: 'bun.lock',
};

/** The commands that install a written project's packages and create its database. */
export async function planInstall(stack: StackId, options: StepOptions): Promise<readonly Step[]> {
  return stack === 'node' ? planNodeInstall(options) : planDjangoInstall(options);
}

async function planNodeInstall({ directory, packageManager }: StepOptions) {
  const install: Record<PackageManager, [string, ...string[]]> = {
    npm: ['npm', 'install', '--no-audit', '--no-fund'],
    // Where CI is set, pnpm would insist on a lockfile that cannot exist yet.
    pnpm: ['pnpm', 'install', '--no-frozen-lockfile'],
    yarn: ['yarn', 'install'],
    bun: ['bun', 'install'],
  };
  return [
    step('install', directory, 'Install packages', install[packageManager]),
    step('install', directory, 'Create the database', [packageManager, 'run', 'migrate']),
  ];
}

async function planDjangoInstall({ directory }: StepOptions): Promise<readonly Step[]> {
  const [uv, pythons] = await Promise.all([findTool(['uv']), findPythons()]);
  const python = pythons.find(({ version }) => !isOlder(version, MINIMUM_PYTHON));
  const requirements = ['-r', 'requirements-dev.txt'];
  const migrate = step('install', directory, 'Create the database', [
    VENV_PYTHON,
    'manage.py',
    'migrate',
  ]);
  if (uv !== undefined) {
    return [
      step('install', directory, 'Create a virtual environment', [
        'uv',
        'venv',
        '--python',
        python === undefined ? `>=${MINIMUM_PYTHON}` : python.version,
        '.venv',
      ]),
      step('install', directory, 'Install packages', ['uv', 'pip', 'install', ...requirements]),
      migrate,
    ];
  }
  const newest = pythons[0]?.version;
  const missing =
    python === undefined
      ? `${newest === undefined ? 'No Python was found' : `Python ${newest} is too old`}: the Django starter needs Python ${MINIMUM_PYTHON} or newer.\n${howToGetPython()}`
      : undefined;
  const command = python?.command ?? (['python3'] as const);
  return [
    {
      ...step('install', directory, 'Create a virtual environment', [
        ...command,
        '-m',
        'venv',
        '.venv',
      ]),
      missing,
    },
    step('install', directory, 'Install packages', [
      VENV_PYTHON,
      '-m',
      'pip',
      'install',
      '--disable-pip-version-check',
      ...requirements,
    ]),
    migrate,
  ];
}

/** The command that brings a usable Python to this machine, as one sentence. */
export function howToGetPython(platform: NodeJS.Platform = process.platform): string {
  const commands: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'brew install python',
    win32: 'winget install Python.Python.3.13',
    linux: 'sudo apt install python3 python3-venv (Debian, Ubuntu) or sudo dnf install python3 (Fedora)',
  };
  return `Install it: ${commands[platform] ?? 'see https://www.python.org/downloads/'}`;
}
