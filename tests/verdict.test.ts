import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recommend } from '../src/recommend.ts';
import { decide, holds } from '../src/score.ts';
import type { QuestionId, StackId } from '../src/types.ts';
import {
  bestReasonsFor,
  confidence,
  decidingRule,
  sourcesOf,
  tieBreakOf,
  unforced,
} from '../src/verdict.ts';
import { answersOf, anyAnswers } from './support.ts';

const weigh = (answers: string, assumed: readonly QuestionId[] = [], template?: StackId) =>
  recommend(answersOf(answers), template ? { assumed, template } : { assumed });

describe('confidence', () => {
  test.each<[string, readonly QuestionId[], string]>([
    ['realtime=core', [], 'high'],
    ['heavy=connections realtime=some', [], 'high'],
    ['frontend=shared', [], 'high'],
    ['lang=js_mostly', [], 'low'],
    ['kind=small data=light', [], 'low'],
    ['lang=py_mostly data=document backoffice=basic', [], 'medium'],
    [
      'kind=saas frontend=shared shape=fast security=accounts lang=js_mostly data=relational',
      [],
      'low',
    ],
    ['kind=live realtime=core', ['realtime'], 'medium'],
    ['kind=live realtime=core', ['kind'], 'high'],
    ['kind=streaming heavy=connections', ['heavy'], 'medium'],
    ['kind=streaming heavy=connections lang=both', ['heavy'], 'medium'],
    ['kind=streaming heavy=connections data=document', ['heavy'], 'high'],
    ['kind=streaming heavy=connections', ['heavy', 'kind'], 'medium'],
    ['lang=py_mostly data=document backoffice=basic', ['lang', 'backoffice'], 'low'],
    ['', [], 'low'],
    ['lang=js_only', [], 'set by you'],
    ['lang=js_only realtime=core', ['lang', 'realtime'], 'set by you'],
  ])('%s, assumed %j: %s', (answers, assumed, expected) => {
    expect(confidence(weigh(answers, assumed))).toBe(expected);
  });
});

describe('what the score alone says', () => {
  test('is told when a language or a template decided', () => {
    const answers = 'lang=js_only backoffice=heavy security=sensitive data=relational';
    expect(unforced(weigh(answers))).toMatchObject({ stack: 'django', band: 'clear' });
    expect(unforced(weigh('realtime=core', [], 'django'))).toMatchObject({
      stack: 'node',
      band: 'clear',
    });
    expect(unforced(weigh('', [], 'django'))).toMatchObject({ stack: 'level', band: 'close' });
  });

  test('is what the answers say, for any answers', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const recommendation = recommend(answers, { template: 'node' });
        const held = (id: QuestionId, choice: string) => holds(answers, id, choice);
        expect(unforced(recommendation)).toEqual(decide(recommendation.scores, held));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('tie-breaks', () => {
  test.each([
    ['kind=small data=light lang=py_mostly', 'language'],
    ['security=accounts', 'lead'],
    ['kind=small backoffice=basic', 'records'],
    ['frontend=spa heavy=compute', 'browser-app'],
    ['realtime=core', undefined],
    ['', undefined],
    ['lang=js_only heavy=ml', undefined],
  ])('%s: %s', (answers, expected) => {
    expect(tieBreakOf(weigh(answers))?.id).toBe(expected);
  });
});

describe('the deciding rule', () => {
  test.each([
    ['realtime=core', 'realtime-core'],
    ['lang=both realtime=core heavy=compute', 'realtime-core'],
    ['kind=content backoffice=heavy frontend=server', undefined],
    ['lang=js_only backoffice=heavy', undefined],
    ['realtime=core heavy=ml', undefined],
    ['kind=small data=light lang=py_mostly', 'lang-py-mostly'],
    ['realtime=core lang=js_mostly security=sensitive data=relational', 'realtime-core'],
  ])('of %s is %s', (answers, expected) => {
    expect(decidingRule(weigh(answers))?.id).toBe(expected);
  });
});

test('the best reasons for a stack are its weightiest, also for the one that lost', () => {
  const recommendation = weigh('kind=saas frontend=shared shape=fast security=accounts');
  const reasons = (stack: StackId) => bestReasonsFor(recommendation, stack, 2).map((it) => it.id);
  expect(reasons('django')).toEqual(['shape-fast', 'kind-saas']);
  expect(reasons('node')).toEqual(['frontend-shared']);
});

test('the sources of a rule name article, publisher and section', () => {
  const [rule] = bestReasonsFor(weigh('realtime=core'), 'node', 1);
  expect(rule && sourcesOf(rule)[0]).toEqual({
    id: 'E125',
    source: 'S2',
    article: 'Node.js vs Django (Stack Matchup Comparison)',
    publisher: 'publisher not named',
    section: 'Our Engineering Verdict',
    criterion: 'realtime',
    direction: 'node',
    strength: 'strong',
    claim: 'Pick Node for live applications.',
  });
});
