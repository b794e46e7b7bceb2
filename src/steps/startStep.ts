import { type PackageManager, VENV_PYTHON } from '../machine.ts';
import type { StackId, Step } from '../types.ts';
import { step } from './step.ts';

/** The command that starts a starter for development. */
export function startStep(stack: StackId, directory: string, packageManager: PackageManager): Step {
  const command: Record<StackId, [string, ...string[]]> = {
    node: [packageManager, 'run', 'dev'],
    django: [VENV_PYTHON, 'manage.py', 'runserver'],
  };
  return step('start', directory, 'Start the app', command[stack]);
}
