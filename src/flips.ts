import { type Answered, counter, type State } from './counter.ts';
import { QUESTIONS } from './questions.ts';
import { HARD_LANGUAGE } from './rules.ts';
import { decide, holds } from './score.ts';
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

/** An answer that could be given instead. */
interface Option extends Answered {
  /** The most points it can move towards the other stack, whatever else changes. */
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
    const diff = start.scores.node - start.scores.django;
    const lead = stack === 'node' ? diff : -diff;
    // A soft language wins from one point behind; nothing wins from further back.
    const inReach = (points: number) => lead - points <= 1;

    const found = (changes: readonly Change[], end: State): Found | undefined => {
      const { stack: to } = decide(end.scores, (question, choice) =>
        holds(end.answers, question, choice),
      );
      if (to === 'level' || to === stack) return undefined;
      const cost = Math.abs(end.scores.node - end.scores.django - diff);
      const taken = changes.filter((change) => assumed.includes(change.question)).length;
      return { changes, stack: to, scores: end.scores, cost, assumed: taken };
    };
    const options = QUESTIONS.map((question) =>
      optionsOf(question, answers[question.id], (change) => count.reach(change, stack)),
    );

    const singles = options.flatMap((ofQuestion) => {
      let best: Found | undefined;
      for (const option of ofQuestion) {
        if (!inReach(option.reach)) continue;
        const flip = found([option.change], count.changed(start, option));
        if (flip && (!best || flip.cost < best.cost)) best = flip;
      }
      return best ?? [];
    });
    if (singles.length > 0) {
      singles.sort((a, b) => b.assumed - a.assumed || a.cost - b.cost);
      return singles.slice(0, MOST_FLIPS).map(toFlip);
    }

    let best: Found | undefined;
    for (const [index, ofQuestion] of options.entries()) {
      const later = options.slice(index + 1).flat();
      for (const first of ofQuestion) {
        const partners = later.filter((second) => inReach(first.reach + second.reach));
        if (partners.length === 0) continue;
        const halfway = count.changed(start, first);
        for (const second of partners) {
          const pair = found([first.change, second.change], count.changed(halfway, second));
          if (pair && (!best || smaller(pair, best))) best = pair;
        }
      }
    }
    return best ? [toFlip(best)] : [];
  };
}

const smaller = (a: Found, b: Found): boolean =>
  a.cost < b.cost || (a.cost === b.cost && a.assumed > b.assumed);

const toFlip = ({ changes, stack, scores }: Found): Flip => ({ changes, stack, scores });

/** Every other way to answer a question: another choice, or one more or one fewer of several. */
function optionsOf(
  question: Question,
  now: Answers[QuestionId],
  reachOf: (change: Change) => number,
): Option[] {
  const { id, choices, max = 1, alone } = question;
  const list = typeof now === 'string' ? [now] : (now ?? []);
  const order = choices.map((choice) => choice.id);
  const options: Option[] = [];
  for (const choice of order) {
    const add = (from: string | null, to: string | null, answer: Option['answer']) => {
      const change = { question: id, from, to };
      options.push({ change, answer, reach: reachOf(change) });
    };

    if (!offered(id, choice) || choice === alone) continue;
    if (max === 1) {
      if (choice !== list[0]) add(list[0] ?? null, choice, choice);
    } else if (list.includes(choice)) {
      add(
        choice,
        null,
        list.filter((it) => it !== choice),
      );
    } else if (alone !== undefined && list.includes(alone)) {
      add(alone, choice, [choice]);
    } else if (list.length < max) {
      add(
        null,
        choice,
        order.filter((it) => it === choice || list.includes(it)),
      );
    }
  }
  return options;
}
