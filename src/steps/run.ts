import { NO_GIT_OVERRIDES } from '../machine.ts';
import type { Step, StepResult } from '../types.ts';

const LAST_LINES = 15;

export interface RunHooks {
  readonly onStart?: (step: Step) => void;
  readonly onEnd?: (result: StepResult) => void;
  /** Stops the running command and skips the rest. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs steps one after another; the only place that runs commands which change the machine.
 * A failure skips the rest of its group; other groups go on. Never throws for a failed command.
 *
 * @returns one result for each step, in order
 */
export async function runSteps(
  steps: readonly Step[],
  { onStart, onEnd, signal }: RunHooks = {},
): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  const broken = new Set<Step['group']>();
  for (const step of steps) {
    let result: StepResult;
    if (signal?.aborted || broken.has(step.group)) {
      result = { ...summaryOf(step), status: 'skipped', exitCode: null, durationMs: 0 };
    } else {
      onStart?.(step);
      result = await runStep(step, signal);
    }
    if (result.status === 'failed') broken.add(step.group);
    results.push(result);
    onEnd?.(result);
  }
  return results;
}

async function runStep(step: Step, signal: AbortSignal | undefined): Promise<StepResult> {
  if (step.missing !== undefined) {
    const { missing: output } = step;
    return { ...summaryOf(step), status: 'failed', exitCode: null, durationMs: 0, output };
  }
  const [file, ...args] = step.command;
  const { execa } = await import('execa');
  const child = execa(file, args, {
    cwd: step.cwd,
    env: { ...NO_GIT_OVERRIDES, YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' },
    stdin: 'ignore',
    all: true,
    reject: false,
    ...(signal && { cancelSignal: signal }),
  });
  // What the command itself started may outlive it and hold its output open: not waited for.
  child.once('exit', () => {
    if (!signal?.aborted) return;
    child.stdout.destroy();
    child.stderr.destroy();
  });
  const result = await child;
  const summary = { ...summaryOf(step), durationMs: Math.round(result.durationMs) };
  if (!result.failed) return { ...summary, status: 'done', exitCode: 0 };
  if (signal?.aborted) return { ...summary, status: 'stopped', exitCode: null };
  const output = lastLines(result.all || result.shortMessage || String(result.cause));
  return { ...summary, status: 'failed', exitCode: result.exitCode ?? null, output };
}

function summaryOf({ title, command, byHand }: Step) {
  return { title, command, byHand };
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
}
