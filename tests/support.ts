import fc from 'fast-check';
import { parseAnswers } from '../src/answers.ts';
import { QUESTIONS } from '../src/questions.ts';
import { RULES } from '../src/rules.ts';
import type {
  Answers,
  Change,
  Flip,
  Question,
  QuestionId,
  Recommendation,
  Rule,
  StackId,
} from '../src/types.ts';

type Answer = string | readonly string[];

/** `kind=live shape=fast+free` as answers. */
export function answersOf(text: string): Answers {
  const pairs = text.split(' ').filter(Boolean);
  return parseAnswers(
    Object.fromEntries(pairs.map((pair) => pair.replaceAll('+', ',').split('=', 2))),
  );
}

export const scoreText = ({ scores }: Pick<Recommendation, 'scores'>) =>
  `${scores.node}:${scores.django}`;

/** A flip as the case tables write it: `realtime core→some 1:2`, `heavy add ml 5:6`. */
export function flipText(flip: Flip): string {
  const word = ({ question, from, to }: Change) => {
    const several = (questionNamed(question).max ?? 1) > 1;
    if (several && from === null) return `${question} add ${to}`;
    if (to === null) return `${question} drop ${from}`;
    return `${question} ${from ?? '-'}→${to}`;
  };
  return `${flip.changes.map(word).join(' + ')} ${scoreText(flip)}`;
}

export function questionNamed(id: QuestionId): Question {
  const question = QUESTIONS.find((it) => it.id === id);
  if (!question) throw new Error(`no question ${id}`);
  return question;
}

/** Every valid answer to a question. */
export function allAnswersTo({ choices, max = 1, alone }: Question): readonly Answer[] {
  const ids = choices.map((choice) => choice.id);
  if (max === 1) return ids;
  const companions = ids.filter((id) => id !== alone);
  const subsets = Array.from({ length: 2 ** companions.length }, (_, bits) =>
    companions.filter((_, index) => bits & (1 << index)),
  );
  const valid = subsets.filter((set) => set.length > 0 && set.length <= max);
  return alone === undefined ? valid : [...valid, [alone]];
}

/** Any set of valid answers, questions left out included. */
export const anyAnswers: fc.Arbitrary<Answers> = fc.record(
  Object.fromEntries(
    QUESTIONS.map((question) => [question.id, fc.constantFrom(...allAnswersTo(question))]),
  ),
  { requiredKeys: [] },
);

export const anyQuestions = fc.subarray(QUESTIONS.map((question) => question.id));

/** Any rule about one or two questions. */
export const anyRule: fc.Arbitrary<Rule> = fc.record({
  id: fc.constant('made-up'),
  when: fc
    .subarray([...QUESTIONS], { minLength: 1, maxLength: 2 })
    .chain((questions) =>
      fc
        .tuple(...questions.map(({ choices }) => fc.constantFrom(...choices)))
        .map((choices) => choices.map((choice, index) => [questions[index]?.id, choice.id])),
    )
    .map((pairs): Rule['when'] => Object.fromEntries(pairs)),
  favors: fc.constantFrom<StackId>('node', 'django'),
  points: fc.integer({ min: 1, max: 5 }),
  family: fc.constantFrom(...RULES.map((rule) => rule.family)),
  because: fc.constant('It is a test.'),
  evidence: fc.constant(['E001'] as const),
});

/** Answers after some changes, checked to be valid. */
export function changed(answers: Answers, changes: readonly Change[]): Answers {
  const next: Record<string, unknown> = { ...answers };
  for (const { question, from, to } of changes) {
    const now = next[question];
    if ((questionNamed(question).max ?? 1) === 1) {
      if ((now ?? null) !== from) throw new Error(`${question} is not ${from}`);
      next[question] = to;
      continue;
    }
    const list = Array.isArray(now) ? now : [];
    if (from !== null && !list.includes(from)) throw new Error(`${question} lacks ${from}`);
    if (to !== null && list.includes(to)) throw new Error(`${question} already has ${to}`);
    next[question] = [...list.filter((it) => it !== from), ...(to === null ? [] : [to])];
  }
  return parseAnswers(next);
}
