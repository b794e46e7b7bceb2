import { describe, expect, test } from 'vitest';
import { recommend } from '../src/recommend.ts';
import { makeReport } from '../src/report/report.ts';
import { settlingQuestion } from '../src/settle.ts';
import { answersOf, questionNamed } from './support.ts';

/** Of the choices of an open question, how many would name a stack. */
function share(given: string, id: Parameters<typeof questionNamed>[0]): number {
  const { choices, max = 1 } = questionNamed(id);
  const stacks = choices.map(
    (choice) => recommend({ ...answersOf(given), [id]: max > 1 ? [choice.id] : choice.id }).stack,
  );
  return stacks.filter((stack) => stack !== 'level').length / choices.length;
}

describe('the question that would settle level answers best', () => {
  test.each([
    ['', 'lang'],
    ['lang=both realtime=core heavy=ml', 'kind'],
    ['kind=shop lang=both realtime=core heavy=ml', 'shape'],
    ['shape=fast+free', 'lang'],
    ['kind=other lang=both shape=fast+free', 'frontend'],
    ['kind=other lang=both shape=fast+free frontend=clients', 'realtime'],
  ])('of %s is %s', (given, expected) => {
    const question = settlingQuestion(answersOf(given));
    expect(recommend(answersOf(given)).stack).toBe('level');
    expect(question?.id).toBe(expected);
    const open = [
      'kind',
      'lang',
      'realtime',
      'heavy',
      'data',
      'backoffice',
      'security',
      'frontend',
      'shape',
    ] as const;
    const shares = open
      .filter((id) => answersOf(given)[id] === undefined)
      .map((id) => share(given, id));
    expect(share(given, expected as 'lang')).toBe(Math.max(...shares));
  });

  test('is none where every question that scores is answered', () => {
    const all =
      'kind=other lang=both realtime=none heavy=none data=light backoffice=none security=public frontend=clients shape=unsure';
    expect(recommend(answersOf(all)).stack).toBe('level');
    expect(settlingQuestion(answersOf(all))).toBeUndefined();
  });

  test('stands in the report of a level score, and only there', () => {
    const report = (given: string) =>
      makeReport(recommend(answersOf(given)), answersOf(given), undefined);
    expect(report('shape=fast+free').settle).toEqual({
      question: 'lang',
      text: questionNamed('lang').text,
    });
    expect(report('realtime=core').settle).toBeUndefined();
  });
});
