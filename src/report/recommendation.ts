import { NAMES, other } from '../score.ts';
import { style } from '../terminal.ts';
import type { Answers, Recommendation } from '../types.ts';
import { drawChart } from './chart.ts';
import { describeFollows, type Follows } from './follows.ts';
import { type Assumption, makeReport, type Reason, type Report } from './report.ts';
import { describeSource } from './verdict.ts';
import { widthOf, wrap } from './wrap.ts';

/** The recommendation as a person reads it on a terminal. */
export function describeRecommendation(
  recommendation: Recommendation,
  answers: Answers,
  follows: Follows | undefined,
  stream: NodeJS.WriteStream,
): string {
  const report = makeReport(recommendation, answers, follows);
  const { favoured, notes } = report;
  const plain = (lines: readonly string[]) => lines.map((line) => bullet(line, stream));
  const reasons = (list: readonly Reason[]) => list.map((it) => describeReason(it, stream));
  const sections: [string, readonly string[]][] = [
    ['', chartOf(report, stream)],
    [`For ${NAMES[favoured]}`, reasons(report.reasons)],
    [`For ${NAMES[other(favoured)]}`, reasons(report.counterReasons)],
    ['What going against the score costs', plain(report.costs)],
    ['Assumed, not said by you', plain(report.assumed.map(describeAssumption))],
    ['Answers that pull against each other', plain(report.conflicts)],
    ['What would change it', plain(report.flips)],
    ['What would settle it best', plain(describeSettle(report))],
    ['What it means for the project', plain(describeFollows(report.follows))],
  ];
  return [
    ...verdictLines(report, stream),
    ...notes.map((note) => wrap(note, '', stream)),
    ...sections.flatMap(([title, lines]) => {
      if (lines.length === 0) return [];
      return ['', ...(title === '' ? [] : [style('bold', title, stream)]), ...lines];
    }),
  ].join('\n');
}

function verdictLines(report: Report, stream: NodeJS.WriteStream): readonly string[] {
  const { verdict, criteria, scores, confidence } = report;
  const said = style('bold', wrap(verdict, '', stream), stream);
  if (criteria.length === 0) return [said];
  return [
    said,
    `${NAMES.node} ${scores.node} : ${scores.django} ${NAMES.django}, confidence: ${confidence}`,
  ];
}

function chartOf(report: Report, stream: NodeJS.WriteStream): readonly string[] {
  return drawChart(report, {
    width: widthOf(stream),
    blocks: stream.isTTY === true && process.env.TERM !== 'dumb',
    node: (text) => style('cyan', text, stream),
    django: (text) => style('green', text, stream),
  });
}

/** The reason, and below it where its evidence stands. */
function describeReason(
  { because, condition, points, sources }: Reason,
  stream: NodeJS.WriteStream,
): string {
  const [first, ...more] = sources;
  const also = more.length > 0 ? `; also ${more.map(({ id }) => id).join(', ')}` : '';
  const source = first ? wrap(`${describeSource(first)}${also}`, '    ', stream) : '';
  return `${bullet(`${because} (${condition}, +${points})`, stream)}\n${style('dim', source, stream)}`;
}

export function bullet(text: string, stream: NodeJS.WriteStream): string {
  return wrap(text, '    ', stream).replace('    ', '  - ');
}

function describeAssumption({ question, choices, labels }: Assumption): string {
  return `${question}=${choices.join(',')} (${labels.join(', ')}; --${question} changes it)`;
}

/** The flag beside the question, for whoever cannot be asked. */
function describeSettle({ settle }: Report): readonly string[] {
  return settle === undefined ? [] : [`${settle.text} (--${settle.question})`];
}
