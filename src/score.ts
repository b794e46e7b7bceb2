import { FAMILY_CAPS, HARD_LANGUAGE } from './rules.ts';
import type { Answers, Family, QuestionId, Recommendation, Rule, StackId } from './types.ts';

export type Scores = Readonly<Record<StackId, number>>;

/** Says whether an answer holds a choice. */
export type Holds = (question: QuestionId, choice: string) => boolean;

/** What people call the stacks. */
export const NAMES: Readonly<Record<StackId, string>> = { node: 'Node.js', django: 'Django' };

/** The stack that is not this one. */
export const other = (stack: StackId): StackId => (stack === 'node' ? 'django' : 'node');

/** Whether the answer to a question is, or contains, a choice. */
export function holds(answers: Answers, question: QuestionId, choice: string): boolean {
  const answer = answers[question];
  return typeof answer === 'string' ? answer === choice : (answer?.includes(choice) ?? false);
}

/** Whether every question the rule names holds the choice it names. */
export function fires(rule: Rule, answers: Answers): boolean {
  for (const question in rule.when) {
    const id = question as QuestionId;
    if (!holds(answers, id, rule.when[id] ?? '')) return false;
  }
  return true;
}

/** The stack that a language which must stay leaves, if there is such a language. */
export const hardStack = (held: Holds): StackId | undefined =>
  Object.entries(HARD_LANGUAGE).find(([language]) => held('lang', language))?.[1];

/** The most points a family may give to one stack. */
export const capOf = (family: Family): number => FAMILY_CAPS[family] ?? Number.POSITIVE_INFINITY;

/** Adds up the rules that fired: each family per stack, then capped. */
export function score(fired: readonly Rule[]): Scores {
  const sums = { node: new Map<Family, number>(), django: new Map<Family, number>() };
  for (const { favors, family, points } of fired) {
    sums[favors].set(family, (sums[favors].get(family) ?? 0) + points);
  }
  const total = (families: Map<Family, number>) =>
    [...families].reduce((sum, [family, points]) => sum + Math.min(points, capOf(family)), 0);
  return { node: total(sums.node), django: total(sums.django) };
}

/** A lead counts when it is large enough in points and as a share of all points. */
export const BANDS = [
  { band: 'clear', lead: 4, strength: 0.4 },
  { band: 'lean', lead: 2, strength: 0.2 },
  { band: 'close', lead: 0, strength: 0 },
] as const;

/** How firm the scores are. */
export function bandOf(scores: Scores): (typeof BANDS)[number]['band'] {
  const lead = Math.abs(scores.node - scores.django);
  const total = scores.node + scores.django;
  const strength = total === 0 ? 0 : lead / total;
  return BANDS.find((it) => lead >= it.lead && strength >= it.strength)?.band ?? 'close';
}

export interface TieBreak {
  readonly id: string;
  /** What it says, for people. */
  readonly because: string;
  /** Applies only to leads up to this many points. */
  readonly within: number;
  /** Choices that decide, and for which stack; none means the side in front. */
  readonly choices: readonly (readonly [QuestionId, string, StackId])[];
}

/** How a close call is settled: the first that applies decides. */
export const TIE_BREAKS: readonly TieBreak[] = [
  {
    id: 'language',
    because: 'Within one point, the language people mostly write decides.',
    within: 1,
    choices: [
      ['lang', 'js_mostly', 'node'],
      ['lang', 'py_mostly', 'django'],
    ],
  },
  {
    id: 'lead',
    because: 'The stack with more points is taken, however small its lead.',
    within: Number.POSITIVE_INFINITY,
    choices: [],
  },
  {
    id: 'records',
    because: 'At equal points, staff screens or linked records decide for Django.',
    within: 0,
    choices: [
      ['backoffice', 'basic', 'django'],
      ['backoffice', 'heavy', 'django'],
      ['data', 'relational', 'django'],
    ],
  },
  {
    id: 'browser-app',
    because: 'At equal points, a browser app decides for Node.',
    within: 0,
    choices: [
      ['frontend', 'spa', 'node'],
      ['frontend', 'shared', 'node'],
    ],
  },
];

export interface Verdict {
  readonly stack: Recommendation['stack'];
  readonly band: (typeof BANDS)[number]['band'];
  /** What settled a close call; absent when the scores alone did. */
  readonly tieBreak?: TieBreak;
}

/** What the scores say, close calls settled by the tie-breaks. */
export function decide(scores: Scores, held: Holds): Verdict {
  const band = bandOf(scores);
  const diff = scores.node - scores.django;
  const leader = diff > 0 ? 'node' : diff < 0 ? 'django' : undefined;
  if (band !== 'close' && leader) return { stack: leader, band };
  for (const tieBreak of TIE_BREAKS) {
    if (Math.abs(diff) > tieBreak.within) continue;
    const decider = tieBreak.choices.find(([question, choice]) => held(question, choice));
    const stack = tieBreak.choices.length === 0 ? leader : decider?.[2];
    if (stack) return { stack, band, tieBreak };
  }
  return { stack: 'level', band };
}
