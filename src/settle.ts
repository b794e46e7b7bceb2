import { QUESTIONS } from './questions.ts';
import { RULES } from './rules.ts';
import { decide, fires, holds, score } from './score.ts';
import type { Answers, Question } from './types.ts';

/**
 * The open question that would most often settle level answers: the one with the largest share of
 * choices that name a stack; among equals the one asked first. None when no open question can.
 */
export function settlingQuestion(answers: Answers): Question | undefined {
  let best: Question | undefined;
  let largest = 0;
  for (const question of QUESTIONS) {
    if (answers[question.id] !== undefined) continue;
    const deciding = question.choices.filter(({ id }) =>
      decides({ ...answers, [question.id]: id }),
    );
    const share = deciding.length / question.choices.length;
    if (share > largest) {
      best = question;
      largest = share;
    }
  }
  return best;
}

function decides(answers: Answers): boolean {
  const scores = score(RULES.filter((rule) => fires(rule, answers)));
  const { stack } = decide(scores, (question, choice) => holds(answers, question, choice));
  return stack !== 'level';
}
