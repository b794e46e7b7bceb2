import { missingNeeds } from './needs.ts';
import { QUESTIONS } from './questions.ts';
import { md } from './quote.ts';
import { recommend } from './recommend.ts';
import {
  conditionOf,
  describeCaps,
  describeFlips,
  describeSource,
  describeVerdict,
  describeWhatDecided,
} from './report/verdict.ts';
import { NAMES, other } from './score.ts';
import type { Template } from './template.ts';
import type { Recommendation, Spec, StackId } from './types.ts';
import { bestReasonsFor, confidence, sourcesOf } from './verdict.ts';
import { VERSION } from './version.ts';

/**
 * The decision record of a project (Markdown, after MADR): what was answered, how the rules
 * weighed it, what speaks for the other stack and what would change the choice.
 */
export function decisionRecord(spec: Spec, template: Template): string {
  const { answers, assumed, stack, forced } = spec;
  const recommendation = recommend(answers, { assumed, ...(forced && { template: stack }) });
  const { scores, conflicts } = recommendation;
  const rival = other(stack);
  const sections: [string, string | readonly string[]][] = [
    ['Decision', decisionText(recommendation)],
    ['Answers', answersTable(spec)],
    [`What speaks for ${NAMES[stack]}`, reasons(recommendation, stack)],
    [`What speaks for ${NAMES[rival]}`, reasons(recommendation, rival).slice(0, 2)],
    ['Where the answers pull against each other', conflicts.map(({ message }) => message)],
    ['What would change it', describeFlips(recommendation)],
    ['What the answers call for that this starter does not include', missingNeeds(spec)],
  ];
  const body = sections.flatMap(([title, content]) => {
    if (content.length === 0) return [];
    const text =
      typeof content === 'string' ? content : content.map((line) => `- ${line}`).join('\n');
    return [`## ${title}\n\n${text}`];
  });
  return `${[
    `# 1. Backend stack: ${template.title}`,
    `- Status: accepted\n- Project: ${md(spec.name)}\n- Weighed by: create-stackstart ${VERSION}\n- Score: Node.js ${scores.node}, Django ${scores.django}`,
    ...body,
    '## How to read this\n\nRules turn answers into points; each rule cites what published comparison articles claim,\nnumbered E001 and up. Points show how far the rules agree, not how likely success is.',
  ].join('\n\n')}\n`;
}

function decisionText(recommendation: Recommendation): string {
  return [
    `**${describeVerdict(recommendation)}** Confidence: ${confidence(recommendation)}.`,
    ...describeCaps(recommendation),
    ...describeWhatDecided(recommendation),
  ].join('\n\n');
}

function answersTable({ answers, assumed }: Spec): string {
  if (Object.keys(answers).length === 0) return 'None was given: the stack was asked for by name.';
  const rows = QUESTIONS.map(({ id, text, choices }) => {
    const picked = [answers[id] ?? []].flat();
    const labels = choices.filter((choice) => picked.includes(choice.id)).map(({ label }) => label);
    const answer = labels.length === 0 ? 'not answered' : `${labels.join(', ')} (\`${picked}\`)`;
    return `| ${text} | ${answer}${assumed.includes(id) ? ', assumed' : ''} |`;
  });
  return ['| question | answer |', '| --- | --- |', ...rows].join('\n');
}

function reasons(recommendation: Recommendation, stack: StackId): readonly string[] {
  return bestReasonsFor(recommendation, stack, Number.POSITIVE_INFINITY).map(
    (rule) =>
      `${rule.because} (\`${conditionOf(rule)}\`, ${rule.points} points; ${sourcesOf(rule).map(describeSource).join('; ')})`,
  );
}
