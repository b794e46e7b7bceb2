import { confirm, isCancel, multiselect, select, text } from '@clack/prompts';
import { assume, type Interview } from './assume.ts';
import { Cancelled } from './errors.ts';
import { prefill, QUESTIONS, questionOf } from './questions.ts';
import type { Answers, Question, QuestionId } from './types.ts';

type Draft = { -readonly [id in QuestionId]?: Answers[id] };

const UNKNOWN = '?unknown';
const BACK = '?back';

/** Asks how to choose a stack: by questions, or not at all. */
export function askMode(): Promise<'quick' | 'full' | 'node' | 'django'> {
  return ask(
    select({
      message: 'How shall we choose the stack?',
      options: [
        { value: 'quick' as const, label: 'Five quick questions', hint: 'recommended' },
        { value: 'full' as const, label: 'All ten questions', hint: 'a surer answer' },
        { value: 'node' as const, label: 'I want Node.js (Express)' },
        { value: 'django' as const, label: 'I want Django' },
      ],
    }),
  );
}

/** Asks for the folder to make, until `refuse` has nothing against it. */
export async function askDirectory(
  refuse: (directory: string) => Promise<string | undefined>,
): Promise<string> {
  for (let initialValue = './my-app', message = 'Where shall the project go?'; ; ) {
    const directory = await ask(text({ message, initialValue, placeholder: './my-app' }));
    const reason = directory.trim() === '' ? 'Name a folder.' : await refuse(directory.trim());
    if (reason === undefined) return directory.trim();
    message = `${reason}\nWhere else shall the project go?`;
    initialValue = directory;
  }
}

/**
 * Asks the questions that have no answer yet; every one can be skipped, and one can go back.
 *
 * @param mode `quick` asks five and assumes the rest from the kind of product
 */
export async function askQuestions(mode: 'quick' | 'full', given: Answers): Promise<Interview> {
  const questions = QUESTIONS.filter(
    ({ id, quick }) => given[id] === undefined && (mode === 'full' || quick),
  );
  const draft: Draft = { ...given };
  const declined = new Set<QuestionId>();
  for (let index = 0; index < questions.length; ) {
    const question = questions[index] as Question;
    const number = `${index + 1}/${questions.length}`;
    const answer = await askQuestion(question, number, draft, index > 0);
    if (answer !== BACK) setAnswer(draft, question.id, answer);
    if (answer.length === 0) declined.add(question.id);
    else declined.delete(question.id);
    index += answer === BACK ? -1 : 1;
  }
  return mode === 'full' ? { answers: draft, assumed: [] } : assume(draft, [...declined]);
}

/** Shows a menu of all questions and asks the picked one again. */
export async function askChange(interview: Interview): Promise<Interview> {
  const id = await ask(
    select({
      message: 'Which answer shall change?',
      options: QUESTIONS.map((question) => ({
        value: question.id,
        label: question.text,
        hint: describeAnswer(question, interview),
      })),
    }),
  );
  const question = questionOf(id);
  const draft: Draft = { ...interview.answers };
  const answer = await askQuestion(question, 'change', draft, true);
  if (answer === BACK) return interview;
  setAnswer(draft, id, answer);
  return { answers: draft, assumed: interview.assumed.filter((other) => other !== id) };
}

/** "heavy load: ml (assumed)"-style summary of one answer. */
export function describeAnswer({ id, choices }: Question, { answers, assumed }: Interview): string {
  const picked = [answers[id] ?? []].flat();
  const labels = choices.filter((choice) => picked.includes(choice.id)).map(({ label }) => label);
  if (labels.length === 0) return 'not answered';
  return labels.join(' + ') + (assumed.includes(id) ? ' (assumed)' : '');
}

export function askConfirm(message: string): Promise<boolean> {
  return ask(confirm({ message }));
}

/** One choice out of a few. */
export function askChoice<Value extends string>(
  message: string,
  options: readonly { value: Value; label: string; hint?: string }[],
): Promise<Value> {
  return ask(select<string>({ message, options: [...options] })) as Promise<Value>;
}

async function askQuestion(
  question: Question,
  number: string,
  draft: Draft,
  canGoBack: boolean,
): Promise<readonly string[] | typeof BACK> {
  const before = [draft[question.id] ?? prefill(draft.kind)[question.id] ?? []].flat();
  const message = `${question.text} (${number})\n${question.why}`;
  const back = canGoBack ? [{ value: BACK, label: '← Back' }] : [];
  const choices = question.choices.map(({ id, label, hint }) =>
    hint === undefined ? { value: id, label } : { value: id, label, hint },
  );
  if ((question.max ?? 1) === 1) {
    const unknown = { value: UNKNOWN, label: 'I do not know', hint: 'counts for neither side' };
    const picked = await ask(
      select({
        message,
        options: [unknown, ...choices, ...back],
        initialValue: before[0] ?? UNKNOWN,
      }),
    );
    if (picked === BACK) return BACK;
    return picked === UNKNOWN ? [] : [picked];
  }
  return askSeveral(question, message, [...choices, ...back], before);
}

/** Asks until the picked choices fit together; none at all means "I do not know". */
async function askSeveral(
  { max = 1, alone }: Question,
  message: string,
  options: { value: string; label: string; hint?: string }[],
  initialValues: readonly string[],
): Promise<readonly string[] | typeof BACK> {
  for (let problem = ''; ; ) {
    const picked: string[] = await ask(
      multiselect({
        message: `${problem}${message}\nSpace picks, Enter confirms; none means "I do not know".`,
        options,
        initialValues,
        required: false,
      }),
    );
    if (picked.includes(BACK)) return BACK;
    if (picked.length > max) problem = `Pick at most ${max}.\n`;
    else if (alone && picked.includes(alone) && picked.length > 1) {
      problem = `"${alone}" excludes the others.\n`;
    } else return picked;
  }
}

function setAnswer(draft: Draft, id: QuestionId, picked: readonly string[]): void {
  const question = questionOf(id);
  if (picked.length === 0) delete draft[id];
  else Object.assign(draft, { [id]: (question.max ?? 1) === 1 ? picked[0] : picked });
}

/** Ctrl-C and Escape reach us as a symbol; they end everything. */
async function ask<Value>(prompt: Promise<Value>): Promise<Exclude<Value, symbol>> {
  const answer = await prompt;
  if (isCancel(answer)) throw new Cancelled();
  return answer as Exclude<Value, symbol>;
}
