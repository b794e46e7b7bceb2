import { expect, test } from 'vitest';
import { openNeeds } from '../src/needs.ts';
import type { Answers, Spec, StackId } from '../src/types.ts';
import { specOf } from './tools/specs.ts';

const missing = (stack: StackId, answers: Answers, rest: Partial<Spec> = {}) =>
  openNeeds({ ...specOf(stack), features: [], answers, ...rest }).map(
    ({ what }) => what.split(/[ :]/)[0],
  );

test.each<[what: string, stack: StackId, answers: Answers, missing: string[]]>([
  ['nothing was answered', 'node', {}, []],
  ['nothing special', 'node', { realtime: 'none', heavy: ['none'], extras: ['none'] }, []],
  ['live updates', 'django', { realtime: 'some' }, ['live']],
  ['two needs of one answer', 'node', { heavy: ['ml'] }, ['background', 'a']],
  [
    'one need of two answers once',
    'node',
    { heavy: ['compute'], extras: ['jobs'] },
    ['background'],
  ],
  ['staff screens, which Django brings', 'django', { backoffice: 'heavy' }, []],
  ['staff screens, which Express lacks', 'node', { backoffice: 'basic' }, ['screens']],
  ['a large backoffice on Express', 'node', { backoffice: 'heavy' }, ['rights']],
  ['API documentation under its other name', 'node', { extras: ['api-docs'] }, ['API']],
])('%s (%s)', (_what, stack, answers, what) => {
  expect(missing(stack, answers)).toHaveLength(what.length);
  expect(missing(stack, answers)).toEqual(what);
});

test('what a feature brings is not missing', () => {
  const answers: Answers = { realtime: 'core', extras: ['docker', 'ci'] };
  expect(missing('node', answers, { features: ['websocket', 'docker'] })).toEqual(['a']);
});

test('what the database brings is not missing', () => {
  const answers: Answers = { data: 'relational' };
  expect(missing('node', answers)).toEqual(['PostgreSQL']);
  expect(missing('node', answers, { db: 'postgres' })).toEqual([]);
});
