import type { StackstartError } from '../errors.ts';
import type { Evidence } from '../evidence.ts';
import type { Generated, Planned } from '../generate.ts';
import { RULES } from '../rules.ts';
import { weightOf } from '../support.ts';
import type { Recommendation, Rule, StepResult } from '../types.ts';
import { contradictionsOf, sourcesOf } from '../verdict.ts';
import type { Report } from './report.ts';

/** The one document of `--json`; parts a command does not have are left out. */
export interface JsonDocument {
  readonly recommendation?: Recommendation;
  /** The recommendation in words. */
  readonly report?: Report;
  /** Every rule, with the evidence it cites. */
  readonly rules?: readonly ExplainedRule[];
  readonly spec?: Planned['spec'];
  readonly files?: readonly { readonly path: string; readonly action: FileAction }[];
  readonly steps?: readonly JsonStep[];
  readonly next?: readonly string[];
  readonly error?: { readonly code: string; readonly message: string; readonly hint?: string };
}

/** What happened to a file, or would have on a dry run. */
type FileAction = 'create' | 'replace';

/** A rule, whether it fired, and what stands behind it. */
interface ExplainedRule extends Omit<Rule, 'evidence'> {
  readonly fired: boolean;
  readonly evidence: readonly Evidence[];
  /** What its points start from: positive speaks for Node.js, negative for Django. */
  readonly weight: ReturnType<typeof weightOf>;
  /** Contradictions between the articles that it settles. */
  readonly disputed: readonly string[];
}

interface JsonStep {
  readonly title: string;
  readonly command: string;
  /** `planned` only on a dry run. */
  readonly status: StepResult['status'] | 'planned';
  readonly exitCode: number | null;
  readonly durationMs: number;
}

/** The document of `recommend`; documented by schemas/recommendation.schema.json. */
export function recommendationDocument(
  recommendation: Recommendation,
  report: Report,
  files?: JsonDocument['files'],
): JsonDocument {
  const rules = RULES.map((rule) => ({
    ...rule,
    fired: recommendation.fired.includes(rule),
    evidence: sourcesOf(rule),
    weight: weightOf(rule.id),
    disputed: contradictionsOf(rule.id).map(({ id }) => id),
  }));
  return { recommendation, report, rules, ...(files && { files }) };
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
