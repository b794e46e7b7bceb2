import { existsSync } from 'node:fs';
import path from 'node:path';
import { findTool, gitOutput } from '../machine.ts';
import type { Spec, Step } from '../types.ts';
import { VERSION } from '../version.ts';
import type { StepOptions } from './plan.ts';
import { step } from './step.ts';

interface GitPlan {
  readonly steps: readonly Step[];
  readonly notes: readonly string[];
  /** Flags that name an author where the machine has none. */
  readonly identity: readonly string[];
}

/** The commands that make the repository and its pristine first commit. */
export async function planGit(spec: Spec, { directory, git }: StepOptions): Promise<GitPlan> {
  const none = { steps: [], identity: [] };
  if (git === false) return { ...none, notes: [] };
  if (git === undefined && (await findTool(['git'])) === undefined) {
    return { ...none, notes: ['No git on this machine: the project has no repository yet.'] };
  }
  const folder = nearestFolder(directory);
  const outer = await gitOutput(folder, ['rev-parse', '--show-toplevel']);
  const own = outer !== undefined && path.resolve(outer) === directory;
  if (outer !== undefined && !own && git === undefined) {
    const note = `Inside the git repository ${outer}: no repository was made (--git makes one).`;
    return { ...none, notes: [note] };
  }
  const identity = await commitIdentity(folder);
  const notes =
    identity.length > 0
      ? ['git knows no user.name and user.email: the first commit is by create-stackstart.']
      : [];
  const message = [
    `Start from create-stackstart ${VERSION} (${spec.stack})`,
    `Stackstart-Version: ${VERSION}`,
  ];
  return {
    identity,
    notes,
    steps: [
      ...(own ? [] : [step('git', directory, 'Create a git repository', ['git', 'init'])]),
      step('git', directory, 'Stage the project', ['git', 'add', '--all']),
      commitStep('git', directory, 'Make the first commit', identity, message),
    ],
  };
}

export function commitStep(
  group: Step['group'],
  directory: string,
  title: string,
  identity: readonly string[],
  message: readonly string[],
): Step {
  const paragraphs = message.flatMap((paragraph) => ['-m', paragraph]);
  return step(group, directory, title, ['git', ...identity, 'commit', ...paragraphs]);
}

/** Flags that give git an author where the machine names none. */
async function commitIdentity(cwd: string): Promise<readonly string[]> {
  return (await gitOutput(cwd, ['var', 'GIT_AUTHOR_IDENT'])) === undefined
    ? ['-c', 'user.name=create-stackstart', '-c', 'user.email=create-stackstart@localhost']
    : [];
}

/** The folder itself, or the closest one above it that exists. */
function nearestFolder(directory: string): string {
  return existsSync(directory) ? directory : nearestFolder(path.dirname(directory));
}
