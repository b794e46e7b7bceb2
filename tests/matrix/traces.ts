import type { StackId } from '../../src/types.ts';
import type { Wanted } from '../e2e/projects.ts';

/**
 * Words that only a feature has reason to use, in the names or the contents of files. A word that several features share
 * is a trace when none of them is there.
 */
const WORDS: Readonly<Record<StackId, Readonly<Record<string, readonly string[]>>>> = {
  node: {
    sqlite: ['sqlite'],
    postgres: ['postgres', "'pg'", '"pg"'],
    auth: ['argon2', 'sign in', 'signup', 'sessions'],
  },
  django: {
    postgres: ['postgres', 'psycopg'],
    auth: ['signup'],
  },
};

/** Where a project shows words of features it was not made with: `word in path`. */
export function tracesIn(
  { stack, db, features }: Wanted,
  files: Readonly<Record<string, string>>,
): string[] {
  const selected = new Set([db, ...features]);
  const owners = Object.entries(WORDS[stack]);
  const allowed = new Set(owners.filter(([id]) => selected.has(id)).flatMap(([, words]) => words));
  const forbidden = new Set(
    owners.flatMap(([, words]) => words).filter((word) => !allowed.has(word)),
  );
  return [...forbidden].flatMap((word) =>
    Object.entries(files)
      .filter(([path, content]) => `${path}\n${content}`.toLowerCase().includes(word))
      .map(([path]) => `${word} in ${path}`),
  );
}
