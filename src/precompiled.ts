/// <reference types="handlebars" />
import type { StackId } from './types.ts';

/** Compiled Handlebars templates by `keyOf` their text. */
export type Precompiled = Readonly<Record<string, TemplateSpecification>>;

/**
 * A stack's templates compiled at build time: compiling takes longer than the rest of writing a
 * project. Empty here; the build puts them in (rolldown.config.js), and a template that changed
 * since is compiled when it is needed.
 */
export function precompiledOf(_stack: StackId): Precompiled {
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
