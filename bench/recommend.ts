/**
 * How many recommendations a second one process makes, flips and pair search included.
 * The answer sets are random, the same in every run. Processor time tells more than the clock on a
 * machine that does other things as well.
 */
import { performance } from 'node:perf_hooks';
import { QUESTIONS } from '../src/questions.ts';
import { recommend } from '../src/recommend.ts';
import type { Answers, Question, Recommendation } from '../src/types.ts';

const SETS = 5_000;
const SECONDS = 3;

/** A small linear congruential generator: random enough, and repeatable. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomAnswers(below: (limit: number) => number): Answers {
  const answer = ({ choices, max = 1, alone }: Question) => {
    const picked = () => choices[below(choices.length)]?.id ?? '';
    if (max === 1) return picked();
    const several = new Set(Array.from({ length: 1 + below(max) }, picked));
    return alone !== undefined && several.has(alone)
      ? [alone]
      : choices.map((choice) => choice.id).filter((id) => several.has(id));
  };
  const answered = QUESTIONS.filter(() => below(3) > 0);
  return Object.fromEntries(answered.map((question) => [question.id, answer(question)]));
}

function measure(name: string, sets: readonly Answers[]): void {
  for (const answers of sets.slice(0, 500)) recommend(answers);
  const start = performance.now();
  const used = process.cpuUsage();
  let count = 0;
  let elapsed = 0;
  while (elapsed < SECONDS * 1000) {
    for (let i = 0; i < 200; i++) recommend(sets[count++ % sets.length] ?? {});
    elapsed = performance.now() - start;
  }
  const { user, system } = process.cpuUsage(used);
  const rate = Math.round((count / elapsed) * 1000);
  const perCpu = Math.round((count / (user + system)) * 1_000_000);
  console.log(
    `${name} (${sets.length} answer sets): ${rate} recommendations a second, ${perCpu} per second of processor time`,
  );
}

const below = seeded(1);
const sets = Array.from({ length: SETS }, () => randomAnswers(below));
const needsPairs = ({ band, stack, flips }: Recommendation) =>
  band !== 'fixed' && stack !== 'level' && flips[0]?.changes.length !== 1;

measure('random answers', sets);
measure(
  'only those that need the pair search',
  sets.filter((answers) => needsPairs(recommend(answers))),
);
