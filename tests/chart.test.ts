import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recommend } from '../src/recommend.ts';
import { type ChartStyle, drawChart } from '../src/report/chart.ts';
import { criteriaOf } from '../src/report/report.ts';
import type { Answers } from '../src/types.ts';
import { answersOf, anyAnswers } from './support.ts';

const PLAIN: ChartStyle = { width: 80, blocks: false, node: (it) => it, django: (it) => it };

function chart(answers: Answers, style: Partial<ChartStyle> = {}): readonly string[] {
  const recommendation = recommend(answers);
  const { scores } = recommendation;
  return drawChart({ criteria: criteriaOf(recommendation), scores }, { ...PLAIN, ...style });
}

test('Node.js grows to the left and Django to the right, the weightiest criterion first', () => {
  expect(chart(answersOf('realtime=core security=accounts data=relational'))).toEqual([
    '                               Node.js | Django',
    '  Live and connected  5 ===============|',
    '  Shape of the data                    |====== 2',
    '  Protection built in                  |=== 1',
    '  Points in all                      5 | 3',
  ]);
});

test('a terminal gets blocks', () => {
  expect(chart(answersOf('shape=fast'), { blocks: true })[1]).toMatch(/│█{9} 3$/);
});

test('without points there is nothing to draw', () => {
  expect(chart({})).toEqual([]);
  expect(chart(answersOf('lang=both'))).toEqual([]);
});

test('criteria are capped as the score is, and add up to it', () => {
  fc.assert(
    fc.property(anyAnswers, (answers) => {
      const recommendation = recommend(answers);
      const criteria = criteriaOf(recommendation);
      const sum = (stack: 'node' | 'django') =>
        criteria.reduce((total, row) => total + row[stack], 0);
      expect({ node: sum('node'), django: sum('django') }).toEqual(recommendation.scores);
    }),
  );
});

test('fits every terminal of 30 columns and more, and reads without colour', () => {
  fc.assert(
    fc.property(anyAnswers, fc.integer({ min: 30, max: 120 }), (answers, width) => {
      const [head = '', ...lines] = chart(answers, { width });
      const axis = head.indexOf('|');
      const rows = lines.slice(0, -1);
      for (const line of [head, ...lines]) {
        expect(line.length).toBeLessThanOrEqual(width);
        expect(line.indexOf('|')).toBe(axis);
      }
      for (const [index, { node, django }] of criteriaOf(recommend(answers)).entries()) {
        const [left = '', right = ''] = rows[index]?.split('|') ?? [];
        // Every bar has its number beside it, and more points never get a shorter bar.
        expect(/(\d+) =+$/.exec(left)?.[1] ?? '0').toBe(String(node));
        expect(/^=+ (\d+)$/.exec(right)?.[1] ?? '0').toBe(String(django));
      }
      const bars = rows.flatMap((row) => row.match(/\d+ =+|=+ \d+/g) ?? []);
      const sizes = bars.map((bar) => [Number(/\d+/.exec(bar)), (bar.match(/=/g) ?? []).length]);
      sizes.sort(([a = 0], [b = 0]) => a - b);
      const lengths = sizes.map(([, length = 0]) => length);
      expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    }),
  );
});
