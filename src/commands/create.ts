import path from 'node:path';
import type { Args } from '../args.ts';
import { StackstartError } from '../errors.ts';
import { type Planned, stackOf } from '../generate.ts';
import { makeNames } from '../names.ts';
import type { Request } from '../plan.ts';
import { runGenerator } from '../plopfile.ts';
import { showProgress } from '../progress.ts';
import { recommend } from '../recommend.ts';
import { followsOf } from '../report/follows.ts';
import { describeDefaults, type Given } from '../report/project.ts';
import { describeRecommendation } from '../report/recommendation.ts';
import { mayPrompt, refuseEmpty } from '../terminal.ts';
import { type Context, say } from './context.ts';
import { finish } from './finish.ts';
import { type Input, readInput } from './input.ts';
import { parsePackageManager } from './packageManager.ts';
import { reportOf } from './recommend.ts';

const DEFAULT_DIRECTORY = 'my-app';

/** `create`: ask, recommend, write, run the steps, say what next; perhaps start the app. */
export async function runCreate(args: Args, context: Context): Promise<number> {
  if (args.switches.has('start') && args.toggles.install === false) {
    throw new StackstartError('unexpected-flag', '--start needs what --no-install leaves out.', {
      hint: 'Keep one of the two.',
    });
  }
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
  const generated = await runGenerator(stackOf(recommendFor(request), request.answers ?? {}), {
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
    (recommendation, answers) => say(context, `\n${reportOf(recommendation, answers, context)}\n`),
  );
  return decide({ ...args, directory: asked.directory }, { ...input, ...asked });
}

/** Without prompts, people still see the reasons and every value that nobody gave. */
function announce(planned: Planned, given: Given, context: Context): void {
  const { recommendation, spec, template } = planned;
  const follows = followsOf(spec, template);
  say(context, describeRecommendation(recommendation, spec.answers, follows, context.out));
  say(context, `\n${describeDefaults(planned, given)}\n`);
}
