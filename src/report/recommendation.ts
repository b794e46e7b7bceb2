import { questionOf } from '../questions.ts';
import { NAMES, other } from '../score.ts';
import { style } from '../terminal.ts';
import type { Answers, QuestionId, Recommendation, Rule, StackId } from '../types.ts';
import { bestReasonsFor, confidence, sourcesOf } from '../verdict.ts';
import {
  conditionOf,
  describeCaps,
  describeFlips,
  describeSource,
  describeVerdict,
  describeWhatDecided,
} from './verdict.ts';

const REASONS_FOR = 3;
const REASONS_AGAINST = 2;
const MAX_WIDTH = 100;

/** The recommendation as a person reads it on a terminal. */
export function describeRecommendation(
  recommendation: Recommendation,
  answers: Answers,
  stream: NodeJS.WriteStream,
): string {
  const { stack, scores, fired, assumed, conflicts } = recommendation;
  const verdict = style('bold', describeVerdict(recommendation), stream);
  if (fired.length === 0 && conflicts.length === 0) return verdict;
  const favoured: StackId = stack === 'level' ? 'node' : stack;
  const reasons = (side: StackId, count: number) =>
    bestReasonsFor(recommendation, side, count).map((rule) => describeReason(rule, stream));
  const plain = (lines: readonly string[]) => lines.map((line) => bullet(line, stream));
  const sections: [string, readonly string[]][] = [
    [`For ${NAMES[favoured]}`, reasons(favoured, REASONS_FOR)],
    [`For ${NAMES[other(favoured)]}`, reasons(other(favoured), REASONS_AGAINST)],
    ['Assumed, not said by you', plain(assumed.map((id) => describeAnswer(id, answers[id])))],
    ['Answers that pull against each other', plain(conflicts.map(({ message }) => message))],
    ['What would change it', plain(describeFlips(recommendation))],
  ];
  return [
    verdict,
    `Node.js ${scores.node} : ${scores.django} Django, confidence: ${confidence(recommendation)}`,
    ...describeCaps(recommendation),
    ...describeWhatDecided(recommendation),
    ...sections.flatMap(([title, lines]) =>
      lines.length === 0 ? [] : ['', style('bold', title, stream), ...lines],
    ),
  ].join('\n');
}

/** The reason, and below it where its evidence stands. */
function describeReason(rule: Rule, stream: NodeJS.WriteStream): string {
  const [first, ...more] = sourcesOf(rule);
  const also = more.length > 0 ? `; also ${more.map(({ id }) => id).join(', ')}` : '';
  const source = first ? wrap(`${describeSource(first)}${also}`, '    ', stream) : '';
  const reason = bullet(`${rule.because} (${conditionOf(rule)}, +${rule.points})`, stream);
  return `${reason}\n${style('dim', source, stream)}`;
}

function bullet(text: string, stream: NodeJS.WriteStream): string {
  return wrap(text, '    ', stream).replace('    ', '  - ');
}

/** Breaks text at spaces to fit the terminal, every line indented. */
function wrap(text: string, indent: string, stream: NodeJS.WriteStream): string {
  const width = Math.min(stream.columns ?? Number.POSITIVE_INFINITY, MAX_WIDTH) - indent.length;
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line === '') lines.splice(-1, 1, word);
    else if (line.length + 1 + word.length <= width) lines.splice(-1, 1, `${line} ${word}`);
    else lines.push(word);
  }
  return lines.map((line) => indent + line).join('\n');
}

/** `realtime=core`, with the words of the choice. */
function describeAnswer(id: QuestionId, answer: string | readonly string[] | undefined): string {
  const picked = [answer ?? []].flat();
  const labels = questionOf(id).choices.filter((choice) => picked.includes(choice.id));
  return `${id}=${picked.join(',')} (${labels.map(({ label }) => label).join(', ')}; --${id} changes it)`;
}
