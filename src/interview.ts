import path from 'node:path';
import { intro, outro } from '@clack/prompts';
import {
  askChange,
  askChoice,
  askDirectory,
  askMode,
  askQuestions,
  describeAnswer,
} from './ask.ts';
import type { Interview } from './assume.ts';
import { Cancelled, StackstartError } from './errors.ts';
import { QUESTIONS } from './questions.ts';
import { recommend } from './recommend.ts';
import { checkTarget } from './target.ts';
import type { Answers, Recommendation, StackId } from './types.ts';

/** What an interview ends with. */
export interface Asked extends Interview {
  readonly directory: string;
  /** Set when the person named the stack instead of following the rules. */
  readonly template: StackId | undefined;
}

/**
 * The whole interview of `create`: all questions first, nothing touched.
 *
 * @param known what was already said; it is not asked again
 * @param show prints a recommendation
 */
export async function askProject(
  known: {
    readonly directory?: string | undefined;
    readonly template?: StackId | undefined;
    readonly answers?: Answers | undefined;
  },
  show: (recommendation: Recommendation, answers: Answers) => void,
): Promise<Asked> {
  intro('create-stackstart');
  if (known.directory !== undefined) await checkTarget(path.resolve(known.directory));
  const directory = known.directory ?? (await askDirectory(refuseTarget));
  const mode = known.template ?? (await askMode());
  if (mode === 'node' || mode === 'django') {
    outro('All set.');
    return { directory, template: mode, answers: known.answers ?? {}, assumed: [] };
  }
  let answered = await askQuestions(mode, known.answers ?? {});
  for (;;) {
    const recommendation = recommend(answered.answers, { assumed: answered.assumed });
    show(recommendation, answered.answers);
    const next = await askWhatNow(recommendation, answered);
    if (next === 'cancel') throw new Cancelled();
    if (next === 'change') answered = await askChange(answered);
    else {
      outro('All set.');
      return { directory, template: next === recommendation.stack ? undefined : next, ...answered };
    }
  }
}

async function askWhatNow({ stack }: Recommendation, answered: Interview) {
  const review = QUESTIONS.map(
    (question) => `  ${question.id}: ${describeAnswer(question, answered)}`,
  );
  const label = { node: 'Build Node.js (Express)', django: 'Build Django' };
  const stacks: StackId[] = stack === 'django' ? ['django', 'node'] : ['node', 'django'];
  return askChoice<StackId | 'change' | 'cancel'>(`Your answers:\n${review.join('\n')}`, [
    ...stacks.map((id) => ({
      value: id,
      label: label[id],
      hint: id === stack ? 'recommended' : 'your own choice',
    })),
    { value: 'change', label: 'Change an answer' },
    { value: 'cancel', label: 'Stop here', hint: 'writes nothing' },
  ]);
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
