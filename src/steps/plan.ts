import type { PackageManager } from '../machine.ts';
import type { Spec, StackId, Step } from '../types.ts';
import { commitStep, planGit } from './git.ts';
import { djangoInstallSteps, findPythonTools, LOCKFILES, nodeInstallSteps } from './install.ts';
import { step } from './step.ts';

export interface StepOptions {
  readonly directory: string;
  readonly packageManager: PackageManager;
  readonly install: boolean;
  /** undefined: git unless the project would lie inside another repository. */
  readonly git: boolean | undefined;
}

export interface StepPlan {
  readonly steps: readonly Step[];
  /** Install steps that were not wanted now. */
  readonly later: readonly Step[];
  /** What was left out on purpose, and why, for people. */
  readonly notes: readonly string[];
}

/**
 * The commands that turn a written project into a running one, in order: the pristine first
 * commit, then installing and migrating, then a commit of the lockfile that installing made.
 * Looks at the machine (git, Python, uv); runs nothing that changes it.
 */
export async function planSteps(spec: Spec, options: StepOptions): Promise<StepPlan> {
  const { directory, install } = options;
  const [git, installing] = await Promise.all([
    planGit(spec, options),
    planInstall(spec.stack, options),
  ]);
  if (!install) return { steps: git.steps, later: installing, notes: git.notes };
  const lockfile = spec.stack === 'node' ? LOCKFILES[options.packageManager] : undefined;
  const locking =
    lockfile === undefined || git.steps.length === 0
      ? []
      : [
          step('install', directory, 'Stage the lockfile', ['git', 'add', lockfile]),
          commitStep('install', directory, 'Commit the lockfile', git.identity, [
            'Lock the versions of all packages',
          ]),
        ];
  return { steps: [...git.steps, ...installing, ...locking], later: [], notes: git.notes };
}

async function planInstall(stack: StackId, options: StepOptions): Promise<readonly Step[]> {
  const { directory, packageManager, install } = options;
  if (stack === 'node') return nodeInstallSteps(directory, packageManager);
  const nothingAsked = { uv: undefined, python: undefined };
  return djangoInstallSteps(directory, install ? await findPythonTools() : nothingAsked);
}
