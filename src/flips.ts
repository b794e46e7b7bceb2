import { QUESTIONS } from './questions.ts';
import { HARD_LANGUAGE } from './rules.ts';
import { capOf, decide, fires, holds, type Scores } from './score.ts';
import type { Answers, Change, Flip, Question, QuestionId, Rule, StackId } from './types.ts';

const MOST_FLIPS = 3;

/** People do not change the product to get another stack, and a hard language rule flips anything. */
const offered = (question: QuestionId, choice: string): boolean =>
  question !== 'kind' && !(question === 'lang' && Object.hasOwn(HARD_LANGUAGE, choice));

export interface FlipSearch {
  readonly answers: Answers;
  /** The stack recommended now; flips lead to the other one. */
  readonly stack: StackId;
  readonly assumed: readonly QuestionId[];
}

/** A way to answer one question differently. */
interface Option {
  readonly change: Change;
  readonly answer: string | readonly string[];
}

/** Where some changes lead. */
interface State {
  readonly answers: Answers;
  /** Points per cell before capping. */
  readonly sums: readonly number[];
  readonly scores: Scores;
}

/** An option tried on the answers as they are. */
interface Trial extends Option, State {
  /** The most points this change alone can move towards the other stack, whatever else changes. */
  readonly reach: number;
}

interface Found extends Flip {
  readonly cost: number;
  readonly assumed: number;
}

/**
 * Prepares the rules and returns the search for flips: up to three single changes of an answer that
 * lead to the other stack, or the smallest pair of changes when no single one does.
 */
export function flipFinder(rules: readonly Rule[]): (search: FlipSearch) => readonly Flip[] {
  const count = counter(rules);

  return ({ answers, stack, assumed }) => {
    const start = count.all(answers);
    const cost = (scores: Scores) =>
      Math.abs(scores.node - scores.django - (start.scores.node - start.scores.django));
    const found = (changes: readonly Change[], end: State): Found | undefined => {
      const { stack: to } = decide(end.scores, (question, choice) =>
        holds(end.answers, question, choice),
      );
      if (to === 'level' || to === stack) return undefined;
      const taken = changes.filter((change) => assumed.includes(change.question)).length;
      return { changes, stack: to, scores: end.scores, cost: cost(end.scores), assumed: taken };
    };

    const trials = QUESTIONS.map((question) =>
      optionsOf(question, answers[question.id]).map(
        (option): Trial => ({
          ...option,
          ...count.changed(start, option),
          reach: count.reach(answers, option, stack),
        }),
      ),
    );
    const singles = trials.flatMap((ofQuestion) => {
      const flips = ofQuestion.map((trial) => found([trial.change], trial)).filter(isFound);
      return flips.length === 0 ? [] : [flips.reduce((a, b) => (b.cost < a.cost ? b : a))];
    });
    if (singles.length > 0) {
      singles.sort((a, b) => b.assumed - a.assumed || a.cost - b.cost);
      return singles.slice(0, MOST_FLIPS).map(toFlip);
    }

    const lead = (start.scores.node - start.scores.django) * (stack === 'node' ? 1 : -1);
    let best: Found | undefined;
    for (const [index, ofQuestion] of trials.entries()) {
      for (const first of ofQuestion) {
        for (const second of trials.slice(index + 1).flat()) {
          // A soft language wins from one point behind; nothing wins from further back.
          if (lead - first.reach - second.reach > 1) continue;
          const pair = found([first.change, second.change], count.changed(first, second));
          if (pair && (!best || smaller(pair, best))) best = pair;
        }
      }
    }
    return best ? [toFlip(best)] : [];
  };
}

const smaller = (a: Found, b: Found): boolean =>
  a.cost < b.cost || (a.cost === b.cost && a.assumed > b.assumed);

const isFound = (flip: Found | undefined): flip is Found => flip !== undefined;

const toFlip = ({ changes, stack, scores }: Found): Flip => ({ changes, stack, scores });

/** Every other way to answer a question: another choice, or one more or one fewer of several. */
function optionsOf(question: Question, now: string | readonly string[] | undefined): Option[] {
  const { id, choices, max = 1, alone } = question;
  const list = typeof now === 'string' ? [now] : (now ?? []);
  const order = choices.map((choice) => choice.id);
  const options: Option[] = [];
  for (const choice of order) {
    const change = (from: string | null, to: string | null, answer: string | readonly string[]) =>
      options.push({ change: { question: id, from, to }, answer });

    if (!offered(id, choice) || choice === alone) continue;
    if (max === 1) {
      if (choice !== list[0]) change(list[0] ?? null, choice, choice);
    } else if (list.includes(choice)) {
      change(
        choice,
        null,
        list.filter((it) => it !== choice),
      );
    } else if (alone !== undefined && list.includes(alone)) {
      change(alone, choice, [choice]);
    } else if (list.length < max) {
      change(
        null,
        choice,
        order.filter((it) => it === choice || list.includes(it)),
      );
    }
  }
  return options;
}

/** Counts points so that a changed answer recounts only the rules that name its question. */
function counter(rules: readonly Rule[]) {
  const keyOf = (rule: Rule) => `${rule.favors} ${rule.family}`;
  const keys = [...new Set(rules.map(keyOf))];
  const cells = keys.map((key) => {
    const rule = rules.find((it) => keyOf(it) === key) as Rule;
    return { stack: rule.favors, cap: capOf(rule.family) };
  });
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
    all(answers: Answers): State {
      const sums = cells.map(() => 0);
      for (const { rule, cell } of counted) if (fires(rule, answers)) add(sums, cell, rule.points);
      return state(answers, sums);
    },
    changed(from: State, { change, answer }: Option): State {
      const answers = { ...from.answers, [change.question]: answer };
      const sums = [...from.sums];
      for (const { rule, cell } of naming.get(change.question) ?? []) {
        const before = fires(rule, from.answers);
        const after = fires(rule, answers);
        if (before !== after) add(sums, cell, after ? rule.points : -rule.points);
      }
      return state(answers, sums);
    },
    reach(answers: Answers, { change, answer }: Option, stack: StackId): number {
      const { question } = change;
      let reach = 0;
      for (const { rule } of naming.get(question) ?? []) {
        const choice = rule.when[question] ?? '';
        const before = holds(answers, question, choice);
        const after = holds({ [question]: answer }, question, choice);
        if (rule.favors === stack ? before && !after : after && !before) reach += rule.points;
      }
      return reach;
    },
  };
}
