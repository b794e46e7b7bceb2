import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAnswers } from '../src/answers.ts';
import { assume, suggest } from '../src/assume.ts';
import { QUESTIONS } from '../src/questions.ts';
import { answersOf, anyAnswers, anyQuestions } from './support.ts';

describe('what answers suggest', () => {
  test.each([
    ['', {}],
    ['lang=both', { extras: ['docker', 'ci'] }],
    [
      'kind=content',
      { backoffice: 'heavy', frontend: 'server', extras: ['docker', 'ci', 'cache'] },
    ],
    ['kind=streaming', { heavy: ['connections'], extras: ['docker', 'ci', 'cache'] }],
    ['kind=dataproduct', { heavy: ['ml'], extras: ['docker', 'ci', 'jobs'] }],
    ['kind=live realtime=none', { extras: ['docker', 'ci'] }],
    ['heavy=compute', { extras: ['docker', 'ci', 'jobs'] }],
    ['heavy=connections+hosted_ai', { extras: ['docker', 'ci', 'cache', 'jobs'] }],
    ['kind=small extras=none', { data: 'light' }],
  ])('%s: %j', (given, expected) => {
    expect(suggest(answersOf(given))).toEqual(expected);
  });

  test('what was declined stays open, and suggests nothing further', () => {
    expect(suggest({ kind: 'streaming' }, ['heavy'])).toEqual({ extras: ['docker', 'ci'] });
    expect(suggest({ kind: 'shop' }, ['extras'])).toEqual({});
  });
});

test('assumed is what was open and is suggested; the answers are valid, in the order of the questions', () => {
  fc.assert(
    fc.property(anyAnswers, anyQuestions, (given, unknown) => {
      const declined = unknown.filter((id) => given[id] === undefined);
      const { answers, assumed } = assume(given, declined);
      const ids = QUESTIONS.map(({ id }) => id);
      expect(assumed).toEqual(
        ids.filter((id) => answers[id] !== undefined && given[id] === undefined),
      );
      expect(assumed.filter((id) => declined.includes(id))).toEqual([]);
      expect(answers).toMatchObject(given);
      expect(JSON.stringify(answers)).toBe(JSON.stringify(parseAnswers(answers)));
    }),
  );
});
