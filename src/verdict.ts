import { CONTRADICTIONS, type Contradiction } from './contradictions.ts';
import { EVIDENCE, type Evidence } from './evidence.ts';
import { HARD_LANGUAGE } from './rules.ts';
import { decide, score, type TieBreak, type Verdict } from './score.ts';
import type { QuestionId, Recommendation, Rule, StackId } from './types.ts';

/** How far the rules agree, as a word. It is not a probability. */
export type Confidence = 'high' | 'medium' | 'low' | 'set by you';

const WORDS = ['low', 'medium', 'high'] as const;
const LEVELS = { clear: 2, lean: 1, close: 0 } as const;

/**
 * The word for a band, one step lower when more than half of the points that fired rest on assumed
 * answers, when there are fewer than four points at all, or when nothing but the kind of product
 * was given: what is assumed from it then says nothing more.
 */
export function confidence({ band, scores, fired, assumed }: Recommendation): Confidence {
  if (band === 'fixed') return 'set by you';
  const points = (rules: readonly Rule[]) => rules.reduce((sum, rule) => sum + rule.points, 0);
  const onAssumptions = fired.filter((rule) => namesOne(rule, assumed));
  const onKind = fired.filter((rule) => namesOne(rule, ['kind', ...assumed]));
  const shaky =
    points(onAssumptions) * 2 > points(fired) ||
    onKind.length === fired.length ||
    scores.node + scores.django < 4;
  return WORDS[Math.max(0, LEVELS[band] - (shaky ? 1 : 0))] ?? 'low';
}

const namesOne = (rule: Rule, questions: readonly QuestionId[]): boolean =>
  questions.some((question) => rule.when[question] !== undefined);

/** What the score alone says, whatever was asked for or must stay. */
export function unforced({ scores, fired }: Recommendation): Verdict {
  return decide(scores, (question, choice) => fired.some((rule) => rule.when[question] === choice));
}

/** What settled a close call, if that is what decided. */
export function tieBreakOf(recommendation: Recommendation): TieBreak | undefined {
  return recommendation.band === 'fixed' ? undefined : unforced(recommendation).tieBreak;
}

/**
 * The one rule without which the outcome would be different; when there are several, the one that
 * moves the scores most. None for a stack that was set, and none when nothing won.
 */
export function decidingRule(recommendation: Recommendation): Rule | undefined {
  const { band, fired, scores, stack } = recommendation;
  if (band === 'fixed' || stack === 'level') return undefined;
  let deciding: Rule | undefined;
  let largest = -1;
  for (const rule of fired) {
    const left = fired.filter((it) => it !== rule);
    const without = score(left);
    const moved = Math.abs(scores.node - without.node) + Math.abs(scores.django - without.django);
    const changed = unforced({ ...recommendation, fired: left, scores: without }).stack !== stack;
    if (changed && moved > largest) {
      deciding = rule;
      largest = moved;
    }
  }
  return deciding;
}

/** The rule of the language that fixed the stack; none when somebody named it, or nothing is fixed. */
export function languageRule({ band, stack, fired }: Recommendation): Rule | undefined {
  if (band !== 'fixed') return undefined;
  return fired.find(({ when, favors }) => {
    const isHard = when.lang !== undefined && Object.hasOwn(HARD_LANGUAGE, when.lang);
    return isHard && favors === stack;
  });
}

/** The weightiest rules that fired for a stack. */
export function bestReasonsFor(
  { fired }: Recommendation,
  stack: StackId,
  count: number,
): readonly Rule[] {
  return fired
    .filter((rule) => rule.favors === stack)
    .sort((a, b) => b.points - a.points)
    .slice(0, count);
}

/** The evidence a rule cites, with article, publisher and section. */
export function sourcesOf(rule: Rule): readonly Evidence[] {
  return rule.evidence.flatMap((id) => EVIDENCE.get(id) ?? []);
}

/** The contradictions that a rule settles. */
export const contradictionsOf = (rule: string): readonly Contradiction[] =>
  CONTRADICTIONS.filter((contradiction) => contradiction.rules.includes(rule));
