import { spawnSync } from 'node:child_process';

/** The part of a test's context that is needed to skip it. */
interface Skippable {
  readonly skip: (note?: string) => void;
}

/**
 * Says at the start of a test that it needs a program: where CI is set a missing one fails the
 * test, elsewhere the test is reported as skipped, with the program's name.
 */
export function requireTool(
  test: Skippable,
  tool: string,
  args: readonly string[] = ['--version'],
): void {
  const { error, status } = spawnSync(tool, args, { stdio: 'ignore', timeout: 20_000 });
  if (error === undefined && status === 0) return;
  const note = `${tool} is missing`;
  if (process.env.CI) throw new Error(`${note}; in CI every tool must be there`);
  test.skip(note);
}
