#!/usr/bin/env node
import { type Args, parseCommandLine } from './args.ts';
import { type Context, EXIT, printJson } from './commands/context.ts';
import { Cancelled, StackstartError } from './errors.ts';
import { errorDocument } from './report/json.ts';
import { style } from './terminal.ts';
import { VERSION } from './version.ts';

/** Codes of refusals that protect what is there. */
const UNSAFE = new Set([
  'target-not-empty',
  'target-is-link',
  'target-is-file',
  'target-is-folder',
  'file-exists',
]);
/** Codes of failures that are nobody's bad input. */
const FAILURES = new Set(['cannot-write', 'broken-template']);
const ISSUES = 'https://github.com/create-stackstart/create-stackstart/issues';

// Whoever reads our output may stop early (`| head`): that ends the output, not the work.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const cancel = new AbortController();
const json = process.argv.slice(2).includes('--json');
const context: Context = {
  out: json ? process.stderr : process.stdout,
  json,
  signal: cancel.signal,
  env: process.env,
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // A second Ctrl-C means it: stop without waiting for anything.
    if (cancel.signal.aborted) process.exit(EXIT.cancelled);
    cancel.abort();
  });
}

// Not a top-level await: lazily loaded chunks import this one and would wait for it forever.
void main(process.argv.slice(2))
  .catch(reportFailure)
  .then((status) => process.stdout.write('', () => process.exit(status)));

async function main(argv: readonly string[]): Promise<number> {
  const args = parseCommandLine(argv);
  if (args.switches.has('help')) {
    process.stdout.write((await import('./report/help.ts')).helpText());
  } else if (args.switches.has('version')) process.stdout.write(`${VERSION}\n`);
  else return run(args);
  return EXIT.done;
}

async function run(args: Args): Promise<number> {
  switch (args.command) {
    case 'create':
      return (await import('./commands/create.ts')).runCreate(args, context);
    case 'recommend':
      return (await import('./commands/recommend.ts')).runRecommend(args, context);
    case 'doctor':
      return (await import('./commands/doctor.ts')).runDoctor(args, context);
    case 'schema':
      printJson((await import('./schema.ts')).answersSchema());
      return EXIT.done;
  }
}

function reportFailure(error: unknown): number {
  if (error instanceof Cancelled) {
    const message =
      error.message === 'Cancelled'
        ? 'Cancelled, nothing was written'
        : `Cancelled. ${error.message}`;
    if (json) printJson({ error: { code: 'cancelled', message } });
    process.stderr.write(`\n${message}\n`);
    return EXIT.cancelled;
  }
  if (error instanceof StackstartError) {
    if (json) printJson(errorDocument(error));
    process.stderr.write(`${style('red', error.message, process.stderr)}\n${error.hint ?? ''}\n`);
    if (UNSAFE.has(error.code)) return EXIT.unsafe;
    return FAILURES.has(error.code) ? EXIT.failure : EXIT.usage;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (json)
    printJson({ error: { code: 'bug', message: stack, hint: `Please report it: ${ISSUES}` } });
  process.stderr.write(
    `This is a bug in create-stackstart ${VERSION}:\n${stack}\nPlease report it: ${ISSUES}\n`,
  );
  return EXIT.failure;
}
