/**
 * The candidate a person most likely meant by `word`: one it abbreviates, else the one with the
 * fewest typing mistakes. `undefined` when nothing comes close.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  const abbreviated = candidates.filter((name) => typed && name.toLowerCase().startsWith(typed));
  if (abbreviated.length === 1) return abbreviated[0];

  let best: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const name of candidates) {
    const distance = typos(typed, name.toLowerCase());
    const tolerated = name.length < 3 ? 0 : Math.ceil(name.length * 0.4);
    if (distance <= tolerated && distance < name.length && distance < fewest) {
      best = name;
      fewest = distance;
    }
  }
  return best;
}

/** The candidate that `word` is with a single typing mistake; `doctors` is a word of its own. */
export function oneTypoAway(word: string, candidates: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  return candidates.find((name) => !typed.startsWith(name) && typos(typed, name) === 1);
}

/** Edit distance in which swapping two neighbours counts as one mistake. */
function typos(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(replaced, at(last, j) + 1, at(row, j - 1) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? 0;
