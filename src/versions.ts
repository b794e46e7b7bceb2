/** Compares dotted version numbers: true when `version` comes before `minimum`. */
export function isOlder(version: string, minimum: string): boolean {
  const [a, b] = [version, minimum].map((text) => text.split('.').map(Number));
  for (const [index, wanted] of (b ?? []).entries()) {
    const found = a?.[index] ?? 0;
    if (found !== wanted) return found < wanted;
  }
  return false;
}

/**
 * @param oldest the oldest version of each release line that will do, in order: `['22.21.0', '24.9.0']` is
 *   npm's `^22.21.0 || >=24.9.0`
 */
export function isTooOld(version: string, oldest: readonly string[]): boolean {
  const line = oldest.find((each) => lineOf(each) === lineOf(version)) ?? oldest.at(-1);
  return line !== undefined && isOlder(version, line);
}

/** For people: `22.21.0 (of 24: 24.9.0) or newer`. */
export function orNewer([first, ...others]: readonly string[]): string {
  const more = others.map((each) => `of ${lineOf(each)}: ${each}`).join(', ');
  return `${first}${more && ` (${more})`} or newer`;
}

const lineOf = (version: string) => version.split('.')[0];
