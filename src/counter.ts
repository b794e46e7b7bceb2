import { QUESTIONS } from './questions.ts';
import { capOf, fires, type Scores } from './score.ts';
import type { Answers, Change, Rule, StackId } from './types.ts';

/** One question answered differently. */
export interface Answered {
  readonly change: Change;
  readonly answer: string | readonly string[];
}

/** Answers and what they score. */
export interface State {
  readonly answers: Answers;
  /** Points per cell before capping. */
  readonly sums: readonly number[];
  readonly scores: Scores;
}

/** Counts points so that a changed answer recounts only the rules that name its question. */
export function counter(rules: readonly Rule[]) {
  const keyOf = (rule: Rule) => `${rule.favors} ${rule.family}`;
  const cellRules = new Map(rules.map((rule) => [keyOf(rule), rule]));
  const keys = [...cellRules.keys()];
  const cells = [...cellRules.values()].map((rule) => ({
    stack: rule.favors,
    cap: capOf(rule.family),
  }));
  const counted = rules.map((rule) => ({ rule, cell: keys.indexOf(keyOf(rule)) }));
  const naming = new Map(
    QUESTIONS.map(({ id }) => [id, counted.filter(({ rule }) => rule.when[id] !== undefined)]),
  );

  const add = (sums: number[], cell: number, points: number) => {
    sums[cell] = (sums[cell] ?? 0) + points;
  };
  const state = (answers: Answers, sums: readonly number[]): State => {
    const scores = { node: 0, django: 0 };
    for (const [index, cell] of cells.entries()) {
      scores[cell.stack] += Math.min(sums[index] ?? 0, cell.cap);
    }
    return { answers, sums, scores };
  };

  return {
    /** Counts every rule. */
    all(answers: Answers): State {
      const sums = cells.map(() => 0);
      for (const { rule, cell } of counted) if (fires(rule, answers)) add(sums, cell, rule.points);
      return state(answers, sums);
    },
    /** One answer changed. */
    changed(from: State, { change, answer }: Answered): State {
      const answers = { ...from.answers, [change.question]: answer };
      const sums = [...from.sums];
      for (const { rule, cell } of naming.get(change.question) ?? []) {
        const before = fires(rule, from.answers);
        const after = fires(rule, answers);
        if (before !== after) add(sums, cell, after ? rule.points : -rule.points);
      }
      return state(answers, sums);
    },
    /** The most points a change can take from a stack or give to the other one. */
    reach({ question, from, to }: Change, stack: StackId): number {
      let reach = 0;
      for (const { rule } of naming.get(question) ?? []) {
        const choice = rule.when[question];
        if (choice === (rule.favors === stack ? from : to)) reach += rule.points;
      }
      return reach;
    },
  };
}
