/** What every command gets besides its arguments. */
export interface Context {
  /** Where sentences for people go: stdout, or stderr when stdout carries JSON. */
  readonly out: NodeJS.WriteStream;
  readonly json: boolean;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
}

/** Exit statuses; the README explains them to people. */
export const EXIT = {
  done: 0,
  failure: 1,
  usage: 2,
  stepFailed: 3,
  unsafe: 4,
  cancelled: 130,
} as const;

export function say(context: Context, text: string): void {
  context.out.write(`${text}\n`);
}

/** Prints the one JSON document. */
export function printJson(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}
