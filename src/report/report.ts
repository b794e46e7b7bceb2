import { COSTS, type Cost } from '../costs.ts';
import type { Evidence } from '../evidence.ts';
import { questionOf } from '../questions.ts';
import { FAMILY_NAMES } from '../rules.ts';
import { capOf, other, type Scores } from '../score.ts';
import { settlingQuestion } from '../settle.ts';
import type { Answers, Family, QuestionId, Recommendation, Rule, StackId } from '../types.ts';
import {
  bestReasonsFor,
  type Confidence,
  confidence,
  decidingRule,
  languageRule,
  sourcesOf,
  unforced,
} from '../verdict.ts';
import type { Follows } from './follows.ts';
import {
  conditionOf,
  describeCaps,
  describeFlips,
  describeVerdict,
  describeWhatDecided,
} from './verdict.ts';

const REASONS_FOR = 3;
const REASONS_AGAINST = 2;
const COSTS_SHOWN = 5;

/** Points of one criterion, as they count. */
export interface Criterion {
  readonly family: Family;
  readonly name: string;
  readonly node: number;
  readonly django: number;
}

export interface Reason {
  readonly rule: string;
  /** The answer behind it: `realtime=core`. */
  readonly condition: string;
  readonly points: number;
  readonly because: string;
  readonly sources: readonly Evidence[];
}

/** An answer nobody gave. */
export interface Assumption {
  readonly question: QuestionId;
  readonly topic: string;
  readonly choices: readonly string[];
  readonly labels: readonly string[];
}

/** Everything a recommendation says to people: on a terminal, on a page and in a decision record. */
export interface Report {
  readonly verdict: string;
  readonly confidence: Confidence;
  readonly scores: Scores;
  readonly criteria: readonly Criterion[];
  /** What decided, and where points are capped. */
  readonly notes: readonly string[];
  /** The stack whose reasons come first: the one recommended, Node.js when level. */
  readonly favoured: StackId;
  readonly reasons: readonly Reason[];
  readonly counterReasons: readonly Reason[];
  /** What it costs to go against the score; empty unless that was asked for or must be. */
  readonly costs: readonly string[];
  readonly assumed: readonly Assumption[];
  readonly conflicts: readonly string[];
  readonly flips: readonly string[];
  /** Where level: the one question that would settle it best. */
  readonly settle: { readonly question: QuestionId; readonly text: string } | undefined;
  /** What it means for the project; absent where no stack was named. */
  readonly follows: Follows | undefined;
}

/** Puts a recommendation into words, once for every way of showing it. */
export function makeReport(
  recommendation: Recommendation,
  answers: Answers,
  follows: Follows | undefined,
): Report {
  const { stack, scores, assumed, conflicts } = recommendation;
  const favoured = stack === 'level' ? 'node' : stack;
  const open = stack === 'level' ? settlingQuestion(answers) : undefined;
  return {
    verdict: describeVerdict(recommendation),
    confidence: confidence(recommendation),
    scores,
    criteria: criteriaOf(recommendation),
    notes: [...describeWhatDecided(recommendation), ...describeCaps(recommendation)],
    favoured,
    reasons: reasonsFor(recommendation, favoured).slice(0, REASONS_FOR).map(reasonOf),
    counterReasons: bestReasonsFor(recommendation, other(favoured), REASONS_AGAINST).map(reasonOf),
    costs: costsOf(recommendation, follows),
    assumed: assumed.map((id) => assumptionOf(id, answers)),
    conflicts: conflicts.map(({ message }) => message),
    flips: describeFlips(recommendation),
    settle: open && { question: open.id, text: open.text },
    follows,
  };
}

/** The weightiest rules for a stack, led by the one that decided. */
function reasonsFor(recommendation: Recommendation, stack: StackId): readonly Rule[] {
  const deciding = languageRule(recommendation) ?? decidingRule(recommendation);
  const rules = bestReasonsFor(recommendation, stack, Number.POSITIVE_INFINITY);
  return [...rules].sort((a, b) => Number(b === deciding) - Number(a === deciding));
}

/** Points by criterion, capped, the weightiest first. */
export function criteriaOf({ fired }: Recommendation): readonly Criterion[] {
  const families = [...new Set(fired.map(({ family }) => family))];
  const points = (family: Family, stack: StackId) => {
    const rules = fired.filter((rule) => rule.family === family && rule.favors === stack);
    const sum = rules.reduce((total, rule) => total + rule.points, 0);
    return Math.min(sum, capOf(family));
  };
  return families
    .map((family) => ({
      family,
      name: FAMILY_NAMES[family],
      node: points(family, 'node'),
      django: points(family, 'django'),
    }))
    .sort((a, b) => Math.max(b.node, b.django) - Math.max(a.node, a.django));
}

function reasonOf(rule: Rule): Reason {
  const { id, points, because } = rule;
  return { rule: id, condition: conditionOf(rule), points, because, sources: sourcesOf(rule) };
}

/** What the starter takes off is said beside what it takes. */
function costsOf(recommendation: Recommendation, follows: Follows | undefined): readonly string[] {
  const { stack, band } = recommendation;
  if (band !== 'fixed' || stack === 'level') return [];
  if (unforced(recommendation).stack !== other(stack)) return [];
  const rules = bestReasonsFor(recommendation, other(stack), COSTS_SHOWN);
  return rules.flatMap(({ id }) => COSTS[id] ?? []).map((cost) => describeCost(cost, follows));
}

function describeCost({ cost, easedBy }: Cost, follows: Follows | undefined): string {
  const eased = (follows?.features ?? []).filter(({ id }) => easedBy.includes(id));
  const names = eased.map(({ title }) => title).join(', ');
  return names === '' ? cost : `${cost} Eased by: ${names}.`;
}

function assumptionOf(id: QuestionId, answers: Answers): Assumption {
  const choices = [answers[id] ?? []].flat();
  const { topic, choices: offered } = questionOf(id);
  const labels = offered.filter((it) => choices.includes(it.id)).map(({ label }) => label);
  return { question: id, topic, choices, labels };
}
