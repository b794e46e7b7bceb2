import type { Template } from '../../src/template.ts';
import type { Database, FeatureId } from '../../src/types.ts';

/** What of a template may be combined freely, and what may not. */
export interface Choices {
  readonly databases: readonly Database[];
  readonly features: readonly Choice[];
}

interface Choice {
  readonly id: FeatureId;
  readonly requires: readonly FeatureId[];
  readonly conflicts: readonly FeatureId[];
}

export interface Combination {
  readonly db: Database;
  /** What is on; the rest is off. Sorted. */
  readonly features: readonly FeatureId[];
}

/** A value of a factor: a database, or a feature that is on or off. */
interface Value {
  readonly factor: string;
  readonly value: string;
}

const DATABASE = 'database';

/** What a template offers, without the feature that the machine decides on. */
export function choicesOf({ databases, features, runtime }: Template): Choices {
  return {
    databases: [...databases.keys()],
    features: [...features.values()].filter(({ id }) => id !== runtime?.feature),
  };
}

/** Combinations that hold every pair of values that can go together: the fewest of several attempts. */
export function pairwise(choices: Choices): Combination[] {
  const factors = factorsOf(choices);
  const pairs = validPairs(factors, choices);
  const attempts = factors.flatMap((_, turn) => {
    const turned = [...factors.slice(turn), ...factors.slice(0, turn)];
    return [cover(turned, pairs, choices), cover(turned.toReversed(), pairs, choices)];
  });
  return attempts.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

/** Each combination begins with a pair that is missing and takes on, factor by factor, the value that adds most. */
function cover(
  factors: readonly Value[][],
  pairs: readonly [Value, Value][],
  choices: Choices,
): Combination[] {
  const missing = new Map(pairs.map((pair) => [keyOf(...pair), pair]));
  const combinations: Combination[] = [];
  for (let pair = first(missing); pair; pair = first(missing)) {
    const row = [...new Set(pair)];
    for (const values of factors) {
      if (row.some(({ factor }) => factor === values[0]?.factor)) continue;
      const possible = values.filter((value) => isValid([...row, value], choices));
      const gain = (value: Value) => row.filter((other) => missing.has(keyOf(other, value))).length;
      const best = possible.toSorted((a, b) => gain(b) - gain(a))[0];
      if (best) row.push(best);
    }
    for (const [a, b] of pairsOf(row)) missing.delete(keyOf(a, b));
    combinations.push(combinationOf(row));
  }
  return combinations;
}

/** Every pair of values that some combination can hold; a value alone counts as a pair with itself. */
function validPairs(factors: readonly Value[][], choices: Choices): [Value, Value][] {
  return pairsOf(factors.flat())
    .filter(([a, b]) => a === b || a.factor !== b.factor)
    .filter((pair) => isValid(pair, choices));
}

function factorsOf({ databases, features }: Choices): Value[][] {
  return [
    databases.map((value) => ({ factor: DATABASE, value })),
    ...features.map(({ id }) => ['on', 'off'].map((value) => ({ factor: id, value }))),
  ];
}

/** True when the values go together: what is on neither needs what is off nor excludes what is on. */
function isValid(values: readonly Value[], { features }: Choices): boolean {
  const chosen = (wanted: string) =>
    values.filter(({ value }) => value === wanted).map(({ factor }) => factor);
  const on = new Set(chosen('on'));
  // A set that grows while it is walked: what is required may require more.
  for (const id of on) for (const other of find(id, features).requires) on.add(other);
  if (chosen('off').some((id) => on.has(id))) return false;
  return ![...on].some((id) => find(id, features).conflicts.some((other) => on.has(other)));
}

function find(id: FeatureId, features: readonly Choice[]): Choice {
  return features.find((each) => each.id === id) ?? { id, requires: [], conflicts: [] };
}

function combinationOf(row: readonly Value[]): Combination {
  return {
    db: row.find(({ factor }) => factor === DATABASE)?.value ?? '',
    features: row
      .filter(({ value }) => value === 'on')
      .map(({ factor }) => factor)
      .sort(),
  };
}

function pairsOf(row: readonly Value[]): [Value, Value][] {
  return row.flatMap((a, index) => row.slice(index).map((b): [Value, Value] => [a, b]));
}

const first = <K, V>(map: ReadonlyMap<K, V>): V | undefined => map.values().next().value;

const keyOf = (...pair: [Value, Value]): string =>
  pair
    .map(({ factor, value }) => `${factor}=${value}`)
    .sort()
    .join(' ');
