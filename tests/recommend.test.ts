import { describe, expect, test } from 'vitest';
import { recommend } from '../src/recommend.ts';
import { bandOf, decide, score } from '../src/score.ts';
import type { Rule } from '../src/types.ts';
import { EDGES } from './cases/edges.ts';
import { UNSCORED, VERDICTS } from './cases/verdicts.ts';
import { answersOf, flipText, scoreText } from './support.ts';

describe('what the articles say outright', () => {
  test.each(VERDICTS)('%s (%s) %s → %s', (_id, _source, _need, stack, answers, expected) => {
    const recommendation = recommend(answersOf(answers));
    expect(scoreText(recommendation)).toBe(expected);
    expect(recommendation.stack).toBe(stack);
  });

  test('every one of the 172 verdicts is scored, or on the list of those that are not', () => {
    const ids = [...VERDICTS, ...UNSCORED].map(([id]) => id).sort();
    expect(ids).toEqual(
      Array.from({ length: 172 }, (_, index) => `V${String(index + 1).padStart(3, '0')}`),
    );
    expect(UNSCORED.map(([id, , , stack, criterion]) => `${id} ${criterion} ${stack}`)).toEqual([
      'V048 community node',
      'V052 scalability tie',
      'V060 performance django',
      'V062 performance django',
      'V063 scalability django',
      'V096 large-app django',
      'V112 large-app django',
      'V145 scalability node',
    ]);
    for (const [, , , , , reason] of UNSCORED) expect(reason).toMatch(/\(B\d\d(, B\d\d)*\)\.$/);
  });
});

describe('edge cases', () => {
  test.each(EDGES)('%s %s', (_id, _situation, answers, expected, band, stack, flips) => {
    const recommendation = recommend(answersOf(answers));
    expect(scoreText(recommendation)).toBe(expected);
    expect(recommendation.band).toBe(band);
    expect(recommendation.stack).toBe(stack);
    expect(recommendation.flips.map(flipText)).toEqual(flips);
  });

  test('many readers ticked as many connections leave a news site with Django', () => {
    const answers = 'kind=content backoffice=heavy frontend=server heavy=connections';
    expect(recommend(answersOf(answers)).stack).toBe('django');
  });
});

describe('bands', () => {
  test.each([
    [0, 0, 'close'],
    [1, 0, 'close'],
    [2, 0, 'lean'],
    [3, 0, 'lean'],
    [4, 0, 'clear'],
    [0, 4, 'clear'],
    [6, 4, 'lean'],
    [4, 6, 'lean'],
    [7, 5, 'close'],
    [7, 3, 'clear'],
    [8, 4, 'lean'],
    [12, 8, 'lean'],
    [13, 9, 'close'],
  ])('%i:%i is %s', (node, django, band) => {
    expect(bandOf({ node, django })).toBe(band);
  });
});

describe('close calls', () => {
  const settled = (node: number, django: number, answers: string) => {
    const held = answersOf(answers) as Record<string, string>;
    const verdict = decide({ node, django }, (question, choice) => held[question] === choice);
    return `${verdict.stack} ${verdict.tieBreak?.id ?? ''}`.trim();
  };

  test.each([
    [5, 6, 'lang=js_mostly', 'node language'],
    [6, 5, 'lang=py_mostly', 'django language'],
    [5, 5, 'lang=py_mostly frontend=spa', 'django language'],
    [7, 9, 'lang=js_mostly', 'django lead'],
    [6, 5, 'lang=new backoffice=heavy', 'node lead'],
    [5, 5, 'backoffice=basic frontend=spa', 'django records'],
    [5, 5, 'backoffice=heavy', 'django records'],
    [5, 5, 'data=relational', 'django records'],
    [5, 5, 'frontend=spa', 'node browser-app'],
    [5, 5, 'frontend=shared', 'node browser-app'],
    [5, 5, 'lang=both data=document frontend=server', 'level'],
    [5, 7, '', 'django lead'],
    [4, 7, 'lang=js_mostly', 'django'],
    [2, 0, 'lang=py_mostly', 'node'],
  ])('%i:%i with %s → %s', (node, django, answers, expected) => {
    expect(settled(node, django, answers)).toBe(expected);
  });
});

describe('scores', () => {
  const rule = (points: number, family: Rule['family'], favors: Rule['favors'] = 'node'): Rule => ({
    id: 'made-up',
    when: { kind: 'other' },
    favors,
    points,
    family,
    because: 'It is a test.',
    evidence: ['E001'],
  });

  test.each([
    ['live', 7],
    ['ai', 6],
    ['office', 5],
    ['js', 7],
    ['py', 4],
    ['services', 4],
    ['pace', 4],
    ['data', 10],
    ['freedom', 10],
  ] as const)('the family %s gives one stack at most %i of 10 points', (family, most) => {
    expect(score([rule(5, family), rule(5, family)])).toEqual({ node: most, django: 0 });
  });

  test('families are capped for each stack by itself, and do not share a cap', () => {
    const rules = [rule(5, 'py'), rule(3, 'py', 'django'), rule(5, 'office'), rule(1, 'office')];
    expect(score(rules)).toEqual({ node: 9, django: 3 });
  });
});

describe('what decides before the score', () => {
  test('a stack that was asked for wins over the score and over the language', () => {
    const answers = answersOf('lang=py_only heavy=ml');
    const forced = recommend(answers, { template: 'node' });
    expect(forced).toMatchObject({ stack: 'node', band: 'fixed', flips: [] });
    expect(forced.scores).toEqual(recommend(answers).scores);
  });

  test('it is fixed even where the score agrees', () => {
    const forced = recommend(answersOf('realtime=core'), { template: 'node' });
    expect(forced).toMatchObject({ stack: 'node', band: 'fixed', flips: [] });
  });

  test('a name from a prototype is no hard language', () => {
    expect(recommend({ lang: 'constructor' })).toMatchObject({ stack: 'level', band: 'close' });
  });
});

describe('assumed answers', () => {
  test('are reported in the order of the questions, only where there is an answer', () => {
    const recommendation = recommend(answersOf('kind=live realtime=core'), {
      assumed: ['extras', 'realtime', 'kind', 'realtime'],
    });
    expect(recommendation.assumed).toEqual(['kind', 'realtime']);
  });

  test('come first among the flips', () => {
    const answers = answersOf('lang=both realtime=core heavy=compute');
    const flips = recommend(answers, { assumed: ['heavy', 'realtime'] }).flips.map(flipText);
    expect(flips).toEqual([
      'realtime core→some 1:2',
      'heavy add ml 5:6',
      'lang both→py_mostly 5:5',
    ]);
  });
});
