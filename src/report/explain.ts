import { RULES } from '../rules.ts';
import { NAMES } from '../score.ts';
import { weightOf } from '../support.ts';
import { style } from '../terminal.ts';
import type { Recommendation, Rule } from '../types.ts';
import { contradictionsOf, sourcesOf } from '../verdict.ts';
import { describeCondition, describeSource } from './verdict.ts';
import { wrap } from './wrap.ts';

/** Every rule that fired and every one that did not, each with the claims it rests on. */
export function describeRules({ fired }: Recommendation, stream: NodeJS.WriteStream): string {
  const silent = RULES.filter((rule) => !fired.includes(rule));
  const part = (title: string, rules: readonly Rule[]) => [
    '',
    style('bold', `${title}: ${rules.length}`, stream),
    ...(rules.length === 0 ? ['  none'] : rules.map((rule) => describeRule(rule, stream))),
  ];
  return [...part('Rules that fired', fired), ...part('Rules that did not', silent)].join('\n');
}

/** "Node.js 4.3": how far the articles speak for a stack, in points out of 5. */
export const describeIndex = (index: number): string =>
  index === 0 ? '0' : `${NAMES[index > 0 ? 'node' : 'django']} ${Math.abs(index).toFixed(1)}`;

function describeWeight(rule: Rule): string {
  const { criterion, index, because } = weightOf(rule.id);
  const from = `Weight: the articles as points give ${describeIndex(index)} for ${criterion}.`;
  return because === undefined ? from : `${from} ${because}`;
}

function describeRule(rule: Rule, stream: NodeJS.WriteStream): string {
  const settled = contradictionsOf(rule.id).map(
    ({ id, topic, resolution }) => `Disputed (${id}), “${topic}”: ${resolution}`,
  );
  const claims = sourcesOf(rule).map(
    (evidence) => `${describeSource(evidence)}: ${evidence.claim}`,
  );
  return [
    wrap(
      `${rule.id}: ${NAMES[rule.favors]} +${rule.points} for ${describeCondition(rule)}`,
      '  ',
      stream,
    ),
    wrap(rule.because, '    ', stream),
    ...[describeWeight(rule), ...claims, ...settled].map((line) =>
      style('dim', wrap(line, '      ', stream), stream),
    ),
  ].join('\n');
}
