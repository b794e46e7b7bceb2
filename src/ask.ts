import { isCancel, multiselect, select, text } from '@clack/prompts';
import { type Interview, suggest } from './assume.ts';
import { Cancelled } from './errors.ts';
import { QUESTIONS, questionOf } from './questions.ts';
import { style } from './terminal.ts';
import type { Answers, Question, QuestionId } from './types.ts';

/** What was said so far: answers, and questions answered with "I do not know". */
export interface Draft {
  readonly given: Answers;
  readonly declined: readonly QuestionId[];
}

const UNKNOWN = '?unknown';
const BACK = '?back';
const DO_NOT_KNOW = { value: UNKNOWN, label: 'I do not know', hint: 'counts for neither side' };

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
  const usual = './my-app';
  for (let initialValue = '', message = 'Where shall the project go?'; ; ) {
    const directory = await ask(
      text({ message, initialValue, placeholder: usual, defaultValue: usual }),
    );
    const reason = directory.trim() === '' ? 'Name a folder.' : await refuse(directory.trim());
    if (reason === undefined) return directory.trim();
    message = `${reason}\nWhere else shall the project go?`;
    initialValue = directory;
  }
}

/**
 * Asks the questions that have no answer yet; every one can be skipped, and one can go back.
 *
 * @param mode `quick` asks five and leaves the rest to what the answers suggest
 */
export async function askQuestions(mode: 'quick' | 'full', given: Answers): Promise<Draft> {
  const questions = QUESTIONS.filter(
    ({ id, quick }) => given[id] === undefined && (mode === 'full' || quick),
  );
  let draft: Draft = { given, declined: [] };
  for (let index = 0; index < questions.length; ) {
    const question = questions[index] as Question;
    const number = `${index + 1}/${questions.length}`;
    const answered = await askQuestion(question, number, draft, index > 0);
    index += answered === undefined ? -1 : 1;
    draft = answered ?? draft;
  }
  return draft;
}

/** Shows a menu of all questions and asks the picked one again. */
export async function askChange(draft: Draft, interview: Interview): Promise<Draft> {
  const id = await ask(
    select<string>({
      message: 'Which answer shall change?',
      options: [
        ...QUESTIONS.map((question) => ({
          value: question.id,
          label: question.text,
          hint: describeAnswer(question, interview),
        })),
        { value: BACK, label: '← Back' },
      ],
    }),
  );
  if (id === BACK) return draft;
  return (await askQuestion(questionOf(id as QuestionId), 'change', draft, true)) ?? draft;
}

/** "Python data or ML libraries (assumed)": one answer in its own words. */
export function describeAnswer({ id, choices }: Question, { answers, assumed }: Interview): string {
  const picked = [answers[id] ?? []].flat();
  const labels = choices.filter((choice) => picked.includes(choice.id)).map(({ label }) => label);
  if (labels.length === 0) return 'not answered';
  return labels.join(' + ') + (assumed.includes(id) ? ' (assumed)' : '');
}

/** One choice out of a few. */
export function askChoice<Value extends string>(
  message: string,
  options: readonly { value: Value; label: string; hint?: string }[],
): Promise<Value> {
  return ask(select<string>({ message, options: [...options] })) as Promise<Value>;
}

/**
 * Asks one question, in plain and in expert words and with the reason for asking. What the answers
 * so far suggest is picked beforehand and says so.
 *
 * @returns the draft with the answer; `undefined` for "Back"
 */
export async function askQuestion(
  question: Question,
  number: string,
  draft: Draft,
  canGoBack: boolean,
): Promise<Draft | undefined> {
  const { id, text, expert, why, max = 1 } = question;
  const said = draft.given[id];
  const suggested = [suggest(without(draft, id).given)[id] ?? []].flat();
  const before = said ?? (draft.declined.includes(id) ? [] : suggested);
  const small = (line: string) => style('dim', line, process.stdout);
  const message = [
    `${text} (${number})`,
    small(`In expert words: ${expert}`),
    small(`Why we ask: ${why}`),
  ].join('\n');
  const choices = question.choices.map((choice) => {
    const hints = choice.hint === undefined ? [] : [choice.hint];
    if (said === undefined && suggested.includes(choice.id)) hints.push('assumed so far');
    const option = { value: choice.id, label: choice.label };
    return hints.length === 0 ? option : { ...option, hint: hints.join('; ') };
  });
  const options = [...choices, ...(canGoBack ? [{ value: BACK, label: '← Back' }] : [])];
  const picked =
    max === 1
      ? await askOne(message, options, [before].flat()[0] ?? UNKNOWN)
      : await askSeveral(question, message, options, [before].flat());
  return picked === BACK ? undefined : answered(draft, question, picked);
}

/** One of the choices; none of them means "I do not know". */
async function askOne(
  message: string,
  choices: { value: string; label: string; hint?: string }[],
  initialValue: string,
): Promise<readonly string[] | typeof BACK> {
  const picked = await ask(select({ message, options: [DO_NOT_KNOW, ...choices], initialValue }));
  if (picked === BACK) return BACK;
  return picked === UNKNOWN ? [] : [picked];
}

/** Asks until the picked choices fit together; nothing picked means "I do not know", too. */
async function askSeveral(
  { max = 1, alone }: Question,
  message: string,
  options: { value: string; label: string; hint?: string }[],
  initialValues: string[],
): Promise<readonly string[] | typeof BACK> {
  for (let problem = '', picked = initialValues; ; ) {
    picked = await ask(
      multiselect({
        message: `${problem}${message}\nSpace picks, Enter confirms.`,
        options: [DO_NOT_KNOW, ...options],
        initialValues: picked,
        required: false,
      }),
    );
    if (picked.includes(BACK)) return BACK;
    const loner = [UNKNOWN, alone].find((it) => it !== undefined && picked.includes(it));
    const label = [DO_NOT_KNOW, ...options].find(({ value }) => value === loner)?.label;
    if (loner !== undefined && picked.length > 1) problem = `"${label}" excludes the others.\n`;
    else if (picked.length > max) problem = `Pick at most ${max}.\n`;
    else return picked.filter((it) => it !== UNKNOWN);
  }
}

function answered(draft: Draft, { id, max = 1 }: Question, picked: readonly string[]): Draft {
  const { given, declined } = without(draft, id);
  if (picked.length === 0) return { given, declined: [...declined, id] };
  return { given: { ...given, [id]: max === 1 ? picked[0] : picked }, declined };
}

function without({ given, declined }: Draft, id: QuestionId): Draft {
  const { [id]: _, ...others } = given;
  return { given: others, declined: declined.filter((other) => other !== id) };
}

/** Ctrl-C and Escape reach us as a symbol; they end everything. */
async function ask<Value>(prompt: Promise<Value>): Promise<Exclude<Value, symbol>> {
  const answer = await prompt;
  if (isCancel(answer)) throw new Cancelled();
  return answer as Exclude<Value, symbol>;
}
