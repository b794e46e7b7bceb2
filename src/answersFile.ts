import { readFileSync } from 'node:fs';
import { parseAnswers } from './answers.ts';
import { StackstartError } from './errors.ts';
import { nearest } from './nearest.ts';
import { QUESTIONS } from './questions.ts';
import type { Answers, QuestionId, StackId } from './types.ts';

/** What an answers file may say; the command line wins over it. */
export interface AnswersFile {
  readonly name?: string;
  readonly description?: string;
  readonly template?: StackId;
  readonly db?: string;
  readonly features?: readonly string[];
  readonly answers: Answers;
  /** Questions the file names without answering them ("unknown"). */
  readonly declined: readonly QuestionId[];
}

const TEXTS = ['name', 'description', 'db'] as const;
const KEYS: readonly string[] = [
  ...QUESTIONS.map(({ id }) => id),
  ...TEXTS,
  'template',
  'features',
  '$schema',
];

/**
 * Reads an answers file.
 *
 * @param file a path, or `-` for standard input
 * @throws StackstartError `answers-unreadable`, `answers-not-json`, `unknown-key`, `wrong-type`,
 *   or as `parseAnswers`
 */
export function readAnswersFile(file: string): AnswersFile {
  const place = file === '-' ? 'standard input' : `"${file}"`;
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw new StackstartError(
      'answers-unreadable',
      `Cannot read the answers from ${place} (${code}).`,
      {
        hint: 'Name a readable JSON file, or - for standard input.',
        cause,
      },
    );
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new StackstartError(
      'answers-not-json',
      `The answers in ${place} are not JSON: ${(cause as Error).message}.`,
      {
        hint: 'For example: {"kind": "api", "heavy": ["connections"]}',
        cause,
      },
    );
  }
  return checkAnswersFile(parsed, place);
}

/** Checks the parsed content of an answers file; see `readAnswersFile`. */
export function checkAnswersFile(parsed: unknown, place = 'the answers file'): AnswersFile {
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new StackstartError('wrong-type', `The answers in ${place} are not a JSON object.`, {
      hint: 'For example: {"kind": "api", "heavy": ["connections"]}',
    });
  }
  for (const key of Object.keys(parsed)) {
    if (KEYS.includes(key)) continue;
    const near = nearest(key, KEYS);
    throw new StackstartError('unknown-key', `Unknown key "${key}" in ${place}.`, {
      hint: `${near ? `Did you mean "${near}"? ` : ''}Valid: ${KEYS.join(', ')}.`,
    });
  }
  const { name, description, template, db, features, $schema, ...answers } = parsed as Record<
    string,
    unknown
  >;
  const texts = { name, description, db, template };
  for (const [key, value] of Object.entries(texts)) {
    if (value !== undefined && typeof value !== 'string') throw wrongType(key, 'a text', place);
  }
  const list = Array.isArray(features) && features.every((item) => typeof item === 'string');
  if (features !== undefined && !list) throw wrongType('features', 'a list of texts', place);
  const known = parseAnswers(answers);
  return {
    ...(definedOnly({ name, description, db, features }) as Partial<AnswersFile>),
    ...(template !== undefined && { template: parseStack(template as string) }),
    answers: known,
    declined: QUESTIONS.map(({ id }) => id).filter((id) => id in answers && !(id in known)),
  };
}

/** @throws StackstartError `unknown-value` when there is no such stack */
export function parseStack(text: string): StackId {
  if (text === 'node' || text === 'django') return text;
  const near = nearest(text, ['node', 'django']) ?? { express: 'node', python: 'django' }[text];
  throw new StackstartError('unknown-value', `Unknown value "${text}" for --template.`, {
    hint: `${near ? `Did you mean "${near}"? ` : ''}Valid: node, django.`,
  });
}

function wrongType(key: string, wanted: string, place: string): StackstartError {
  return new StackstartError('wrong-type', `"${key}" in ${place} is not ${wanted}.`, {
    hint: `Write ${wanted} there; create-stackstart schema prints what each key takes.`,
  });
}

function definedOnly(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
