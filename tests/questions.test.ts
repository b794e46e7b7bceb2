import { describe, expect, test } from 'vitest';
import { parseAnswers } from '../src/answers.ts';
import { prefill, QUESTIONS, questionOf } from '../src/questions.ts';
import { recommend } from '../src/recommend.ts';
import { RULES } from '../src/rules.ts';

test('there are ten questions in this order, with these choices', () => {
  const lines = QUESTIONS.map(
    ({ id, choices, max = 1, alone = '', quick }) =>
      `${id} ${max} ${alone} ${quick ? 'quick ' : ''}| ${choices.map((it) => it.id).join(' ')}`,
  );
  expect(lines).toEqual([
    'kind 1  quick | content business api live streaming shop social saas dataproduct small other',
    'lang 1  quick | js_only js_mostly both py_mostly py_only new',
    'realtime 1  quick | none some core',
    'heavy 4 none | none connections compute ml hosted_ai',
    'data 1  | relational document light unsure',
    'backoffice 1  | none basic heavy',
    'security 1  | public accounts sensitive',
    'frontend 1  quick | server spa shared clients',
    'shape 2 unsure quick | fast team free services unsure',
    'extras 6 none | docker ci cache jobs api-docs devcontainer none',
  ]);
});

test.each(QUESTIONS.map((it) => [it.id, it] as const))('%s is worded for people', (_id, it) => {
  expect(it.text).toMatch(/[?)]$/);
  expect(it.topic).toMatch(/^[a-z][a-z -]+$/);
  expect(it.expert).toMatch(/^[A-Z].*[^.]$/);
  expect(it.why).toMatch(/^[A-Z].*\.$/);
  expect(new Set(it.choices.map((choice) => choice.label)).size).toBe(it.choices.length);
  for (const { label } of it.choices) expect(label).toMatch(/^[A-Z].*[^.]$/);
});

test('a question is found by its id', () => {
  expect(questionOf('shape').max).toBe(2);
});

test('nine questions score and the last does not', () => {
  const scoring = new Set(RULES.flatMap((rule) => Object.keys(rule.when)));
  expect(QUESTIONS.filter(({ id }) => !scoring.has(id)).map(({ id }) => id)).toEqual(['extras']);
});

describe('prefill', () => {
  test('offers what a kind of product usually implies', () => {
    expect(prefill('content')).toEqual({ backoffice: 'heavy', frontend: 'server' });
    expect(prefill('live')).toEqual({ realtime: 'core' });
    expect(prefill('streaming')).toEqual({ heavy: ['connections'] });
    expect(prefill('dataproduct')).toEqual({ heavy: ['ml'] });
    expect(prefill('small')).toEqual({ data: 'light' });
    for (const kind of ['shop', 'other', 'saas', 'constructor', undefined]) {
      expect(prefill(kind)).toEqual({});
    }
  });

  test('offers only valid answers, in canonical form', () => {
    for (const { id } of questionOf('kind').choices) {
      expect(parseAnswers(prefill(id))).toEqual(prefill(id));
    }
  });

  test('scores nothing by itself: only answers that are taken do', () => {
    expect(recommend({ kind: 'live' }).scores).toEqual({ node: 1, django: 0 });
  });
});
