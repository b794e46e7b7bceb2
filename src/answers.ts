import { StackstartError } from './errors.ts';
import { nearest } from './nearest.ts';
import { QUESTIONS } from './questions.ts';
import type { Answers, Question } from './types.ts';

/** Said instead of a choice: "I do not know", the same as leaving the question out. */
export const UNKNOWN = 'unknown';

/**
 * Checks answers from flags, a JSON file or a caller and puts them into their canonical form:
 * questions and choices in the order they are asked, repetitions and unknowns left out. Several
 * choices may be a list or one comma-separated string. Anything else is refused, never guessed.
 */
export function parseAnswers(input: unknown): Answers {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new StackstartError('wrong-type', `Answers must be an object, not ${nameOf(input)}.`, {
      hint: 'For example: {"kind": "api", "heavy": ["connections"]}',
    });
  }
  const given = new Map(Object.entries(input));
  const ids = QUESTIONS.map((question) => question.id);
  for (const key of given.keys()) {
    if (!ids.some((id) => id === key))
      throw unknown('question', `Unknown question "${key}".`, key, ids);
  }
  const answers: Record<string, string | readonly string[]> = {};
  for (const question of QUESTIONS) {
    const answer = parseAnswer(question, given.get(question.id));
    if (answer !== undefined) answers[question.id] = answer;
  }
  return answers;
}

/** One answer in its canonical form, `undefined` when it says nothing; see `parseAnswers`. */
export function parseAnswer(question: Question, value: unknown): Answers[keyof Answers] {
  const { id, choices, max = 1, alone } = question;
  const flag = `--${id}`;
  const words = wordsOf(value, max > 1, flag);
  const valid = choices.map((choice) => choice.id);
  for (const word of words) {
    if (word !== UNKNOWN && !valid.includes(word)) {
      throw unknown('value', `Unknown value "${word}" for ${flag}.`, word, [...valid, UNKNOWN]);
    }
  }
  const picked = valid.filter((choice) => words.includes(choice));
  const loner = [alone, UNKNOWN].find((word) => word !== undefined && words.includes(word));
  if (loner !== undefined && new Set(words).size > 1) {
    throw new StackstartError(
      'choice-alone',
      `"${loner}" for ${flag} excludes the other choices.`,
      {
        hint: `Leave out "${loner}", or keep only it.`,
      },
    );
  }
  if (picked.length > max) {
    const limit = max === 1 ? 'one choice' : `up to ${max} choices`;
    throw new StackstartError(
      'too-many-choices',
      `${flag} takes ${limit}, not ${picked.length}: ${picked.join(', ')}.`,
      { hint: `Keep what matters most, such as ${flag} ${picked.slice(0, max).join(',')}` },
    );
  }
  if (picked.length === 0) return undefined;
  return max > 1 ? picked : picked[0];
}

function wordsOf(value: unknown, several: boolean, flag: string): readonly string[] {
  if (value === undefined || value === null) return [];
  const list = typeof value === 'string' ? value.split(',') : several ? value : undefined;
  if (!Array.isArray(list) || !list.every((word) => typeof word === 'string')) {
    const wanted = several ? 'a list of choices' : 'one choice';
    throw new StackstartError('wrong-type', `${flag} takes ${wanted}, not ${nameOf(value)}.`, {
      hint: several ? `For example: ${flag} a,b or ["a", "b"]` : 'Write it as a text in quotes.',
    });
  }
  return list.map((word) => word.trim()).filter((word) => word !== '');
}

function unknown(
  what: 'question' | 'value',
  message: string,
  word: string,
  valid: readonly string[],
): StackstartError {
  const meant = nearest(word, valid);
  const guess = meant === undefined ? '' : `Did you mean "${meant}"? `;
  return new StackstartError(`unknown-${what}`, message, {
    hint: `${guess}Valid: ${valid.join(', ')}.`,
  });
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return `the ${typeof value} ${String(value)}`;
}
