import { RULES } from '../rules.ts';
import { NAMES } from '../score.ts';
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

function describeRule(rule: Rule, stream: NodeJS.WriteStream): string {
  const settled = contradictionsOf(rule.id).map(
    ({ id, topic, resolution }) => `Disputed (${id}): ${topic}. Settled: ${resolution}`,
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
    ...[...claims, ...settled].map((line) => style('dim', wrap(line, '      ', stream), stream)),
  ].join('\n');
}
