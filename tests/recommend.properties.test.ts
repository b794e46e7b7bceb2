import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assume } from '../src/assume.ts';
import { QUESTIONS } from '../src/questions.ts';
import { recommend, recommender } from '../src/recommend.ts';
import { FAMILY_CAPS, FAMILY_NAMES, RULES } from '../src/rules.ts';
import { decide, fires, holds, other, score } from '../src/score.ts';
import type { Answers, Change, Question, QuestionId, Rule, StackId } from '../src/types.ts';
import { confidence } from '../src/verdict.ts';
import { allAnswersTo, answersOf, anyAnswers, anyQuestions, anyRule, changed } from './support.ts';

const SCORING = QUESTIONS.filter((question) => question.id !== 'extras');
const stackOrNone = fc.option(fc.constantFrom<StackId>('node', 'django'), { nil: undefined });

/** The outcome without any of the shortcuts of the search. */
function outcome(answers: Answers, rules: readonly Rule[] = RULES) {
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
function flipsByTrying(
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

function checkFlips(answers: Answers, assumed: readonly QuestionId[] = [], rules = RULES): void {
  const { stack, band, flips, ...rest } = recommender(rules)(answers, { assumed });
  const none = band === 'fixed' || stack === 'level';
  expect(flips).toEqual(none ? [] : flipsByTrying(answers, stack, rest.assumed, rules));
}

describe('for any answers', () => {
  test('there is one recommendation, always the same, and the answers stay as they were', () => {
    fc.assert(
      fc.property(anyAnswers, anyQuestions, stackOrNone, (answers, assumed, template) => {
        const before = structuredClone(answers);
        const options = template ? { assumed, template } : { assumed };
        const recommendation = recommend(answers, options);
        expect(['node', 'django', 'level']).toContain(recommendation.stack);
        expect(recommendation.scores.node).toBeGreaterThanOrEqual(0);
        expect(recommendation.scores.django).toBeGreaterThanOrEqual(0);
        expect(recommendation.flips.length).toBeLessThanOrEqual(3);
        expect(recommend(answers, options)).toEqual(recommendation);
        expect(answers).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  test('the order of the rules does not matter', () => {
    const shuffled = fc.shuffledSubarray([...RULES], { minLength: RULES.length });
    fc.assert(
      fc.property(anyAnswers, shuffled, (answers, rules) => {
        const { fired: _, ...expected } = recommend(answers);
        expect(recommender(rules)(answers)).toMatchObject(expected);
      }),
      { numRuns: 300 },
    );
  });

  test('one more rule for a stack never hurts it', () => {
    fc.assert(
      fc.property(anyAnswers, anyRule, (answers, rule) => {
        const before = outcome(answers);
        const after = outcome(answers, [...RULES, rule]);
        expect(after.scores[rule.favors]).toBeGreaterThanOrEqual(before.scores[rule.favors]);
        expect(after.scores[other(rule.favors)]).toBe(before.scores[other(rule.favors)]);
        if (before.stack === rule.favors) expect(after.stack).toBe(rule.favors);
      }),
      { numRuns: 2000 },
    );
  });

  test('no family gives more than its cap', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const { fired, scores } = recommend(answers);
        for (const stack of ['node', 'django'] as const) {
          const mine = fired.filter((rule) => rule.favors === stack);
          const most = [...new Set(mine.map((rule) => rule.family))].map((family) => {
            const points = mine.filter((it) => it.family === family).map((it) => it.points);
            return Math.min(
              points.reduce((a, b) => a + b, 0),
              FAMILY_CAPS[family] ?? 99,
            );
          });
          expect(scores[stack]).toBe(most.reduce((a, b) => a + b, 0));
        }
      }),
    );
  });

  test('what has no weight changes nothing: the extras', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const { extras: _, ...rest } = answers;
        expect(recommend(answers)).toEqual(recommend(rest));
      }),
    );
  });
});

