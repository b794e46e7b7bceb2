import { expect, test } from 'vitest';
import { mergeJson } from '../src/mergeJson.ts';

type Json = Parameters<typeof mergeJson>[0];

test.each<[what: string, base: Json, addition: Json, merged: Json]>([
  ['keys are joined', { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
  ['objects merge deeply', { a: { b: 1 } }, { a: { c: { d: 2 } } }, { a: { b: 1, c: { d: 2 } } }],
  ['lists grow without repeats', { a: [1, 2] }, { a: [2, 3] }, { a: [1, 2, 3] }],
  [
    'the same scalar may be said twice',
    { a: 'x', b: null },
    { a: 'x', b: null },
    { a: 'x', b: null },
  ],
])('%s', (_what, base, addition, merged) => {
  expect(mergeJson(base, addition)).toEqual(merged);
});

test.each(['dependencies', 'devDependencies', 'optionalDependencies', 'scripts'])(
  '%s come out sorted, other keys in their order',
  (key) => {
    const merged = mergeJson(
      { z: 1, [key]: { b: '1', d: '1' } },
      { [key]: { c: '1', a: '1' }, y: 1 },
    );
    expect(JSON.stringify(merged)).toBe(`{"z":1,"${key}":{"a":"1","b":"1","c":"1","d":"1"},"y":1}`);
  },
);

test.each<[base: Json, addition: Json, at: string]>([
  [{ a: 1 }, { a: 2 }, '/a'],
  [{ scripts: { test: 'x' } }, { scripts: { test: 'y' } }, '/scripts/test'],
  [{ a: {} }, { a: [] }, '/a'],
  [{ a: { b: 'text' } }, { a: { b: { c: 1 } } }, '/a/b'],
  [{ a: null }, { a: 1 }, '/a'],
])('%j and %j clash', (base, addition, at) => {
  expect(() => mergeJson(base, addition)).toThrow(
    expect.objectContaining({
      code: 'broken-template',
      message: expect.stringContaining(`"${at}"`),
    }),
  );
});

test('neither side is changed', () => {
  const base = { dependencies: { b: '1' } };
  const addition = { dependencies: { a: '1' } };
  mergeJson(base, addition);
  expect([base, addition]).toEqual([{ dependencies: { b: '1' } }, { dependencies: { a: '1' } }]);
});

test('a key called __proto__ is a key like any other', () => {
  const merged = mergeJson(JSON.parse('{"a": {}}'), JSON.parse('{"a": {"__proto__": {"x": 1}}}'));
  expect(({} as { x?: number }).x).toBeUndefined();
  expect(Object.keys(merged as object)).toEqual(['a']);
});
