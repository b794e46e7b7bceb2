import type { Args } from '../args.ts';
import { Cancelled } from '../errors.ts';
import type { Generated } from '../generate.ts';
import { projectDocument } from '../report/json.ts';
import {
  describeFailure,
  describeMissing,
  describePlan,
  type Given,
  nextCommands,
  reproducingCommand,
} from '../report/project.ts';
import { startStep } from '../steps/startStep.ts';
import { style } from '../terminal.ts';
import type { StepResult } from '../types.ts';
import { type Context, EXIT, printJson, say } from './context.ts';

/**
 * Says what really happened and what to do next, and starts the app when asked and possible.
 *
 * @returns the exit status
 * @throws Cancelled when a step was interrupted
 */
export async function finish(
  args: Args,
  generated: Generated,
  given: Given,
  prompted: boolean,
  context: Context,
): Promise<number> {
  const { results, directory, notes } = generated;
  if (!generated.written) {
    if (context.json) printJson(projectDocument(generated, nextCommands(generated)));
    else say(context, describePlan(generated));
    return EXIT.done;
  }
  const failed = results.filter(({ status }) => status === 'failed');
  if (context.signal.aborted) {
    say(
      context,
      ['', 'To go on:', ...nextCommands(generated).map((line) => `  ${line}`)].join('\n'),
    );
    const stopped = results.find(({ status }) => status === 'stopped');
    const but = stopped === undefined ? '' : `, but "${stopped.title}" was stopped`;
    throw new Cancelled(`The project in ${directory} is written and whole${but}.`);
  }
  for (const result of failed) say(context, describeFailure(result, context.out));
  for (const note of [...notes, ...describeMissing(generated)]) say(context, note);
  if (given.pm && generated.spec.stack === 'django') {
    say(context, '--pm has no meaning for Django: pip or uv installs it.');
  }
  if (prompted) say(context, `\nTo make it again:\n  ${reproducingCommand(generated, given)}`);
  if (failed.length === 0 && args.switches.has('start')) return start(generated, context);

  const next = nextCommands(generated);
  if (context.json) printJson(projectDocument(generated, next));
  say(context, ['', 'Next:', ...next.map((command) => `  ${command}`)].join('\n'));
  if (failed.length > 0) {
    const titles = failed.map(({ title }) => `"${title}"`).join(', ');
    say(
      context,
      style('red', `\nThe project is written and whole, but ${titles} failed.`, context.out),
    );
    return EXIT.stepFailed;
  }
  say(context, style('green', `\nDone: ${directory}`, context.out));
  return EXIT.done;
}

async function start(generated: Generated, context: Context): Promise<number> {
  const { spec, directory, packageManager } = generated;
  const step = startStep(spec.stack, directory, packageManager);
  const started = Date.now();
  say(context, `\n$ ${step.byHand}`);
  const { startApp } = await import('../steps/start.ts');
  const app = await startApp(
    step,
    generated.template.port,
    context.json ? 'stderr' : 'stdout',
    context.signal,
  );
  const failure = 'failure' in app ? app.failure : undefined;
  const { title, command, byHand } = step;
  const result: StepResult = {
    title,
    command,
    byHand,
    status: failure === undefined ? 'done' : 'failed',
    exitCode: null,
    durationMs: Date.now() - started,
  };
  const results = [...generated.results, result];
  if (context.json) {
    printJson(projectDocument({ ...generated, results }, nextCommands(generated)));
  }
  if ('failure' in app) {
    say(
      context,
      style(
        'red',
        `\nThe project is written and whole, but starting it failed: ${app.failure}`,
        context.out,
      ),
    );
    say(context, `Run by hand:\n  ${nextCommands(generated).join('\n  ')}`);
    return EXIT.stepFailed;
  }
  say(
    context,
    style(
      'green',
      `\nDone: ${app.url} is running from ${directory}. Ctrl-C stops it.`,
      context.out,
    ),
  );
  const exitCode = await app.ended;
  if (context.signal.aborted || exitCode === 0) return EXIT.done;
  say(context, style('red', `The app ended with exit code ${exitCode}.`, context.out));
  return EXIT.stepFailed;
}
