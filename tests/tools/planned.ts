import path from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';
import { planSteps, type StepOptions } from '../../src/steps/plan.ts';
import type { StackId } from '../../src/types.ts';
import { VERSION } from '../../src/version.ts';
import { cleanEnv } from './cli.ts';
import { specOf } from './specs.ts';
import { tempDir } from './temp.ts';

/** Each test of the file plans with the programs and the git identity of a clean machine. */
export function useCleanEnv(): void {
  beforeEach(() => {
    for (const [name, value] of Object.entries(cleanEnv())) vi.stubEnv(name, value);
  });
  afterEach(() => vi.unstubAllEnvs());
}

/** The steps of a project, also as a person would type them. */
export async function planned(stack: StackId, options: Partial<StepOptions> = {}) {
  const directory = options.directory ?? path.join(tempDir(), 'my-app');
  const plan = await planSteps(specOf(stack), {
    directory,
    packageManager: 'npm',
    install: true,
    git: undefined,
    ...options,
  });
  return { ...plan, byHand: plan.steps.map(({ byHand }) => byHand) };
}

const COMMIT = `git commit -m 'Start from create-stackstart ${VERSION} (node)' -m 'Stackstart-Version: ${VERSION}'`;
/** What makes the repository of a Node project. */
export const GIT = ['git init', 'git add --all', COMMIT];
