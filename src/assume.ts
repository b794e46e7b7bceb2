import { prefill, QUESTIONS } from './questions.ts';
import { holds } from './score.ts';
import type { Answers, QuestionId } from './types.ts';

/** Answers, and which of them nobody gave: they follow from the others. */
export interface Interview {
  readonly answers: Answers;
  readonly assumed: readonly QuestionId[];
}

/**
 * What the given answers suggest for open questions: what the kind of product implies, and the
 * extras that are sensible then. Where nothing was answered nothing is suggested.
 *
 * @param declined questions answered with "I do not know", which stay open
 */
export function suggest(given: Answers, declined: readonly QuestionId[] = []): Partial<Answers> {
  if (Object.keys(given).length === 0) return {};
  const isOpen = (id: QuestionId) => given[id] === undefined && !declined.includes(id);
  const usual = Object.fromEntries(
    Object.entries(prefill(given.kind)).filter(([id]) => isOpen(id as QuestionId)),
  );
  return isOpen('extras') ? { ...usual, extras: usualExtras({ ...usual, ...given }) } : usual;
}

/** The extras that are ticked unless somebody unticks them, in the order of their question. */
function usualExtras(answers: Answers): readonly string[] {
  const cached = holds(answers, 'heavy', 'connections') || holds(answers, 'kind', 'content');
  const queued = ['compute', 'ml', 'hosted_ai'].some((load) => holds(answers, 'heavy', load));
  return ['docker', 'ci', ...(cached ? ['cache'] : []), ...(queued ? ['jobs'] : [])];
}

/** Takes every suggestion as an answer that was assumed; answers come in the order of the questions. */
export function assume(given: Answers, declined: readonly QuestionId[] = []): Interview {
  const suggested = suggest(given, declined);
  const all = { ...given, ...suggested };
  const ids = QUESTIONS.map(({ id }) => id);
  const answered = ids.filter((id) => all[id] !== undefined);
  return {
    answers: Object.fromEntries(answered.map((id) => [id, all[id]])),
    assumed: ids.filter((id) => suggested[id] !== undefined),
  };
}
