import type { Evidence } from '../evidence.ts';
import { questionOf } from '../questions.ts';
import { HARD_LANGUAGE } from '../rules.ts';
import { capOf, NAMES, other } from '../score.ts';
import type { Change, Flip, Recommendation, Rule } from '../types.ts';
import { decidingRule, tieBreakOf, unforced } from '../verdict.ts';

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
    fixed: `${name}, ${languageFixed(recommendation) ? 'because your language must stay' : 'as you asked'}${
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

/** Whether a language that must stay fixed the stack; otherwise somebody named it. */
function languageFixed({ fired, stack }: Recommendation): boolean {
  return fired.some(({ when }) => when.lang !== undefined && HARD_LANGUAGE[when.lang] === stack);
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
      const answers = rules.map(conditionOf).join(' and ');
      return sum <= capOf(family)
        ? []
        : [`${answers} make one point: together they count ${capOf(family)}, not ${sum}.`];
    }),
  );
}

/** What decided: a tie-break, or the one rule without which it would be different. */
export function describeWhatDecided(recommendation: Recommendation): readonly string[] {
  const tieBreak = tieBreakOf(recommendation);
  const rule = decidingRule(recommendation);
  return [
    ...(tieBreak ? [`Decided by: ${tieBreak.because}`] : []),
    ...(rule ? [`The deciding answer: ${conditionOf(rule)}`] : []),
  ];
}

/** `kind=api`: the answers a rule needs. */
export function conditionOf(rule: Rule): string {
  return Object.entries(rule.when)
    .map(([question, choice]) => `${question}=${choice}`)
    .join(', ');
}

/** What would change the verdict, as sentences. */
export function describeFlips({ band, stack, flips, fired }: Recommendation): readonly string[] {
  if (stack === 'level') return ['Answer more questions, or name the stack with --template.'];
  if (band === 'fixed') {
    return ['Only what fixed it: the language that must stay, or the stack that was asked for.'];
  }
  if (flips.length === 0) return fired.length > 0 ? ['No one or two answers change this.'] : [];
  const worded = flips.map(describeFlip);
  return flips.some(({ changes }) => changes.length === 1)
    ? worded
    : ['No single answer changes this.', ...worded];
}

/** "If realtime were core instead of some, Node.js would lead 7:5." */
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
  const several = (questionOf(question).max ?? 1) > 1;
  if (to === null) return `${question} did not include ${from}`;
  if (from === null) return several ? `${question} included ${to}` : `${question} were ${to}`;
  return `${question} were ${to} instead of ${from}`;
}

/** Where a claim comes from: `E012: Trio, "Security"`. */
export function describeSource({ id, source, publisher, section, article }: Evidence): string {
  return `${id}: ${source === 'S2' || source === 'S4' ? `“${article}”` : publisher}, section “${section}”`;
}
