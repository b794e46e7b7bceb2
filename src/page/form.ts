import { QUESTIONS } from '../questions.ts';
import { html } from '../quote.ts';
import { NAMES } from '../score.ts';
import type { Choice, Question } from '../types.ts';
import type { PageState } from './state.ts';

/** The value of "I do not know". */
export const UNKNOWN = 'unknown';
/** The name of the inputs that ask for a stack. */
export const TEMPLATE = 'template';

/** Every question with its choices, the given answers picked. */
export function renderForm({ answers, assumed, template }: PageState): string {
  const questions = QUESTIONS.map((question) => {
    const picked = [answers[question.id] ?? []].flat();
    return renderQuestion(question, picked, assumed.includes(question.id));
  });
  return `${questions.join('\n')}\n${renderTemplate(template)}`;
}

function renderQuestion(
  { id, text, expert, why, choices, max = 1 }: Question,
  picked: readonly string[],
  isAssumed: boolean,
): string {
  const type = max === 1 ? 'radio' : 'checkbox';
  const input = (choice: Choice) => renderInput(type, id, choice, picked.includes(choice.id));
  const unknown = { id: UNKNOWN, label: 'I do not know', hint: 'counts for neither side' };
  const inputs = [
    ...(max === 1 ? [renderInput(type, id, unknown, picked.length === 0)] : []),
    ...choices.map(input),
  ];
  const none = max === 1 ? '' : ' None picked means: I do not know.';
  return `<fieldset data-question="${id}" aria-describedby="why-${id}">
<legend>${html(text)} <span class="tag" data-assumed${isAssumed ? '' : ' hidden'}>assumed</span></legend>
<p class="small" id="why-${id}">In expert words: ${html(expert)}.<br>Why we ask: ${html(why)}${none}</p>
${inputs.join('\n')}
</fieldset>`;
}

function renderTemplate(template: PageState['template']): string {
  const choices = [
    { id: '', label: 'The rules decide' },
    { id: 'node', label: `${NAMES.node} (Express), whatever the rules say` },
    { id: 'django', label: `${NAMES.django}, whatever the rules say` },
  ];
  const inputs = choices.map((choice) =>
    renderInput('radio', TEMPLATE, choice, choice.id === (template ?? '')),
  );
  return `<fieldset>
<legend>Does somebody ask for a stack?</legend>
<p class="small">Asking for one overrides the score and shows what that costs.</p>
${inputs.join('\n')}
</fieldset>`;
}

function renderInput(
  type: 'radio' | 'checkbox',
  name: string,
  { id, label, hint }: Choice,
  checked: boolean,
): string {
  const small = hint === undefined ? '' : ` <span class="small">${html(hint)}</span>`;
  return `<label><input type="${type}" name="${name}" value="${id}"${checked ? ' checked' : ''}> <span>${html(label)}${small}</span></label>`;
}
