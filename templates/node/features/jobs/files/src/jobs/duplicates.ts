export interface Titled {
  id: number;
  owner: number;
  title: string;
}

/** Pairs of to-dos of one owner whose titles are nearly the same. Takes long: to be called in a thread. */
export function findDuplicates(todos: readonly Titled[]): [number, number][] {
  const pairs: [number, number][] = [];
  for (const [index, a] of todos.entries()) {
    for (const b of todos.slice(index + 1)) {
      if (a.owner === b.owner && isSimilar(a.title, b.title)) pairs.push([a.id, b.id]);
    }
  }
  return pairs;
}

/** At most one edit for every five characters. */
function isSimilar(a: string, b: string): boolean {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  const allowed = Math.floor(Math.max(one.length, other.length) / 5);
  return Math.abs(one.length - other.length) <= allowed && editsBetween(one, other) <= allowed;
}

/** The Levenshtein distance, row by row. */
function editsBetween(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [row, letter] of a.split('').entries()) {
    const current = [row + 1];
    for (const [column, other] of b.split('').entries()) {
      const replaced = (above[column] ?? 0) + Number(letter !== other);
      current.push(Math.min((above[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1, replaced));
    }
    above = current;
  }
  return above.at(-1) ?? 0;
}
