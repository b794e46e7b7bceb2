import { createHash } from 'node:crypto';

const RUN = 6;
/** Bytes of each hash kept: with ten thousand runs, one text in a hundred thousand words collides by chance. */
export const HASH_BYTES = 5;

/** Words as they sound: no case, no punctuation; "Node.js" is two. */
export function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[’']/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Every run of six words in a text. */
export function runsOf(text: string): readonly string[] {
  const words = wordsOf(text);
  return words.slice(RUN - 1).map((_, index) => words.slice(index, index + RUN).join(' '));
}

/** A run as a few bytes from which nobody gets the words back. */
export function hashOf(run: string): string {
  return createHash('sha256')
    .update(run)
    .digest('hex')
    .slice(0, 2 * HASH_BYTES);
}
