import { conflictsIn } from './conflicts.ts';
import { flipFinder } from './flips.ts';
import { QUESTIONS } from './questions.ts';
import { RULES } from './rules.ts';
import { decide, fires, hardStack, holds, score } from './score.ts';
import type { Answers, QuestionId, Recommendation, Rule, StackId } from './types.ts';

export interface RecommendOptions {
  /** Questions whose answers were taken without being given. */
  readonly assumed?: readonly QuestionId[];
  /** The stack somebody asked for; it wins over every rule. */
  readonly template?: StackId;
}

/** Weighs answers. Pure and total: every set of valid answers has a recommendation. */
export type Recommend = (answers: Answers, options?: RecommendOptions) => Recommendation;

/** Makes a `recommend` that follows these rules; their order does not matter. */
export function recommender(rules: readonly Rule[]): Recommend {
  const findFlips = flipFinder(rules);

  return (answers, { assumed = [], template } = {}) => {
    const fired = rules.filter((rule) => fires(rule, answers));
    const scores = score(fired);
    const held = (question: QuestionId, choice: string) => holds(answers, question, choice);
    const verdict = decide(scores, held);
    const forced = template ?? hardStack(held);
    const stack = forced ?? verdict.stack;
    const taken = QUESTIONS.map((question) => question.id).filter(
      (id) => assumed.includes(id) && answers[id] !== undefined,
    );
    return {
      stack,
      band: forced ? 'fixed' : verdict.band,
      scores,
      fired,
      assumed: taken,
      flips: forced || stack === 'level' ? [] : findFlips({ answers, stack, assumed: taken }),
      conflicts: conflictsIn({ held, stack, verdict, scores, template }),
    };
  };
}

/**
 * Recommends a stack for these answers, with the rules that fired, how close it was, what would
 * flip it and which answers pull against each other.
 */
export const recommend: Recommend = recommender(RULES);
