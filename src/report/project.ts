import path from 'node:path';
import { UNKNOWN } from '../answers.ts';
import { suggest } from '../assume.ts';
import type { Generated, Planned } from '../generate.ts';
import { QUESTIONS } from '../questions.ts';
import { startStep } from '../steps/startStep.ts';
import { quoteForShell } from '../steps/step.ts';
import { style } from '../terminal.ts';
import type { QuestionId, StepResult } from '../types.ts';
import { VERSION } from '../version.ts';
import { followsOf } from './follows.ts';

/** Every value that nobody gave, with the flag that changes it. */
export function describeDefaults({ spec, packageManager }: Planned, given: Given): string {
  const unanswered = QUESTIONS.filter(({ id }) => spec.answers[id] === undefined);
  const suggested = suggest(spec.answers);
  const usual = unanswered.flatMap(({ id }) =>
    suggested[id] === undefined ? [] : [`--${id} ${[suggested[id]].flat().join(',')}`],
  );
  const lines = [
    ...(given.db ? [] : [`database: ${spec.db} (--db)`]),
    ...(spec.features.length > 0
      ? [`features: ${spec.features.join(', ')} (--feature adds, --no-FEATURE leaves out)`]
      : []),
    ...(spec.stack === 'node' && !given.pm ? [`package manager: ${packageManager} (--pm)`] : []),
    ...(unanswered.length > 0
      ? [`not answered: ${unanswered.map(({ id }) => `--${id}`).join(', ')}`]
      : []),
    ...(usual.length > 0
      ? [`suggested by your answers, but not taken: ${usual.join(' ')} (--yes takes it)`]
      : []),
  ];
  return ['Using defaults for:', ...lines.map((line) => `  ${line}`)].join('\n');
}

/** What the answers call for that the project lacks, where there is such a thing. */
export function describeMissing({ spec, template }: Planned): readonly string[] {
  const { offered, missing } = followsOf(spec, template);
  return [
    ...(offered.length > 0 ? [`Your answers also call for ${offered.join('; ')}.`] : []),
    ...(missing.length > 0
      ? [`Your answers also call for ${missing.join('; ')}. This starter does not include that.`]
      : []),
  ];
}

/** Every file and every step of a dry run. */
export function describePlan({ directory, files, secrets, steps, notes }: Planned): string {
  return [
    `Would write ${files.size + secrets.size} files to ${directory}:`,
    ...[...files.keys(), ...secrets.keys()].sort().map((file) => `  ${file}`),
    ...(steps.length > 0 ? ['Would then run there:'] : []),
    ...steps.map(({ title, byHand }) => `  ${byHand}   # ${title}`),
    ...notes,
    'Dry run: nothing was written.',
  ].join('\n');
}

/** The commands to type next, in order. */
export function nextCommands(generated: Generated): readonly string[] {
  const { directory, spec, packageManager, results, later } = generated;
  const relative = path.relative(process.cwd(), directory);
  const enter = relative.length < directory.length ? relative : directory;
  return [
    ...(relative === '' ? [] : [`cd ${quoteForShell(enter)}`]),
    ...results.filter(({ status }) => status !== 'done').map(({ byHand }) => byHand),
    ...later.map(({ byHand }) => byHand),
    startStep(spec.stack, directory, packageManager).byHand,
  ];
}

/** What went wrong in a step, with its last output. */
export function describeFailure(result: StepResult, stream: NodeJS.WriteStream): string {
  const status = result.exitCode === null ? 'did not run' : `ended with ${result.exitCode}`;
  return [
    style('red', `${result.title}: ${result.byHand} ${status}`, stream),
    ...(result.output ?? '').split('\n').map((line) => `  ${line}`),
  ].join('\n');
}

/** What the command line said that the spec does not tell apart from a default. */
export interface Given {
  readonly db: boolean;
  readonly pm: boolean;
  readonly answersFile: string | undefined;
  readonly features: readonly string[];
  readonly without: readonly string[];
}

/** The pinned command that makes the same project, byte for byte, without a question. */
export function reproducingCommand({ spec, directory, template }: Planned, typed: Given): string {
  const given = Object.entries(spec.answers).filter(
    ([id]) => !spec.assumed.includes(id as QuestionId),
  );
  const suggested = suggest(Object.fromEntries(given));
  const answers = QUESTIONS.flatMap(({ id }) => {
    const answer = [spec.answers[id] ?? []].flat();
    if (answer.length === 0) return suggested[id] === undefined ? [] : [`--${id}`, UNKNOWN];
    return spec.assumed.includes(id) ? [] : [`--${id}`, answer.join(',')];
  });
  // Brought in by this machine's Node, so that another machine needs to be told.
  const features = [
    ...new Set([
      ...typed.features,
      ...spec.features.filter((id) => id === template.runtime?.feature),
    ]),
  ];
  const words = [
    `create-stackstart@${VERSION}`,
    `./${path.basename(directory)}`,
    ...(typed.answersFile === undefined ? [] : ['--answers', typed.answersFile]),
    ...(spec.forced ? ['--template', spec.stack] : []),
    ...answers,
    ...(typed.db ? ['--db', spec.db] : []),
    ...(features.length > 0 ? ['--feature', features.join(',')] : []),
    ...typed.without.map((id) => `--no-${id}`),
    '--yes',
  ];
  return `npx ${words.map(quoteForShell).join(' ')}`;
}
