import type { StackstartError } from '../errors.ts';
import type { Generated, Planned } from '../generate.ts';
import type { Recommendation, StepResult } from '../types.ts';

/** The one document of `--json`; parts a command does not have are left out. */
export interface JsonDocument {
  readonly recommendation?: Recommendation;
  readonly spec?: Planned['spec'];
  readonly files?: readonly { readonly path: string; readonly action: 'create' }[];
  readonly steps?: readonly JsonStep[];
  readonly next?: readonly string[];
  readonly error?: { readonly code: string; readonly message: string; readonly hint?: string };
}

interface JsonStep {
  readonly title: string;
  readonly command: string;
  /** `planned` only on a dry run. */
  readonly status: StepResult['status'] | 'planned';
  readonly exitCode: number | null;
  readonly durationMs: number;
}

/** The document of `create`. */
export function projectDocument(generated: Generated, next: readonly string[]): JsonDocument {
  const { recommendation, spec, files, secrets, steps, results, written } = generated;
  const planned = steps.map(({ title, byHand }) => ({
    title,
    command: byHand,
    status: 'planned' as const,
    exitCode: null,
    durationMs: 0,
  }));
  return {
    recommendation,
    spec,
    files: [...files.keys(), ...secrets.keys()]
      .sort()
      .map((path) => ({ path, action: 'create' as const })),
    steps: written ? results.map(stepDocument) : planned,
    next,
  };
}

export function stepDocument(result: StepResult): JsonStep {
  const { title, byHand, status, exitCode, durationMs } = result;
  return { title, command: byHand, status, exitCode, durationMs };
}

/** The document of a failure before anything was written. */
export function errorDocument({ code, message, hint }: StackstartError): JsonDocument {
  return { error: hint === undefined ? { code, message } : { code, message, hint } };
}
