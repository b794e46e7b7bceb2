import path from 'node:path';
import { intro, outro } from '@clack/prompts';
import {
  askChange,
  askChoice,
  askDirectory,
  askMode,
  askQuestion,
  askQuestions,
  type Draft,
  describeAnswer,
} from './ask.ts';
import { assume, type Interview } from './assume.ts';
import { Cancelled, StackstartError } from './errors.ts';
import { QUESTIONS } from './questions.ts';
import { recommend } from './recommend.ts';
import { sentence } from './report/verdict.ts';
import { settlingQuestion } from './settle.ts';
import { checkTarget } from './target.ts';
import type { Answers, Recommendation, StackId } from './types.ts';

/** What an interview ends with. */
export interface Asked extends Interview {
  readonly directory: string;
  /** Set when the person named the stack instead of following the rules. */
  readonly template: StackId | undefined;
}

/** Prints a recommendation. */
export type Show = (recommendation: Recommendation, answers: Answers) => void;

/**
 * The whole interview of `create`: all questions first, nothing touched.
 *
 * @param known what was already said; it is not asked again
 */
export async function askProject(
  known: {
    readonly directory?: string | undefined;
    readonly template?: StackId | undefined;
    readonly answers?: Answers | undefined;
  },
  show: Show,
): Promise<Asked> {
  intro('create-stackstart');
  if (known.directory !== undefined) await checkTarget(path.resolve(known.directory));
  const directory = known.directory ?? (await askDirectory(refuseTarget));
  const mode = known.template ?? (await askMode());
  if (mode === 'node' || mode === 'django') {
    outro('All set.');
    return { directory, template: mode, answers: known.answers ?? {}, assumed: [] };
  }
  const first = await askQuestions(mode, known.answers ?? {});
  const { interview, recommendation, next } = await review(first, show, buildOptions);
  if (next === 'stop') throw new Cancelled();
  outro('All set.');
  return { directory, template: next === recommendation.stack ? undefined : next, ...interview };
}

/** The interview of `recommend`: the same questions and the same review, and nothing to build. */
export async function askRecommendation(known: Answers, show: Show): Promise<Interview> {
  intro('create-stackstart recommend');
  const mode = await askChoice('How many questions?', [
    { value: 'quick', label: 'Five quick questions', hint: 'recommended' },
    { value: 'full', label: 'All ten', hint: 'a surer answer' },
  ] as const);
  const first = await askQuestions(mode, known);
  const { interview } = await review(first, show, () => [{ value: 'done', label: 'Done' }, CHANGE]);
  outro('All set.');
  return interview;
}

interface Next<Value> {
  readonly value: Value | 'change';
  readonly label: string;
  readonly hint?: string;
}

const CHANGE = { value: 'change', label: 'Change an answer' } as const;

/**
 * Shows what the answers lead to, asks the one question that would settle a level score, and lets
 * every answer be changed until the person goes on.
 */
async function review<Value extends string>(
  first: Draft,
  show: Show,
  optionsFor: (recommendation: Recommendation) => readonly Next<Value>[],
) {
  for (let draft = first, settled = false; ; ) {
    const interview = assume(draft.given, draft.declined);
    const { answers, assumed } = interview;
    const recommendation = recommend(answers, { assumed });
    show(recommendation, answers);
    const open = recommendation.stack === 'level' ? settlingQuestion(answers) : undefined;
    if (open !== undefined && !settled) {
      draft = (await askQuestion(open, 'settles it best', draft, true)) ?? draft;
      settled = true;
      continue;
    }
    const lines = QUESTIONS.map(
      (it) => `  ${sentence(it.topic)}: ${describeAnswer(it, interview)}`,
    );
    const next = await askChoice<Value | 'change'>(
      `Your answers:\n${lines.join('\n')}`,
      optionsFor(recommendation),
    );
    if (next !== 'change') return { interview, recommendation, next };
    draft = await askChange(draft, interview);
  }
}

function buildOptions({ stack }: Recommendation): readonly Next<StackId | 'stop'>[] {
  const label = { node: 'Build Node.js (Express)', django: 'Build Django' };
  const stacks: StackId[] = stack === 'django' ? ['django', 'node'] : ['node', 'django'];
  return [
    ...stacks.map((id) => ({
      value: id,
      label: label[id],
      hint: id === stack ? 'recommended' : 'your own choice',
    })),
    CHANGE,
    { value: 'stop', label: 'Stop here', hint: 'writes nothing' },
  ];
}

async function refuseTarget(directory: string): Promise<string | undefined> {
  return checkTarget(path.resolve(directory)).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof StackstartError) return error.message;
      throw error;
    },
  );
}
