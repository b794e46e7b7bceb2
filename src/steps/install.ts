import {
  findPythons,
  findTool,
  MINIMUM_PYTHON,
  type PackageManager,
  type Tool,
  VENV_PYTHON,
} from '../machine.ts';
import type { Step } from '../types.ts';
import { isOlder } from '../versions.ts';
import { step } from './step.ts';

/** The lockfile each package manager leaves behind. */
export const LOCKFILES: Record<PackageManager, string> = {
  npm: 'package-lock.json',
  pnpm: 'pnpm-lock.yaml',
  yarn: 'yarn.lock',
  bun: 'bun.lock',
};

/** What a Django starter is installed with. */
export interface PythonTools {
  readonly uv: Tool | undefined;
  /** A Python that is new enough. */
  readonly python: Tool | undefined;
  /** Why there is no such Python. */
  readonly missing?: string | undefined;
}

/** Looks for uv and for a Python the Django starter runs on. */
export async function findPythonTools(): Promise<PythonTools> {
  const [uv, pythons] = await Promise.all([findTool(['uv']), findPythons()]);
  const python = pythons.find(({ version }) => !isOlder(version, MINIMUM_PYTHON));
  if (python !== undefined || uv !== undefined) return { uv, python };
  const found = pythons[0] ? `Python ${pythons[0].version} is too old` : 'No Python was found';
  return {
    uv,
    python,
    missing: `${found}: the Django starter needs Python ${MINIMUM_PYTHON} or newer.\n${howToGetPython()}`,
  };
}

/** The commands that install a Node starter and create its database. */
export function nodeInstallSteps(
  directory: string,
  packageManager: PackageManager,
): readonly Step[] {
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

/** The commands that give a Django starter its virtual environment, packages and database. */
export function djangoInstallSteps(directory: string, tools: PythonTools): readonly Step[] {
  const { uv, python, missing } = tools;
  const requirements = ['-r', 'requirements-dev.txt'];
  const [venv, install]: [[string, ...string[]], [string, ...string[]]] = uv
    ? [
        ['uv', 'venv', '--python', python?.version ?? `>=${MINIMUM_PYTHON}`, '.venv'],
        ['uv', 'pip', 'install', ...requirements],
      ]
    : [
        [...(python?.command ?? (['python3'] as const)), '-m', 'venv', '.venv'],
        [VENV_PYTHON, '-m', 'pip', 'install', '--disable-pip-version-check', ...requirements],
      ];
  return [
    { ...step('install', directory, 'Create a virtual environment', venv), missing },
    step('install', directory, 'Install packages', install),
    step('install', directory, 'Create the database', [VENV_PYTHON, 'manage.py', 'migrate']),
  ];
}

/** The command that brings a usable Python to this machine, as one sentence. */
export function howToGetPython(platform: NodeJS.Platform = process.platform): string {
  const commands: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'brew install python',
    win32: 'winget install Python.Python.3.13',
    linux:
      'sudo apt install python3 python3-venv (Debian, Ubuntu) or sudo dnf install python3 (Fedora)',
  };
  return `Install it: ${commands[platform] ?? 'see https://www.python.org/downloads/'}`;
}