describe('flips', () => {
  test('really lead to the other stack, with the scores they name', () => {
    fc.assert(
      fc.property(anyAnswers, anyQuestions, (answers, assumed) => {
        const { stack, flips } = recommend(answers, { assumed });
        for (const flip of flips) {
          const after = recommend(changed(answers, flip.changes));
          expect(after.stack).toBe(flip.stack);
          expect(after.scores).toEqual(flip.scores);
          expect(stack === 'level' ? undefined : other(stack)).toBe(flip.stack);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('are what trying everything finds', () => {
    fc.assert(
      fc.property(anyAnswers, anyQuestions, (answers, assumed) => checkFlips(answers, assumed)),
      { numRuns: 300 },
    );
  });

  test('never add a choice that stands alone to others, nor drop it', () => {
    const quiet: Rule = {
      id: 'heavy-none',
      when: { heavy: 'none' },
      favors: 'node',
      points: 5,
      family: 'small',
      because: 'It is a test.',
      evidence: ['E001'],
    };
    const heavyFlips = (answers: string) =>
      recommender([quiet, ...RULES])(answersOf(answers), { assumed: ['heavy'] })
        .flips.flatMap((flip) => flip.changes)
        .filter((change) => change.question === 'heavy');
    expect(heavyFlips('heavy=compute security=accounts frontend=server')).toEqual([]);
    expect(heavyFlips('heavy=none data=relational')).toEqual([
      { question: 'heavy', from: 'none', to: 'hosted_ai' },
    ]);
  });

  test('are also found with rules that name two questions', () => {
    const more = fc.array(anyRule, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyAnswers, more, (answers, added) =>
        checkFlips(answers, [], [...RULES, ...added]),
      ),
      { numRuns: 150 },
    );
  });
});

describe('every set of one or two answers', () => {
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

  const all: Answers[] = [{}, ...ones, ...twos];

  test('has one recommendation, whatever stack is asked for', () => {
    expect(twos.length).toBeGreaterThan(1000);
    for (const answers of all) {
      const { stack, scores, band, flips } = recommend(answers);
      expect(['node', 'django', 'level']).toContain(stack);
      expect(['fixed', 'clear', 'lean', 'close']).toContain(band);
      expect(flips.length).toBeLessThanOrEqual(3);
      for (const template of ['node', 'django'] as const) {
        expect(recommend(answers, { template })).toMatchObject({
          ...{ stack: template, band: 'fixed', scores, flips: [] },
        });
      }
    }
  });

  test('has the flips that trying everything finds', () => {
    for (const answers of all) checkFlips(answers);
  });

  test('has flips that really flip', () => {
    for (const answers of all) {
      for (const { changes, stack, scores } of recommend(answers).flips) {
        expect(recommend(changed(answers, changes))).toMatchObject({ stack, scores });
      }
    }
  });

  test('is not hurt by one more rule for its stack, of any family and weight', () => {
    const always = ['node', 'django'].flatMap((favors) =>
      Object.keys(FAMILY_NAMES).flatMap((family) =>
        [1, 5].map(
          (points) => ({ ...(RULES[0] as Rule), when: {}, favors, family, points }) as Rule,
        ),
      ),
    );
    for (const answers of all) {
      const before = outcome(answers);
      for (const rule of always) {
        const after = outcome(answers, [...RULES, rule]);
        if (before.stack === rule.favors && after.stack !== rule.favors) {
          throw new Error(
            `${JSON.stringify(answers)} with ${rule.favors} +${rule.points} ${rule.family}`,
          );
        }
      }
    }
  });

  test('is the same in any order of the rules', () => {
    const orders = [[...RULES].reverse(), [...RULES.slice(11), ...RULES.slice(0, 11)]];
    for (const recommendAgain of orders.map(recommender)) {
      for (const answers of all) {
        const { fired: _, ...expected } = recommend(answers);
        expect(recommendAgain(answers)).toMatchObject(expected);
      }
    }
  });

  test('goes to the side with more points unless a language decides', () => {
    for (const answers of [...ones, ...twos]) {
      const { stack, scores, band } = recommend(answers);
      const diff = scores.node - scores.django;
      if (band === 'fixed' || diff === 0 || (Math.abs(diff) === 1 && answers.lang)) continue;
      expect(stack).toBe(diff > 0 ? 'node' : 'django');
    }
  });

  test('answered by the kind of product alone never gives high confidence, even with all it implies', () => {
    for (const { id } of QUESTIONS[0]?.choices ?? []) {
      expect(confidence(recommend({ kind: id }))).not.toBe('high');
      const { answers, assumed } = assume({ kind: id });
      expect(confidence(recommend(answers, { assumed }))).not.toBe('high');
    }
  });
});

describe('every choice of every question that scores', () => {
  const cases = SCORING.flatMap((question) =>
    question.choices.map((choice) => [question.id, choice.id] as const),
  );

  test.each(cases)('%s = %s can decide', (id, choice) => {
    const question = SCORING.find((it) => it.id === id) as Question;
    const several = (question.max ?? 1) > 1;
    const one = (it: string) => ({ [id]: several ? [it] : it });
    const others = question.choices.map((it) => it.id).filter((it) => it !== choice);
    const backgrounds: Answers[] = [
      { lang: 'both' },
      { lang: 'js_mostly' },
      { realtime: 'core' },
      { security: 'sensitive' },
      { frontend: 'spa' },
      { backoffice: 'basic' },
      { data: 'document' },
      { security: 'accounts' },
    ];
    const decides = backgrounds.some((background) =>
      others.some(
        (it) =>
          outcome({ ...background, ...one(choice) }).stack !==
          outcome({ ...background, ...one(it) }).stack,
      ),
    );
    expect(decides).toBe(true);
  });
});
