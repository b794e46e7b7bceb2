import { QUESTIONS } from './questions.ts';
import { md } from './quote.ts';
import { recommend } from './recommend.ts';
import { describeFollows, followsOf } from './report/follows.ts';
import { makeReport, type Reason, type Report } from './report/report.ts';
import { describeSource, inWords } from './report/verdict.ts';
import { NAMES, other } from './score.ts';
import type { Template } from './template.ts';
import type { Spec } from './types.ts';
import { VERSION } from './version.ts';

const RULES_PAGE = 'https://github.com/create-stackstart/create-stackstart/blob/main/docs/rules.md';

/**
 * The decision record of a project (Markdown, after MADR): what was answered, how the rules
 * weighed it, what speaks for the other stack and what would change the choice. It says the same
 * as the report on a terminal.
 */
export function decisionRecord(spec: Spec, template: Template): string {
  const { answers, assumed, stack, forced } = spec;
  const recommendation = recommend(answers, { assumed, ...(forced && { template: stack }) });
  const report = makeReport(recommendation, answers, followsOf(spec, template));
  const sections: [title: string, content: string][] = [
    ['Context and problem statement', answersText(spec)],
    ['Considered options', bullets(Object.values(NAMES))],
    ['Decision outcome', decisionText(report)],
    [`Reasons for ${NAMES[stack]}`, bullets(report.reasons.map(reasonText))],
    [`Reasons for ${NAMES[other(stack)]}`, bullets(report.counterReasons.map(reasonText))],
    ['What going against the score costs', bullets(report.costs)],
    ['Where the answers pull against each other', bullets(report.conflicts)],
    ['What would change the decision', bullets(report.flips)],
    ['Consequences', bullets(describeFollows(report.follows))],
  ];
  return `${[
    `# 1. Backend stack: ${template.title}`,
    `- Status: accepted\n- Project: ${md(spec.name)}\n- Weighed by: create-stackstart ${VERSION}`,
    ...sections.flatMap(([title, content]) =>
      content === '' ? [] : [`## ${title}\n\n${content}`],
    ),
    `## More information\n\nE001 and up are claims of published articles, in the [list of rules](${RULES_PAGE}).\nPoints show how far the rules agree, not how likely success is.`,
  ].join('\n\n')}\n`;
}

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

function answersText({ answers, assumed }: Spec): string {
  const question = 'Which stack shall the backend be built on?';
  const given = QUESTIONS.filter(({ id }) => answers[id] !== undefined);
  if (given.length === 0) return `${question} No answers were given: it was asked for by name.`;
  const rows = given.map(({ id, topic, choices }) => {
    const picked = [answers[id] ?? []].flat();
    const labels = choices.filter((choice) => picked.includes(choice.id)).map(({ label }) => label);
    const note = assumed.includes(id) ? ' (assumed)' : '';
    return `| ${topic} | ${labels.join(', ')}${note} |`;
  });
  const open = QUESTIONS.filter(({ id }) => answers[id] === undefined).map(({ topic }) => topic);
  return [
    question,
    ['| about | answer |', '| --- | --- |', ...rows].join('\n'),
    ...(open.length > 0 ? [`Left open: ${open.join(', ')}.`] : []),
  ].join('\n\n');
}

function decisionText({ verdict, confidence, notes, criteria, scores }: Report): string {
  const rows = criteria.map(({ name, node, django }) => `| ${name} | ${node} | ${django} |`);
  const table = ['| points by criterion | Node.js | Django |', '| --- | ---: | ---: |', ...rows];
  const total = `| **in all** | **${scores.node}** | **${scores.django}** |`;
  return [
    `**${verdict}** Confidence: ${confidence}.`,
    ...notes,
    ...(rows.length > 0 ? [[...table, total].join('\n')] : []),
  ].join('\n\n');
}

/** The reason and the answer behind it; of the first one also what its best source claims and where. */
function reasonText({ because, condition, points, sources }: Reason, index: number): string {
  const [first, ...more] = sources;
  const rest = more.map(({ id }) => id).join(', ');
  const gives = `${points} ${points === 1 ? 'point' : 'points'}`;
  const evidence =
    index === 0 && first
      ? `${describeSource(first)}. In our words: ${first.claim}${rest ? ` Also ${rest}.` : ''}`
      : `${sources.map(({ id }) => id).join(', ')}.`;
  return `${because} (${inWords(condition)}, ${gives}.) ${evidence}`;
}
