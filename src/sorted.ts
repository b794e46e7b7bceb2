/**
 * Keeps blocks in order that several features add lines to, so that a generated file is formatted
 * as the project's own formatter would leave it. Used as Handlebars block helpers of the same names.
 */

/** One-line imports of TypeScript in Biome's order: from Node, from packages, then from near and nearer. */
export function sortImports(block: string): string {
  const key = (line: string) => {
    const [, from = line] = /(?:from|import) '([^']+)'/.exec(line) ?? [];
    const distance = from.startsWith('node:') ? 0 : from.startsWith('.') ? 2 : 1;
    return `${distance} ${from}`;
  };
  return sortBy(block, key);
}

/** Lines in order of their characters, each once; `django==5` comes before `django-csp==4`. */
export function sortLines(block: string): string {
  return sortBy(block, (line) => line.replace(/[<=>]/, ' '));
}

function sortBy(block: string, keyOf: (line: string) => string): string {
  const lines = [...new Set(block.split('\n').filter((line) => line !== ''))]
    .map((line) => [keyOf(line), line] as const)
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return lines.map(([, line]) => `${line}\n`).join('');
}
