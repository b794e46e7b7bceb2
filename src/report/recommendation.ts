import { QUESTIONS } from '../questions.ts';
import { NAMES, other } from '../score.ts';
import { style } from '../terminal.ts';
import type { Answers, Recommendation, Rule, StackId } from '../types.ts';
import { bestReasonsFor, confidence, sourcesOf } from '../verdict.ts';
import {
  conditionOf,
  describeFlips,
  describeSource,
  describeVerdict,
  describeWhatDecided,
} from './verdict.ts';

const REASONS_FOR = 3;
const REASONS_AGAINST = 2;

/** The recommendation as a person reads it on a terminal. */
export function describeRecommendation(
  recommendation: Recommendation,
  answers: Answers,
  stream: NodeJS.WriteStream,
): string {
  const { stack, scores, assumed, conflicts } = recommendation;
  const heading = (text: string) => style('bold', text, stream);
  const favoured: StackId = stack === 'level' ? 'node' : stack;
  const sections: [string, readonly string[]][] = [
    [`For ${NAMES[favoured]}`, bestReasonsFor(recommendation, favoured, REASONS_FOR).map(reason)],
    [
      `For ${NAMES[other(favoured)]}`,
      bestReasonsFor(recommendation, other(favoured), REASONS_AGAINST).map(reason),
    ],
    ['Assumed, not said by you', assumed.map((id) => describeAnswer(id, answers[id]))],
    ['Answers that pull against each other', conflicts.map(({ message }) => message)],
    ['What would change it', describeFlips(recommendation)],
  ];
  return [
    style('bold', describeVerdict(recommendation), stream),
    `Node.js ${scores.node} : ${scores.django} Django, confidence: ${confidence(recommendation)}`,
    ...describeWhatDecided(recommendation),
    ...sections.flatMap(([title, lines]) =>
      lines.length === 0 ? [] : ['', heading(title), ...lines.map((line) => `  - ${line}`)],
    ),
  ].join('\n');
}

function reason(rule: Rule): string {
  const [source] = sourcesOf(rule);
  const more = rule.evidence.length > 1 ? ` and ${rule.evidence.slice(1).join(', ')}` : '';
  const cited = source ? ` [${describeSource(source)}${more}]` : '';
  return `${rule.because} (${conditionOf(rule)}, +${rule.points})${cited}`;
}

/** `realtime=core`, with the words of the choice. */
export function describeAnswer(id: string, answer: string | readonly string[] | undefined): string {
  const question = QUESTIONS.find((candidate) => candidate.id === id);
  const picked = [answer ?? []].flat();
  const labels = question?.choices.filter((choice) => picked.includes(choice.id)) ?? [];
  return `${id}=${picked.join(',')} (${labels.map(({ label }) => label).join(', ')}; --${id} changes it)`;
}
