import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assume } from '../src/assume.ts';
import { QUESTIONS } from '../src/questions.ts';
import { recommend, recommender } from '../src/recommend.ts';
import { FAMILY_CAPS, FAMILY_NAMES, RULES } from '../src/rules.ts';
import { other } from '../src/score.ts';
import type { Answers, Question, Rule, StackId } from '../src/types.ts';
import { confidence } from '../src/verdict.ts';
import { anyAnswers, anyQuestions, anyRule } from './support.ts';
import { outcome, SCORING, SMALL_SETS } from './tools/outcome.ts';

const stackOrNone = fc.option(fc.constantFrom<StackId>('node', 'django'), { nil: undefined });

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

describe('every set of one or two answers', () => {
  test('has one recommendation, whatever stack is asked for', () => {
    expect(SMALL_SETS.length).toBeGreaterThan(1000);
    for (const answers of SMALL_SETS) {
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

  test('is not hurt by one more rule for its stack, of any family and weight', () => {
    const always = ['node', 'django'].flatMap((favors) =>
      Object.keys(FAMILY_NAMES).flatMap((family) =>
        [1, 5].map(
          (points) => ({ ...(RULES[0] as Rule), when: {}, favors, family, points }) as Rule,
        ),
      ),
    );
    for (const answers of SMALL_SETS) {
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
      for (const answers of SMALL_SETS) {
        const { fired: _, ...expected } = recommend(answers);
        expect(recommendAgain(answers)).toMatchObject(expected);
      }
    }
  });

  test('goes to the side with more points unless a language decides', () => {
    for (const answers of SMALL_SETS) {
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
