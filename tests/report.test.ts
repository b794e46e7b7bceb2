import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { recommend } from '../src/recommend.ts';
import { describeFailure } from '../src/report/project.ts';
import { describeRecommendation } from '../src/report/recommendation.ts';
import { makeReport } from '../src/report/report.ts';
import {
  describeCaps,
  describeFlip,
  describeFlips,
  describeVerdict,
} from '../src/report/verdict.ts';
import type { Answers, Change, Recommendation } from '../src/types.ts';
import { answersOf } from './support.ts';

/** What a person sees where no colours are shown, or on a terminal of this width. */
const stream = (columns?: number) =>
  Object.assign(new PassThrough(), { isTTY: false, columns }) as unknown as NodeJS.WriteStream;
const verdictOf = (band: Recommendation['band'], stack: Recommendation['stack']) =>
  describeVerdict({ ...recommend({ kind: 'api' }), band, stack });
const report = (
  answers: Answers,
  options: Parameters<typeof recommend>[1] = {},
  columns?: number,
) => describeRecommendation(recommend(answers, options), answers, undefined, stream(columns));

test.each([
  ['clear', 'node', 'Node.js (Express), clearly.'],
  ['lean', 'django', 'Django, by a modest lead.'],
  ['close', 'django', 'Django, but it is close.'],
  ['close', 'level', 'Neither stack is ahead: the answers do not tell them apart.'],
] as const)('%s, %s: %s', (band, stack, sentence) => {
  expect(verdictOf(band, stack)).toBe(sentence);
});

test.each([
  ['realtime=core', 'node', 'the rules agree'],
  ['realtime=core', 'django', 'although the rules would choose Node.js'],
] as const)('%s, but %s was asked for: %s', (answers, template, words) => {
  const sentence = describeVerdict(recommend(answersOf(answers), { template }));
  expect(sentence).toContain('as you asked');
  expect(sentence).toContain(words);
});

test.each<[change: Change[], sentence: string]>([
  [
    [{ question: 'realtime', from: 'some', to: 'core' }],
    'If live updates were “It is the point” instead of “In places”, Node.js would lead 7:5.',
  ],
  [
    [{ question: 'data', from: null, to: 'light' }],
    'If information were “Little or none”, Node.js would lead 7:5.',
  ],
  [
    [{ question: 'heavy', from: null, to: 'compute' }],
    'If server load included “Long calculations”, Node.js would lead 7:5.',
  ],
  [
    [{ question: 'shape', from: 'fast', to: null }],
    'If what matters while building did not include “Launching soon”, Node.js would lead 7:5.',
  ],
  [
    [
      { question: 'data', from: null, to: 'light' },
      { question: 'shape', from: 'fast', to: null },
    ],
    'If information were “Little or none” and what matters while building did not include “Launching soon”, Node.js would lead 7:5.',
  ],
])('%j reads: %s', (changes, sentence) => {
  expect(describeFlip({ changes, stack: 'node', scores: { node: 7, django: 5 } })).toBe(sentence);
});

test('points that a family caps are said, so that the reasons add up', () => {
  const capped = recommend({ kind: 'business', backoffice: 'heavy', data: 'relational' });
  expect(describeCaps(capped)).toEqual([
    'Kind of product “A tool for running a business” and staff work “Daily” make one point: together they count 5, not 6.',
  ]);
  expect(describeCaps(recommend({ backoffice: 'heavy' }))).toEqual([]);
});

test('a flip to a stack that does not lead is worded so', () => {
  const changes: Change[] = [{ question: 'lang', from: null, to: 'js_mostly' }];
  expect(describeFlip({ changes, stack: 'node', scores: { node: 5, django: 6 } })).toBe(
    'If language were “Mostly JavaScript or TypeScript”, Node.js would be taken at 5:6, because within one point the language decides.',
  );
});

test('without an answer there is nothing to go by', () => {
  expect(describeVerdict(recommend({}))).toBe('No answers to go by.');
});

