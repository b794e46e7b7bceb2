/** A mistake or failure we can explain: what is wrong (`message`) and what to do about it (`hint`). */
export class StackstartError extends Error {
  override readonly name = 'StackstartError';
  /** Stable, kebab-case, for programs: `unknown-value`. */
  readonly code: string;
  readonly hint: string | undefined;

  constructor(code: string, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.hint = options.hint;
  }
}

/** The person stopped it (Ctrl-C); not a failure. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';

  constructor(message = 'Cancelled') {
    super(message);
  }
}
