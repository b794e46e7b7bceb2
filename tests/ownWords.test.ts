import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CLAIMS, SOURCES } from '../src/claims.ts';
import { CLASHES } from '../src/conflicts.ts';
import { CONTRADICTIONS, NOT_ENCODED } from '../src/contradictions.ts';
import { COSTS } from '../src/costs.ts';
import { QUESTIONS } from '../src/questions.ts';
import { FAMILY_NAMES, RULES } from '../src/rules.ts';
import { TIE_BREAKS } from '../src/score.ts';
import { ROOT } from './tools/cli.ts';
import { HASH_BYTES, hashOf, runsOf } from './tools/wordRuns.ts';

/** Hashes of every six words in a row in the five articles; tests/tools/hashArticles.ts made them. */
const packed = readFileSync(path.join(import.meta.dirname, 'cases', 'articleRuns.txt'), 'utf8');
const bytes = Buffer.from(packed, 'base64');
const COPIED = new Set(
  Array.from({ length: bytes.length / HASH_BYTES }, (_, index) =>
    bytes.toString('hex', index * HASH_BYTES, (index + 1) * HASH_BYTES),
  ),
);
const copiedFrom = (text: string) => runsOf(text).filter((run) => COPIED.has(hashOf(run)));

describe('no six words in a row come from the articles', () => {
  test.each<[what: string, texts: readonly string[]]>([
    ['claims', CLAIMS.flatMap(([, , , , , , claim, caution = '']) => [claim, caution])],
    ['notes on the articles', Object.values(SOURCES).map(({ note }) => note)],
    ['reasons', RULES.map(({ because }) => because)],
    ['costs', Object.values(COSTS).map(({ cost }) => cost)],
    [
      'contradictions',
      CONTRADICTIONS.flatMap(({ topic, sides, resolution }) => [
        topic,
        resolution,
        ...sides.map(({ says }) => says),
      ]),
    ],
    ['claims that are not followed', NOT_ENCODED.map(({ why }) => why)],
    [
      'questions',
      QUESTIONS.flatMap(({ text, expert, why, choices }) => [
        text,
        expert,
        why,
        ...choices.flatMap(({ label, hint = '' }) => [label, hint]),
      ]),
    ],
    ['conflicts', CLASHES.map(({ message }) => message)],
    [
      'criteria and tie-breaks',
      [...Object.values(FAMILY_NAMES), ...TIE_BREAKS.map((it) => it.because)],
    ],
    ['README', [readFileSync(path.join(ROOT, 'README.md'), 'utf8')]],
  ])('in the %s', (_what, texts) => {
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.flatMap(copiedFrom)).toEqual([]);
  });
});

describe('the hashes know the articles', () => {
  test('there are as many as five articles of nine thousand words have', () => {
    expect(COPIED.size).toBeGreaterThan(8_000);
    expect(COPIED.size).toBeLessThan(10_000);
  });

  // Headings are cited by their name, so the longer ones are here as they stand there, but for those that other text interrupts.
  const headings = [...new Set(CLAIMS.flatMap(([, , , , , section]) => section.split('; ')))];
  const long = headings.filter(
    (heading) => runsOf(heading).length > 0 && !/lost|heading|^Deep-Dive/.test(heading),
  );

  test.each(long)('the heading "%s" is recognised', (heading) => {
    expect(copiedFrom(`Before it, ${heading.toUpperCase()}!`).length).toBeGreaterThan(0);
  });

  test('words put another way are not', () => {
    expect(long.length).toBeGreaterThan(5);
    expect(
      copiedFrom('Whoever reads this page reads words of the people who made this tool.'),
    ).toEqual([]);
  });
});
