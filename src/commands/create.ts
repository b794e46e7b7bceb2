import path from 'node:path';
import type { Args } from '../args.ts';
import { Cancelled } from '../errors.ts';
import { type Generated, type Planned, stackOf } from '../generate.ts';
import { makeNames } from '../names.ts';
import type { Request } from '../plan.ts';
import { runGenerator } from '../plopfile.ts';
import { showProgress } from '../progress.ts';
import { recommend } from '../recommend.ts';
import { projectDocument } from '../report/json.ts';
import {
  describeDefaults,
  describeFailure,
  describePlan,
  type Given,
  nextCommands,
  reproducingCommand,
} from '../report/project.ts';
import { describeRecommendation } from '../report/recommendation.ts';
import { startStep } from '../steps/startStep.ts';
import { loadTemplate } from '../template.ts';
import { mayPrompt, style } from '../terminal.ts';
import type { StepResult } from '../types.ts';
import { type Context, EXIT, printJson, say } from './context.ts';
import { type Input, readInput, refuseEmpty } from './input.ts';
import { parsePackageManager } from './packageManager.ts';

const DEFAULT_DIRECTORY = 'my-app';

/** `create`: ask, recommend, write, run the steps, say what next; perhaps start the app. */
export async function runCreate(args: Args, context: Context): Promise<number> {
  const input = readInput(args);
  const packageManager = parsePackageManager(args.values.pm);
  const prompting =
    !context.json && !args.switches.has('yes') && mayPrompt(args.toggles.interactive, context.env);
  if (!prompting && !input.anythingGiven) {
    throw refuseEmpty(`${args.directory ?? DEFAULT_DIRECTORY} --template node`);
  }
  const job = prompting ? await interview(args, input, context) : decide(args, input);
  const { directory, request } = job;
  const given: Given = {
    db: input.db !== undefined,
    pm: packageManager !== undefined,
    answersFile: args.values.answers,
    features: input.features,
    without: args.without,
  };
  const generated = await runGenerator(stackOf(recommendFor(request)), {
    request,
    options: {
      directory,
      packageManager,
      install: args.toggles.install ?? true,
      git: args.toggles.git,
      dryRun: args.switches.has('dry-run'),
      signal: context.signal,
      onPlan: (planned) => {
        if (!prompting) announce(planned, given, context);
      },
      onWritten: ({ files, secrets }) =>
        say(context, `✓ Wrote ${files.size + secrets.size} files to ${directory}`),
      ...showProgress(context.out),
    },
  });
  return finish(args, generated, given, prompting, context);
}

interface Decided {
  readonly directory: string;
  readonly request: Request;
}

function recommendFor({ answers = {}, assumed = [], template }: Request) {
  return recommend(answers, { assumed, ...(template && { template }) });
}

function decide(args: Args, input: Input): Decided {
  const { file, answers, assumed, template, db, features } = input;
  const typed =
    args.directory ?? (file?.name ? makeNames(file.name).packageName : DEFAULT_DIRECTORY);
  const directory = path.resolve(typed);
  const name = file?.name ?? path.basename(directory);
  const { without } = args;
  const request = { name, description: file?.description, answers, assumed, db, features, without };
  return { directory, request: template === undefined ? request : { ...request, template } };
}

async function interview(args: Args, input: Input, context: Context): Promise<Decided> {
  const { askProject } = await import('../interview.ts');
  const asked = await askProject(
    { directory: args.directory, template: input.template, answers: input.answers },
    (recommendation, answers) =>
      say(context, `\n${describeRecommendation(recommendation, answers, context.out)}\n`),
  );
  return decide({ ...args, directory: asked.directory }, { ...input, ...asked });
}

/** Without prompts, people still see the reasons and every value that nobody gave. */
function announce(planned: Planned, given: Given, context: Context): void {
  const { recommendation, spec } = planned;
  say(context, describeRecommendation(recommendation, spec.answers, context.out));
  say(context, `\n${describeDefaults(planned, given)}\n`);
}

async function finish(
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
  if (context.signal.aborted)
    throw new Cancelled(`The project in ${directory} is written and whole`);
  for (const result of failed) say(context, describeFailure(result, context.out));
  for (const note of notes) say(context, note);
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
  const { port } = loadTemplate(spec.stack);
  const { startApp } = await import('../steps/start.ts');
  const app = await startApp(step, port, context.json ? 'stderr' : 'stdout', context.signal);
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
    printJson(projectDocument({ ...generated, results }, nextCommands({ ...generated, results })));
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