describe('what going against the score costs', () => {
  const against = answersOf('security=sensitive heavy=ml realtime=some');
  const costs = (template: 'node' | 'django', features: readonly string[] = []) =>
    makeReport(recommend(against, { template }), against, {
      features: features.map((id) => ({ id, title: `The ${id} feature` })),
      offered: [],
      missing: [],
    }).costs;

  test('is told for each need of the other stack, the weightiest first', () => {
    expect(costs('node')).toEqual([
      'The Python libraries run in a worker of their own, a second language to build and watch.',
      'Protection is put together from parts and kept up by you.',
    ]);
  });

  test('is eased by what the starter brings, and only by that', () => {
    expect(costs('node', ['docker', 'audit', 'jobs', 'auth'])).toEqual([
      expect.stringMatching(/Eased by: The jobs feature\.$/),
      expect.stringMatching(/Eased by: The audit feature, The auth feature\.$/),
    ]);
  });

  test('is nothing where the score agrees, or decided itself', () => {
    expect(costs('django')).toEqual([]);
    expect(makeReport(recommend(against), against, undefined).costs).toEqual([]);
  });
});

test('the reason that decided comes first, then the weightiest', () => {
  const reasons = (text: string) =>
    makeReport(recommend(answersOf(text)), answersOf(text), undefined).reasons.map((it) => it.rule);
  // The cap of content and staff screens leaves each of them less than it says.
  expect(
    reasons(
      'kind=content backoffice=heavy frontend=server realtime=core lang=js_mostly security=sensitive',
    ),
  ).toEqual(['security-sensitive', 'backoffice-heavy', 'kind-content']);
  expect(reasons('lang=js_only realtime=core')).toEqual(['lang-js-only', 'realtime-core']);
  expect(reasons('realtime=core kind=live shape=free')).toEqual([
    'realtime-core',
    'shape-free',
    'kind-live',
  ]);
});

describe('what would change it', () => {
  test.each([
    ['nothing was answered', recommend({}), /--template/],
    [
      'a fixed language',
      recommend(answersOf('lang=py_only')),
      /^No change of the language: if it need not stay, the score 0:4 would mean Django as well\.$/,
    ],
    [
      'a stack that was asked for against the score',
      recommend(answersOf('realtime=core'), { template: 'django' }),
      /^Only the request: without it the score 5:0 would mean Node\.js\.$/,
    ],
    [
      'a stack that was asked for without an answer',
      recommend({}, { template: 'django' }),
      /^Only the request: no answers were weighed\.$/,
    ],
    ['two changes at least', recommend(answersOf('kind=live realtime=core')), /No single answer/],
  ])('%s', (_what, recommendation, words) => {
    expect(describeFlips(recommendation)[0]).toMatch(words);
  });
});

describe('the report', () => {
  const answers = answersOf('kind=content backoffice=heavy realtime=core lang=js_only heavy=ml');

  test('has scores, reasons with points and sources, assumed answers, conflicts and flips', () => {
    const text = report(answers, { assumed: ['backoffice'] });
    for (const line of [
      /^Node\.js \(Express\), because your language must stay/,
      /^Node\.js \d+ : \d+ Django, confidence: set by you$/m,
      /^For Node\.js$/m,
      /^For Django$/m,
      /\(realtime=core, \+5\)$/m,
      /^ {4}E\d{3}: .+, section “.+”; also\s+E\d{3}/m,
      /^Assumed, not said by you$/m,
      /^ {2}- backoffice=heavy \(Daily; --backoffice changes it\)$/m,
      /^Answers that pull against each other$/m,
      /^What would change it$/m,
    ]) {
      expect(text).toMatch(line);
    }
  });

  test('gives the best three reasons for and two against', () => {
    const many = answersOf(
      'kind=live realtime=core heavy=connections+ml lang=js_mostly frontend=shared backoffice=heavy security=sensitive',
    );
    const [, node = '', django = ''] = report(many).split(/^For (?:Node\.js|Django)$/m);
    expect(node.match(/\+\d\)/g)).toHaveLength(3);
    expect(django.split('\n\n')[0]?.match(/\+\d\)/g)).toHaveLength(2);
  });

  test.each([60, 80])('fits a terminal of %i columns', (columns) => {
    const lines = report(answers, {}, columns).split('\n');
    const headings = /^\S/;
    const tooLong = lines.filter((line) => line.length > columns && !headings.test(line));
    expect(tooLong).toEqual([]);
  });

  test('promises no percentages', () => {
    expect(report(answers)).not.toMatch(/%|percent|probab/i);
  });
});

test('a failed step is told with the last words of its command', () => {
  const result = {
    title: 'Install packages',
    command: ['npm'],
    byHand: 'npm install',
    durationMs: 1,
  };
  const failed = { ...result, status: 'failed', exitCode: 1, output: 'one\ntwo' } as const;
  expect(describeFailure(failed, stream())).toBe(
    'Install packages: npm install ended with 1\n  one\n  two',
  );
  expect(describeFailure({ ...failed, exitCode: null }, stream())).toContain('did not run');
});
