import { QUESTIONS } from '../../src/questions.ts';
import { RULES } from '../../src/rules.ts';
import { decide, fires, holds, other, score } from '../../src/score.ts';
import type { Answers, Change, Question, QuestionId, Rule, StackId } from '../../src/types.ts';
import { allAnswersTo, changed } from '../support.ts';

/** The questions whose answers score. */
export const SCORING = QUESTIONS.filter((question) => question.id !== 'extras');

const values = SCORING.flatMap((question) =>
  allAnswersTo(question).map((answer) => ({ id: question.id, answer })),
);
const ones: Answers[] = values.map(({ id, answer }) => ({ [id]: answer }));
const twos: Answers[] = values.flatMap((first, index) =>
  values
    .slice(index + 1)
    .filter((second) => second.id !== first.id)
    .map((second) => ({ [first.id]: first.answer, [second.id]: second.answer })),
);

/** Every set of none, one or two answers. */
export const SMALL_SETS: readonly Answers[] = [{}, ...ones, ...twos];

/** The outcome without any of the shortcuts of the search. */
export function outcome(answers: Answers, rules: readonly Rule[] = RULES) {
  const scores = score(rules.filter((rule) => fires(rule, answers)));
  const { stack } = decide(scores, (question, choice) => holds(answers, question, choice));
  return { stack, scores, diff: scores.node - scores.django };
}

/** Every answer to a question that is one change away, found by comparing all of them. */
function changesOf(question: Question, answers: Answers): readonly Change[] {
  const now = answers[question.id];
  const list = (answer: typeof now) => (typeof answer === 'string' ? [answer] : (answer ?? []));
  const order = question.choices.map((choice) => choice.id);
  const several = (question.max ?? 1) > 1;
  const candidates = several ? [...allAnswersTo(question), []] : allAnswersTo(question);
  return candidates
    .flatMap((candidate): Change[] => {
      const gone = list(now).filter((it) => !list(candidate).includes(it));
      const come = list(candidate).filter((it) => !list(now).includes(it));
      const from = gone[0] ?? null;
      const to = come[0] ?? null;
      const one = gone.length + come.length === 1 || (gone.length === 1 && come.length === 1);
      const swap = several && from !== null && to !== null && from !== question.alone;
      const alone = several && question.alone !== undefined;
      const idle = alone && (to === question.alone || (from === question.alone && to === null));
      return one && !swap && !idle ? [{ question: question.id, from, to }] : [];
    })
    .filter(({ question: id, to }) => !(id === 'lang' && /_only$/.test(to ?? '')))
    .sort((a, b) => order.indexOf(a.to ?? a.from ?? '') - order.indexOf(b.to ?? b.from ?? ''));
}

/** The flips by trying everything, the slow way. */
export function flipsByTrying(
  answers: Answers,
  stack: StackId,
  assumed: readonly QuestionId[],
  rules: readonly Rule[],
) {
  const start = outcome(answers, rules);
  const offered = QUESTIONS.filter((question) => question.id !== 'kind');
  const attempt = (changes: readonly Change[]) => {
    const end = outcome(changed(answers, changes), rules);
    const cost = Math.abs(end.diff - start.diff);
    const taken = changes.filter((change) => assumed.includes(change.question)).length;
    return { changes, stack: end.stack, scores: end.scores, cost, taken };
  };
  const flip = ({ changes, stack: to, scores }: ReturnType<typeof attempt>) => ({
    changes,
    stack: to,
    scores,
  });
  const all = offered.map((question) => changesOf(question, answers));
  const singles = all
    .map((changes) => changes.map((change) => attempt([change])))
    .map((tries) => tries.filter((it) => it.stack === other(stack)))
    .flatMap((tries) => [...tries].sort((a, b) => a.cost - b.cost).slice(0, 1))
    .sort((a, b) => b.taken - a.taken || a.cost - b.cost);
  if (singles.length > 0) return singles.slice(0, 3).map(flip);
  const pairs = all.flatMap((firsts, index) =>
    firsts.flatMap((first) =>
      all
        .slice(index + 1)
        .flat()
        .map((second) => attempt([first, second])),
    ),
  );
  return pairs
    .filter((pair) => pair.stack === other(stack))
    .sort((a, b) => a.cost - b.cost || b.taken - a.taken)
    .slice(0, 1)
    .map(flip);
}
