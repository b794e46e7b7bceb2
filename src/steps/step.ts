import type { Step } from '../types.ts';

/** A step whose hand-typed form is its command. */
export function step(
  group: Step['group'],
  cwd: string,
  title: string,
  command: readonly [string, ...string[]],
): Step {
  return { group, cwd, title, command, byHand: command.map(quoteForShell).join(' ') };
}

/** Quotes one word for a POSIX shell, only where it needs it. */
export function quoteForShell(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
