import type { Evidence } from '../evidence.ts';
import { questionOf } from '../questions.ts';
import { capOf, NAMES, other } from '../score.ts';
import type { Change, Flip, QuestionId, Recommendation, Rule } from '../types.ts';
import { bestReasonsFor, decidingRule, languageRule, tieBreakOf, unforced } from '../verdict.ts';

/** The verdict in one sentence. */
export function describeVerdict(recommendation: Recommendation): string {
  const { stack, band, fired } = recommendation;
  if (stack === 'level' && fired.length === 0) return 'No answers to go by.';
  if (stack === 'level') return 'Neither stack is ahead: the answers do not tell them apart.';
  const name = stack === 'node' ? 'Node.js (Express)' : 'Django';
  const free = unforced(recommendation);
  const sentences = {
    clear: `${name}, clearly.`,
    lean: `${name}, by a modest lead.`,
    close: `${name}, but it is close.`,
    fixed: `${name}, ${languageRule(recommendation) ? 'because your language must stay' : 'as you asked'}${
      fired.length === 0
        ? '; no answers were weighed.'
        : free.stack === stack
          ? '; the rules agree.'
          : free.stack === 'level'
            ? '; the rules favour neither.'
            : `, although the rules would choose ${NAMES[free.stack]} (${free.band}).`
    }`,
  };
  return sentences[band];
}

/**
 * Where a family of rules reached its cap, so that the points of the reasons add up to more than
 * the score.
 */
export function describeCaps({ fired }: Recommendation): readonly string[] {
  const families = [...new Set(fired.map(({ family }) => family))];
  return families.flatMap((family) =>
    (['node', 'django'] as const).flatMap((stack) => {
      const rules = fired.filter((rule) => rule.family === family && rule.favors === stack);
      const sum = rules.reduce((points, rule) => points + rule.points, 0);
      const answers = rules.map((rule) => inWords(conditionOf(rule))).join(' and ');
      return sum <= capOf(family)
        ? []
        : [
            `${sentence(answers)} make one point: together they count ${capOf(family)}, not ${sum}.`,
          ];
    }),
  );
}

/** Words as the start of a sentence. */
export const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** What decided: a tie-break, the one answer without which it would be different, or a fixed stack. */
export function describeWhatDecided(recommendation: Recommendation): readonly string[] {
  const { band, stack } = recommendation;
  if (stack === 'level') return [];
  if (band === 'fixed') {
    const language = languageRule(recommendation);
    return language
      ? [`The deciding answer: ${describeCondition(language)}, which must stay.`]
      : [`Decided by: the request for ${NAMES[stack]}.`];
  }
  const tieBreak = tieBreakOf(recommendation);
  const rule = decidingRule(recommendation);
  const [weightiest] = bestReasonsFor(recommendation, stack, 1);
  return [
    ...(tieBreak ? [`Decided by: ${tieBreak.because}`] : []),
    ...(rule ? [`The deciding answer: ${describeCondition(rule)}.`] : []),
    ...(!rule && weightiest
      ? [`No single answer decides; the weightiest is ${describeCondition(weightiest)}.`]
      : []),
  ];
}

/** live updates “It is the point” (realtime=core): the answers a rule needs, in words and as flags. */
export function describeCondition(rule: Rule): string {
  const condition = conditionOf(rule);
  return `${inWords(condition)} (${condition})`;
}

/** `realtime=core` as: live updates “It is the point”. */
export function inWords(condition: string): string {
  const words = condition.split(', ').map((pair) => {
    const [question, choice = ''] = pair.split('=');
    const id = question as QuestionId;
    return `${questionOf(id).topic} ${labelOf(id, choice)}`;
  });
  return words.join(' and ');
}

/** “It is the point”: a choice in the words it is offered with. */
export function labelOf(question: QuestionId, choice: string): string {
  const { choices } = questionOf(question);
  return `“${choices.find(({ id }) => id === choice)?.label ?? choice}”`;
}

/** `kind=api`: the answers a rule needs. */
export function conditionOf(rule: Rule): string {
  return Object.entries(rule.when)
    .map(([question, choice]) => `${question}=${choice}`)
    .join(', ');
}

/** What would change the verdict, as sentences. */
export function describeFlips(recommendation: Recommendation): readonly string[] {
  const { band, stack, flips, fired } = recommendation;
  if (stack === 'level') return ['Answer more questions, or ask for a stack (--template).'];
  if (band === 'fixed') return [describeFixed(recommendation)];
  if (flips.length === 0) return fired.length > 0 ? ['No one or two answers change this.'] : [];
  const worded = flips.map(describeFlip);
  return flips.some(({ changes }) => changes.length === 1)
    ? worded
    : ['No single answer changes this.', ...worded];
}

/** What the score says where something else decided. */
function describeFixed(recommendation: Recommendation): string {
  const { scores, stack, fired } = recommendation;
  if (fired.length === 0) return 'Only the request: no answers were weighed.';
  const score = `the score ${scores.node}:${scores.django} would`;
  const free = unforced(recommendation).stack;
  const what = languageRule(recommendation)
    ? 'the language: if it need not stay,'
    : 'the request: without it';
  if (free !== 'level' && free === stack) {
    return `No change of ${what} ${score} mean ${NAMES[free]} as well.`;
  }
  return `Only ${what} ${score} ${free === 'level' ? 'favour neither' : `mean ${NAMES[free]}`}.`;
}

/** "If live updates were “It is the point” instead of “In places”, Node.js would lead 7:5." */
export function describeFlip({ changes, stack, scores }: Flip): string {
  const { [stack]: ahead, [other(stack)]: behind } = scores;
  const result =
    ahead > behind
      ? `would lead ${ahead}:${behind}`
      : ahead === behind
        ? `would win the tie at ${ahead}:${behind}`
        : `would be taken at ${ahead}:${behind}, because within one point the language decides`;
  return `If ${changes.map(describeChange).join(' and ')}, ${NAMES[stack]} ${result}.`;
}

function describeChange({ question, from, to }: Change): string {
  const { topic, max = 1 } = questionOf(question);
  const said = (choice: string) => labelOf(question, choice);
  if (to === null) return `${topic} did not include ${said(from ?? '')}`;
  if (from === null) return `${topic} ${max > 1 ? 'included' : 'were'} ${said(to)}`;
  return `${topic} were ${said(to)} instead of ${said(from)}`;
}

/** Where a claim comes from: `E012: Trio, "Security"`. */
export function describeSource({ id, source, publisher, section, article }: Evidence): string {
  return `${id}: ${source === 'S2' || source === 'S4' ? `“${article}”` : publisher}, section “${section}”`;
}
