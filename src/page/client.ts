import { QUESTIONS } from '../questions.ts';
import type { Answers, QuestionId, StackId } from '../types.ts';
import { TEMPLATE, UNKNOWN } from './form.ts';
import { type PageState, unpackOffer, weigh } from './state.ts';
import { readTables } from './tables.ts';
import { renderReport, renderVerdict } from './view.ts';

const { offers: packed, state: given } = readTables();
const offers = { node: unpackOffer(packed.node), django: unpackOffer(packed.django) };
const form = document.querySelector('form') as HTMLFormElement;
let assumed = given.assumed;

/** The answers as they are picked now. */
function readForm(): PageState {
  const picked = (name: string) =>
    [...form.querySelectorAll<HTMLInputElement>(`input[name="${name}"]:checked`)].map(
      (input) => input.value,
    );
  const answers = QUESTIONS.flatMap(({ id, max = 1 }) => {
    const values = picked(id).filter((value) => value !== UNKNOWN);
    return values.length === 0 ? [] : [[id, max === 1 ? values[0] : values] as const];
  });
  const [template] = picked(TEMPLATE) as [StackId | ''];
  return {
    answers: Object.fromEntries(answers) as Answers,
    assumed,
    template: template || undefined,
  };
}

function show(): void {
  const state = readForm();
  const { recommendation, report } = weigh(state, offers);
  put('verdict', renderVerdict(report));
  put('report', renderReport(report, recommendation));
  for (const { id, max = 1, alone } of QUESTIONS) {
    const tag = form.querySelector<HTMLElement>(`[data-question="${id}"] [data-assumed]`);
    if (tag) tag.hidden = !assumed.includes(id);
    if (max > 1) limit(id, max, alone);
  }
}

/** Shows new content, which the view has escaped; what a reader has opened stays open. */
function put(id: string, content: string): void {
  const element = document.getElementById(id);
  if (!element) return;
  const opened = [...element.querySelectorAll('details[open]')].map((details) => details.id);
  element.innerHTML = content;
  for (const details of element.querySelectorAll('details')) {
    details.open = opened.includes(details.id);
  }
}

/** No more choices than the question takes: the others wait until one is dropped. */
function limit(id: QuestionId, max: number, alone: string | undefined): void {
  const inputs = [...form.querySelectorAll<HTMLInputElement>(`input[name="${id}"]`)];
  const count = inputs.filter(({ checked }) => checked).length;
  for (const input of inputs) {
    input.disabled = count >= max && !input.checked && input.value !== alone;
  }
}

/** A choice that stands alone and the others take turns. */
function keepAlone(changed: HTMLInputElement): void {
  const { alone } = QUESTIONS.find(({ id }) => id === changed.name) ?? {};
  if (alone === undefined || !changed.checked) return;
  for (const input of form.querySelectorAll<HTMLInputElement>(`input[name="${changed.name}"]`)) {
    const leaves = changed.value === alone ? input !== changed : input.value === alone;
    if (leaves) input.checked = false;
  }
}

form.addEventListener('change', ({ target }) => {
  const changed = target as HTMLInputElement;
  keepAlone(changed);
  assumed = assumed.filter((id) => id !== changed.name);
  show();
});
form.addEventListener('reset', () => {
  assumed = given.assumed;
  // The inputs have their first values only after this event.
  setTimeout(show);
});
// Some browsers bring back what was picked before a reload; the tables hold what was given.
form.reset();
