import type { Program } from './program.ts';
import type { StackId } from './types.ts';

/** Parsed templates by `keyOf` their text. */
export type Parsed = Readonly<Record<string, Program>>;

/**
 * A stack's templates parsed at build time: parsing takes longer than the rest of writing a
 * project. Empty here; the build puts them in (rolldown.config.ts), and a template that changed
 * since is parsed when it is needed.
 */
export function parsedOf(_stack: StackId): Parsed {
  return {};
}

/** Tells texts apart without keeping them: their length and a polynomial hash. */
export function keyOf(text: string): string {
  let hash = 0;
  for (let index = 0; index < text.length; index++) {
    hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  }
  return `${text.length}:${hash}`;
}
