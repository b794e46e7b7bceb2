import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recommend, recommender } from '../src/recommend.ts';
import { RULES } from '../src/rules.ts';
import { other } from '../src/score.ts';
import type { Answers, QuestionId, Rule } from '../src/types.ts';
import { answersOf, anyAnswers, anyQuestions, anyRule, changed } from './support.ts';
import { flipsByTrying, SMALL_SETS } from './tools/outcome.ts';

function checkFlips(answers: Answers, assumed: readonly QuestionId[] = [], rules = RULES): void {
  const { stack, band, flips, ...rest } = recommender(rules)(answers, { assumed });
  const none = band === 'fixed' || stack === 'level';
  expect(flips).toEqual(none ? [] : flipsByTrying(answers, stack, rest.assumed, rules));
}

describe('flips of any answers', () => {
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

describe('flips of every set of one or two answers', () => {
  test('are what trying everything finds', () => {
    for (const answers of SMALL_SETS) checkFlips(answers);
  });

  test('really lead to the other stack', () => {
    for (const answers of SMALL_SETS) {
      for (const { changes, stack, scores } of recommend(answers).flips) {
        expect(recommend(changed(answers, changes))).toMatchObject({ stack, scores });
      }
    }
  });
});
