import { QUESTIONS } from '../questions.ts';
import { NAMES, other } from '../score.ts';
import { style } from '../terminal.ts';
import type { Answers, Change, Flip, Recommendation, Rule, StackId } from '../types.ts';
import {
  bestReasonsFor,
  confidence,
  decidingRule,
  sourcesOf,
  tieBreakOf,
  unforced,
} from '../verdict.ts';

const REASONS_FOR = 3;
const REASONS_AGAINST = 2;

/** The recommendation as a person reads it on a terminal. */
export function describeRecommendation(
  recommendation: Recommendation,
  answers: Answers,
  stream: NodeJS.WriteStream,
): string {
  const { stack, scores, assumed, flips, conflicts, fired } = recommendation;
  const heading = (text: string) => style('bold', text, stream);
  const favoured: StackId = stack === 'level' ? 'node' : stack;
  const sections: [string, readonly string[]][] = [
    [`For ${NAMES[favoured]}`, bestReasonsFor(recommendation, favoured, REASONS_FOR).map(reason)],
    [
      `For ${NAMES[other(favoured)]}`,
      bestReasonsFor(recommendation, other(favoured), REASONS_AGAINST).map(reason),
    ],
    ['Assumed, not said by you', assumed.map((id) => describeAnswer(id, answers[id]))],
    ['Answers that pull against each other', conflicts.map(({ message }) => message)],
    ['What would change it', describeFlips(recommendation, flips, fired.length > 0)],
  ];
  return [
    style('bold', describeVerdict(recommendation), stream),
    `Node.js ${scores.node} : ${scores.django} Django, confidence: ${confidence(recommendation)}`,
    ...because(recommendation),
    ...sections.flatMap(([title, lines]) =>
      lines.length === 0 ? [] : ['', heading(title), ...lines.map((line) => `  - ${line}`)],
    ),
  ].join('\n');
}

/** The verdict in one sentence. */
export function describeVerdict(recommendation: Recommendation): string {
  const { stack, band } = recommendation;
  if (stack === 'level') return 'Neither stack is ahead: the answers do not tell them apart.';
  const name = stack === 'node' ? 'Node.js (Express)' : 'Django';
  const free = unforced(recommendation);
  const sentences = {
    clear: `${name}, clearly.`,
    lean: `${name}, by a modest lead.`,
    close: `${name}, but it is close.`,
    fixed: `${name}, as you determined${
      free.stack === stack
        ? '; the rules agree.'
        : free.stack === 'level'
          ? '; the rules favour neither.'
          : `, although the rules would choose ${NAMES[free.stack]} (${free.band}).`
    }`,
  };
  return sentences[band];
}

/** What decided: a tie-break, or the one rule without which it would be different. */
function because(recommendation: Recommendation): readonly string[] {
  const tieBreak = tieBreakOf(recommendation);
  const rule = decidingRule(recommendation);
  return [
    ...(tieBreak ? [`Decided by: ${tieBreak.because}`] : []),
    ...(rule ? [`The deciding answer: ${conditionOf(rule)}`] : []),
  ];
}

function reason(rule: Rule): string {
  const [source] = sourcesOf(rule);
  const cited = source ? ` [${rule.evidence.join(', ')}: ${source.publisher}, "${source.section}"]` : '';
  return `${rule.because} (${conditionOf(rule)}, +${rule.points})${cited}`;
}

function conditionOf(rule: Rule): string {
  return Object.entries(rule.when)
    .map(([question, choice]) => `${question}=${choice}`)
    .join(', ');
}

function describeFlips(
  { band, stack }: Recommendation,
  flips: readonly Flip[],
  anyFired: boolean,
): readonly string[] {
  if (stack === 'level') return ['Answer more questions, or name the stack with --template.'];
  if (band === 'fixed') return ['Only your own choice: the language that must stay, or --template.'];
  if (flips.length === 0) return anyFired ? ['No single answer, and no two, change this.'] : [];
  const worded = flips.map(describeFlip);
  return flips.some(({ changes }) => changes.length === 1)
    ? worded
    : ['No single answer changes this.', ...worded];
}

/** "If realtime were core instead of some, Node.js would lead 7:5." */
export function describeFlip({ changes, stack, scores }: Flip): string {
  const { [stack]: ahead, [other(stack)]: behind } = scores;
  const result = ahead > behind ? `would lead ${ahead}:${behind}` : `would be taken at ${ahead}:${behind}`;
  return `If ${changes.map(describeChange).join(' and ')}, ${NAMES[stack]} ${result}.`;
}

function describeChange({ question, from, to }: Change): string {
  const several = (QUESTIONS.find(({ id }) => id === question)?.max ?? 1) > 1;
  if (to === null) return `${question} did not include ${from}`;
  if (from === null) return several ? `${question} included ${to}` : `${question} were ${to}`;
  return `${question} were ${to} instead of ${from}`;
}

/** `realtime=core`, with the words of the choice. */
export function describeAnswer(id: string, answer: string | readonly string[] | undefined): string {
  const question = QUESTIONS.find((candidate) => candidate.id === id);
  const picked = [answer ?? []].flat();
  const labels = question?.choices.filter((choice) => picked.includes(choice.id)) ?? [];
  return `${id}=${picked.join(',')} (${labels.map(({ label }) => label).join(', ')}; --${id} changes it)`;
}
