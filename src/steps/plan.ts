import type { PackageManager } from '../machine.ts';
import type { Spec, Step } from '../types.ts';
import { commitStep, planGit } from './git.ts';
import { LOCKFILES, planInstall } from './install.ts';
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
  /** What was left out on purpose, and why, for people. */
  readonly notes: readonly string[];
}

/**
 * The commands that turn a written project into a running one, in order: the pristine first
 * commit, then installing and migrating, then a commit of the lockfile that installing made.
 * Looks at the machine (git, Python, uv); runs nothing that changes it.
 */
export async function planSteps(spec: Spec, options: StepOptions): Promise<StepPlan> {
  const { directory } = options;
  const [git, install] = await Promise.all([
    planGit(spec, options),
    options.install ? planInstall(spec.stack, options) : [],
  ]);
  const lockfile = spec.stack === 'node' ? LOCKFILES[options.packageManager] : undefined;
  const commitLockfile =
    git.steps.length > 0 && install.length > 0 && lockfile !== undefined
      ? [
          step('install', directory, 'Stage the lockfile', ['git', 'add', lockfile]),
          commitStep('install', directory, 'Commit the lockfile', git.identity, [
            'Lock the versions of all packages',
          ]),
        ]
      : [];
  return { steps: [...git.steps, ...install, ...commitLockfile], notes: git.notes };
}
