import { prefill, QUESTIONS } from './questions.ts';
import type { Answers, QuestionId } from './types.ts';

/** Answers, and which of them nobody gave: they follow from the kind of product. */
export interface Interview {
  readonly answers: Answers;
  readonly assumed: readonly QuestionId[];
}

/**
 * Fills what the kind of product suggests into unanswered questions.
 *
 * @param declined questions answered with "I do not know", which stay open
 */
export function assume(answers: Answers, declined: readonly QuestionId[] = []): Interview {
  const suggested = prefill(answers.kind);
  const assumed = QUESTIONS.map(({ id }) => id).filter(
    (id) => answers[id] === undefined && suggested[id] !== undefined && !declined.includes(id),
  );
  const taken = Object.fromEntries(assumed.map((id) => [id, suggested[id]]));
  return { answers: { ...answers, ...taken }, assumed };
}
