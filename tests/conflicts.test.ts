import { describe, expect, test } from 'vitest';
import { CLASHES } from '../src/conflicts.ts';
import { recommend } from '../src/recommend.ts';
import type { StackId } from '../src/types.ts';
import { answersOf } from './support.ts';

const conflicts = (answers: string, template?: StackId) =>
  recommend(answersOf(answers), template ? { template } : {}).conflicts;
const ids = (answers: string, template?: StackId) =>
  conflicts(answers, template).map((it) => it.id);

describe('answers that pull against each other', () => {
  test.each<[string, StackId | undefined, string[]]>([
    ['lang=js_only heavy=ml', undefined, ['js-only-with-ml']],
    ['lang=js_mostly heavy=ml frontend=shared', undefined, ['node-with-ml']],
    ['heavy=ml', undefined, []],
    ['heavy=ml', 'node', ['template-overrides-score', 'node-with-ml']],
    ['heavy=hosted_ai', 'node', []],
    ['lang=py_only frontend=shared', undefined, ['py-only-with-shared']],
    ['lang=py_mostly frontend=shared', undefined, []],
    ['data=document security=sensitive', undefined, ['django-with-documents']],
    ['data=document', undefined, []],
    ['realtime=core security=sensitive data=relational', undefined, ['django-with-live-core']],
    ['realtime=core', undefined, []],
    ['realtime=core security=sensitive', undefined, ['node-with-sensitive-data']],
    ['security=sensitive', undefined, []],
    ['backoffice=heavy data=light', undefined, ['daily-staff-little-data']],
    ['backoffice=basic data=light', undefined, []],
    ['kind=shop security=public', undefined, ['public-but-private-records']],
    ['kind=content security=public', undefined, []],
    ['backoffice=basic security=public', undefined, ['public-but-staff']],
    ['shape=team+free', undefined, ['one-style-and-freedom']],
    ['shape=fast+free', undefined, []],
    ['kind=small shape=services', undefined, ['tiny-and-split']],
    ['kind=api shape=services', undefined, []],
    ['', undefined, []],
  ])('%s (template %s): %j', (answers, template, expected) => {
    expect(ids(answers, template)).toEqual(expected);
  });

  test('a load of nothing and something cannot be typed, and is reported if it comes in', () => {
    const { conflicts: found, scores } = recommend({ heavy: ['none', 'ml'] });
    expect(found.map((it) => it.id)).toEqual(['no-load-and-load']);
    expect(scores).toEqual({ node: 0, django: 5 });
    expect(recommend({ heavy: ['none'] }).conflicts).toEqual([]);
  });

  test('where nothing is chosen, nothing is said about a stack', () => {
    expect(ids('realtime=core heavy=ml')).toEqual([]);
  });

  test('name their questions once', () => {
    expect(conflicts('shape=team+free')[0]?.questions).toEqual(['shape']);
    expect(conflicts('backoffice=heavy data=light')[0]?.questions).toEqual(['backoffice', 'data']);
  });
});

describe('what overrides the score', () => {
  test.each<[string, StackId | undefined, string[]]>([
    [
      'lang=js_only backoffice=heavy security=sensitive data=relational',
      undefined,
      ['language-overrides-score', 'node-with-sensitive-data'],
    ],
    ['lang=js_only', undefined, []],
    ['lang=py_only realtime=core', undefined, ['django-with-live-core']],
    [
      'lang=py_only realtime=core heavy=connections',
      undefined,
      ['language-overrides-score', 'django-with-live-core'],
    ],
    ['backoffice=heavy', 'node', ['template-overrides-score']],
    ['backoffice=heavy', 'django', []],
    ['security=accounts', 'node', []],
    ['lang=py_only', 'node', ['template-against-language', 'template-overrides-score']],
    ['lang=js_only backoffice=heavy data=relational', 'django', ['template-against-language']],
    ['lang=js_only backoffice=heavy data=relational', 'node', ['template-overrides-score']],
    ['lang=js_only backoffice=heavy', 'node', []],
    ['lang=js_only security=accounts backoffice=heavy', undefined, []],
    ['lang=py_only', 'django', []],
  ])('%s (template %s): %j', (answers, template, expected) => {
    expect(ids(answers, template)).toEqual(expected);
  });

  test('is told with the score', () => {
    const [found] = conflicts('lang=js_only backoffice=heavy security=sensitive data=relational');
    expect(found).toEqual({
      id: 'language-overrides-score',
      questions: ['lang'],
      message:
        'Your language rule overrides 4:10 (Node.js to Django), which alone would mean Django.',
    });
    expect(conflicts('backoffice=heavy', 'node')[0]).toMatchObject({
      questions: [],
      message: expect.stringContaining('The stack you asked for overrides 0:4'),
    });
  });
});

test('every clash has a name of its own and sentences for people', () => {
  expect(new Set(CLASHES.map((it) => it.id)).size).toBe(CLASHES.length);
  for (const { id, message } of CLASHES) {
    expect(id).toMatch(/^[a-z-]+$/);
    expect(message).toMatch(/^[A-Z].{40,}\.$/);
  }
});
