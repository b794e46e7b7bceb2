import { StackstartError } from './errors.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const SORTED = new Set(['dependencies', 'devDependencies', 'optionalDependencies', 'scripts']);

/**
 * Deep-merges one JSON object into another: objects by key, arrays appended without repeats,
 * a scalar only where there was none or the same one. Dependencies come out sorted.
 *
 * @throws StackstartError `broken-template` when both sides hold different kinds or values
 */
export function mergeJson(base: Json, addition: Json, at = ''): Json {
  if (Array.isArray(base) && Array.isArray(addition)) {
    return [...base, ...addition.filter((item) => !base.includes(item))];
  }
  if (isObject(base) && isObject(addition)) {
    const merged = { ...base };
    for (const [key, value] of Object.entries(addition)) {
      const existing = merged[key];
      merged[key] = existing === undefined ? value : mergeJson(existing, value, `${at}/${key}`);
    }
    const key = at.split('/').at(-1) ?? '';
    return SORTED.has(key) ? sortKeys(merged) : merged;
  }
  if (base === addition) return base;
  throw new StackstartError('broken-template', `Two values clash at "${at}" of package.json.`, {
    hint: 'Let one feature own the value, or make the features conflict.',
  });
}

function sortKeys(object: { [key: string]: Json }): { [key: string]: Json } {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
