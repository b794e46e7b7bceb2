import { PREFILLS, QUESTIONS } from './questionTable.ts';
import type { Answers, Question, QuestionId } from './types.ts';

export { QUESTIONS };

/** The question with this id. */
export function questionOf(id: QuestionId): Question {
  const found = QUESTIONS.find((question) => question.id === id);
  if (!found) throw new TypeError(`No question ${id}`);
  return found;
}

/** What a kind of product usually implies. Offered as defaults; an answer only once it is taken. */
export function prefill(kind: string | undefined): Partial<Answers> {
  return { ...PREFILLS[kind ?? ''] };
}
