import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadTemplate } from '../src/template.ts';
import { type Choices, type Combination, choicesOf, pairwise } from './matrix/pairwise.ts';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

/** Features that require and exclude each other as they please, also what cannot be met. */
const anyChoices: fc.Arbitrary<Choices> = fc
  .tuple(fc.constantFrom(['x'], ['x', 'y'], ['x', 'y', 'z']), fc.subarray(IDS))
  .chain(([databases, ids]) => {
    const others = (id: string, maxLength: number) =>
      fc
        .uniqueArray(fc.constantFrom(...IDS), { maxLength })
        .map((all) => all.filter((other) => other !== id && ids.includes(other)));
    const feature = (id: string) =>
      fc.record({ id: fc.constant(id), requires: others(id, 2), conflicts: others(id, 1) });
    return fc.record({
      databases: fc.constant(databases),
      features: fc.tuple(...ids.map(feature)),
    });
  });

/** Every combination there is, the valid ones kept: slow, and plainly right. */
function everyCombination({ databases, features }: Choices): Combination[] {
  const subsets = features.reduce<string[][]>(
    (all, { id }) => all.flatMap((on) => [on, [...on, id]]),
    [[]],
  );
  const isAllowed = (on: string[]) =>
    features
      .filter(({ id }) => on.includes(id))
      .every(
        ({ requires, conflicts }) =>
          requires.every((id) => on.includes(id)) && !conflicts.some((id) => on.includes(id)),
      );
  return databases.flatMap((db) =>
    subsets.filter(isAllowed).map((on) => ({ db, features: on.toSorted() })),
  );
}

/** Every two values that a combination holds, as words. */
function pairsIn({ db, features }: Combination, choices: Choices): string[] {
  const values = [
    `database=${db}`,
    ...choices.features.map(({ id }) => `${id} ${features.includes(id) ? 'on' : 'off'}`),
  ];
  return values.flatMap((a, index) => values.slice(index).map((b) => `${a}, ${b}`));
}

const allPairs = (combinations: Combination[], choices: Choices) =>
  [...new Set(combinations.flatMap((each) => pairsIn(each, choices)))].sort();

describe('combinations of features', () => {
  test('are such as can be, and hold every pair that can go together', () => {
    fc.assert(
      fc.property(anyChoices, (choices) => {
        const possible = everyCombination(choices);
        const made = pairwise(choices);
        for (const each of made) expect(possible).toContainEqual(each);
        expect(allPairs(made, choices)).toEqual(allPairs(possible, choices));
      }),
    );
  });

  test.each(['node', 'django'] as const)('are few for %s', (stack) => {
    const made = pairwise(choicesOf(loadTemplate(stack)));
    expect(made.length).toBeGreaterThan(0);
    expect(made.length).toBeLessThan(20);
  });
});
