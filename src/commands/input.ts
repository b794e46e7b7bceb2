import { parseAnswers } from '../answers.ts';
import { type AnswersFile, parseStack, readAnswersFile } from '../answersFile.ts';
import type { Args } from '../args.ts';
import { assume } from '../assume.ts';
import { QUESTIONS } from '../questions.ts';
import type { Answers, QuestionId, StackId } from '../types.ts';

/** Everything said before the first prompt: the answers file, then the flags, which win. */
export interface Input {
  readonly file: AnswersFile | undefined;
  readonly answers: Answers;
  readonly assumed: readonly QuestionId[];
  readonly template: StackId | undefined;
  readonly db: string | undefined;
  readonly features: readonly string[];
  /** Enough was said to go on without a question. */
  readonly anythingGiven: boolean;
}

/**
 * Joins flags and answers file. `--yes` also accepts what the kind of product suggests for
 * questions that were neither answered nor declined with `unknown`; those count as assumed.
 *
 * @throws StackstartError for anything unknown, with the nearest valid word
 */
export function readInput(args: Args): Input {
  const { values, switches } = args;
  const file = values.answers === undefined ? undefined : readAnswersFile(values.answers);
  const flags: Partial<Record<QuestionId, string>> = {};
  for (const { id } of QUESTIONS) if (values[id] !== undefined) flags[id] = values[id];
  const fromFlags = parseAnswers(flags);
  const kept = Object.entries(file?.answers ?? {}).filter(([id]) => !(id in flags));
  const answers: Answers = { ...Object.fromEntries(kept), ...fromFlags };
  const template = values.template === undefined ? file?.template : parseStack(values.template);
  const declined = QUESTIONS.map(({ id }) => id).filter(
    (id) => (id in flags || file?.declined.includes(id)) && answers[id] === undefined,
  );
  const interview = switches.has('yes')
    ? assume(answers, declined)
    : { answers, assumed: [] as const };
  return {
    file,
    ...interview,
    template,
    db: values.db ?? file?.db,
    features: [...(file?.features ?? []), ...splitList(values.feature)],
    anythingGiven: switches.has('yes') || template !== undefined || Object.keys(answers).length > 0,
  };
}

function splitList(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
