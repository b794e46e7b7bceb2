/**
 * A failure a person can mend: `message` says what is wrong, with the value; `hint` says what to do.
 * `code` is a stable word for programs, such as `unknown-value`.
 */
export class StackstartError extends Error {
  readonly code: string;
  readonly hint: string | undefined;

  constructor(code: string, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'StackstartError';
    this.code = code;
    this.hint = options.hint;
  }
}

/** The user stopped the tool (Ctrl-C or Escape). */
export class Cancelled extends Error {
  constructor() {
    super('Cancelled');
    this.name = 'Cancelled';
  }
}
