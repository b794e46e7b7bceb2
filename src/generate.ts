import { StackstartError } from './errors.ts';
import { detectPackageManager, type PackageManager } from './machine.ts';
import { plan, type Request } from './plan.ts';
import { recommend } from './recommend.ts';
import { render } from './render.ts';
import { makeSecrets } from './secrets.ts';
import { settlingQuestion } from './settle.ts';
import { planSteps, type StepPlan } from './steps/plan.ts';
import { type RunHooks, runSteps } from './steps/run.ts';
import { checkTarget } from './target.ts';
import { loadTemplate, type Template } from './template.ts';
import type { Answers, Files, Recommendation, Spec, StackId, StepResult } from './types.ts';
import { orNewer } from './versions.ts';
import { writeProject } from './write.ts';

/** Where a project goes and what happens after writing it. */
export interface GenerateOptions extends RunHooks {
  /** Absolute folder to make. */
  readonly directory: string;
  /** Run the install steps; true unless told otherwise. */
  readonly install?: boolean;
  /** Make a repository: undefined means unless the project lies inside another one. */
  readonly git?: boolean | undefined;
  readonly packageManager?: PackageManager | undefined;
  /** Look, but write and run nothing. */
  readonly dryRun?: boolean;
  /** The Node that will run a Node starter; this process's unless told otherwise. */
  readonly nodeVersion?: string;
  readonly onPlan?: (planned: Planned) => void;
  readonly onWritten?: (planned: Planned) => void;
}

/** Everything known before the first byte is written. */
export interface Planned extends StepPlan {
  readonly template: Template;
  readonly recommendation: Recommendation;
  readonly spec: Spec;
  readonly directory: string;
  readonly packageManager: PackageManager;
  readonly files: Files;
  /** Files with secrets: written, but never part of a render. */
  readonly secrets: Files;
}

export interface Generated extends Planned {
  readonly written: boolean;
  /** Empty on a dry run. */
  readonly results: readonly StepResult[];
}

/**
 * Makes a project: plan, render, write, then the steps. A failed step does not throw: see `results`.
 *
 * @throws StackstartError when the request or the target is refused (nothing is written then),
 *   `level` when neither the request nor the rules name a stack; Cancelled
 */
export async function generate(request: Request, options: GenerateOptions): Promise<Generated> {
  const target = await checkTarget(options.directory);
  const planned = await prepare(request, options);
  options.onPlan?.(planned);
  if (options.dryRun) return { ...planned, written: false, results: [] };
  await writeProject(target, planned.files, planned.secrets, options.signal);
  options.onWritten?.(planned);
  return { ...planned, written: true, results: await runSteps(planned.steps, options) };
}

async function prepare(request: Request, options: GenerateOptions): Promise<Planned> {
  const { directory, install = true, git } = options;
  const { answers = {}, assumed = [], template: wanted } = request;
  const recommendation = recommend(answers, { assumed, ...(wanted && { template: wanted }) });
  const template = loadTemplate(stackOf(recommendation, answers));
  const spec = plan(request, template, options.nodeVersion ?? process.versions.node);
  const packageManager = options.packageManager ?? detectPackageManager(process.env);
  const files = render(template, spec);
  const secrets = makeSecrets(template, files);
  const { steps, later, notes } = await planSteps(spec, {
    directory,
    packageManager,
    install,
    git,
  });
  return {
    recommendation,
    template,
    spec,
    directory,
    packageManager,
    files,
    secrets,
    steps,
    later,
    notes: [
      ...runtimeNotes(template, spec),
      ...(spec.stack === 'node' ? lockfileNotes(files, packageManager) : []),
      ...notes,
    ],
  };
}

function runtimeNotes({ runtime, features }: Template, spec: Spec): readonly string[] {
  if (runtime === undefined || !spec.features.includes(runtime.feature)) return [];
  const summary = features.get(runtime.feature)?.summary ?? runtime.feature;
  return [`The starter needs Node ${orNewer(runtime.oldest)}. ${summary}`];
}

/** Which files would fail, because they install from the lockfile of npm and there will be another. */
function lockfileNotes(files: Files, packageManager: PackageManager): readonly string[] {
  if (packageManager === 'npm') return [];
  const paths = [...files]
    .filter(([file, { content }]) => !file.endsWith('.md') && String(content).includes('npm ci'))
    .map(([file]) => file);
  if (paths.length === 0) return [];
  return [
    `${paths.join(' and ')} install with npm, from a lockfile that ${packageManager} does not write.\n` +
      `Write them anew for ${packageManager}, or use npm: --pm npm`,
  ];
}

/**
 * The stack the rules name.
 *
 * @throws StackstartError `level` when they name none
 */
export function stackOf({ stack, scores }: Recommendation, answers: Answers): StackId {
  if (stack !== 'level') return stack;
  const { node, django } = scores;
  const open = settlingQuestion(answers);
  const more = open === undefined ? '' : `, or answer what would settle it best: --${open.id}`;
  throw new StackstartError('level', `The answers favour neither stack (${node}:${django}).`, {
    hint: `Choose with --template node or --template django${more}.`,
  });
}
