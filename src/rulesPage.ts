import { CLASHES } from './conflicts.ts';
import { CONTRADICTIONS, NOT_ENCODED, type Side } from './contradictions.ts';
import { COSTS } from './costs.ts';
import { EVIDENCE, SOURCES } from './evidence.ts';
import { prefill, QUESTIONS } from './questions.ts';
import { describeIndex } from './report/explain.ts';
import { FAMILY_CAPS, FAMILY_NAMES, HARD_LANGUAGE, RULES } from './rules.ts';
import { BANDS, NAMES, other, TIE_BREAKS } from './score.ts';
import { SUPPORT, supportIndex, weightOf } from './support.ts';
import type { Question, QuestionId, Rule } from './types.ts';
import { contradictionsOf, sourcesOf } from './verdict.ts';

/** `docs/rules.md`: everything a recommendation rests on, from the same tables the tool reads. */
export function renderRulesPage(): string {
  const sections = [
    intro(),
    `## Questions\n\n${QUESTIONS.map(questionSection).join('\n\n')}`,
    weighing(),
    `## Rules\n\n${RULES.map(ruleSection).join('\n\n')}`,
    supportSection(),
    conflictSection(),
    contradictionSection(),
    refusalSection(),
    evidenceSection(),
  ];
  return `${sections.join('\n\n')}\n`;
}

function intro(): string {
  return `# How Node.js or Django is recommended

<!-- Generated from src/ by \`npm run docs\`; do not edit. -->

Ten questions, ${RULES.length} rules, and the claims of five articles behind them. Every rule that fits
the answers gives points to one stack; the stack with more points is recommended, and how far it leads
says how firmly. Nothing is learned, guessed or weighed in secret: this page is the whole of it.`;
}

function questionSection(question: Question): string {
  const { id, text, expert, why, choices, max = 1, alone, quick } = question;
  const notes = [
    max > 1 ? `Up to ${max} choices.` : 'One choice.',
    alone ? `\`${alone}\` excludes the others.` : '',
    quick ? 'Asked in quick mode.' : '',
    id === 'extras' ? 'Does not score.' : '',
    id === 'extras'
      ? 'Ticked beforehand: `docker` and `ci`; `cache` for many connections or a site to read; `jobs` for long calculations, Python libraries or an AI service.'
      : '',
  ];
  const rows = choices.map((choice) => [
    `\`${choice.id}\``,
    choice.hint ? `${choice.label} (${choice.hint})` : choice.label,
    RULES.filter((rule) => rule.when[id] === choice.id)
      .map(pointsOf)
      .join(', ') || '0',
    ...(id === 'kind' ? [prefillText(choice.id)] : []),
  ]);
  const head = ['choice', 'meaning', 'points', ...(id === 'kind' ? ['offers'] : [])];
  return [
    `### ${id}`,
    text,
    `For experts: ${expert}. Why: ${why} ${notes.filter(Boolean).join(' ')}`,
    table(head, rows),
  ].join('\n\n');
}

const prefillText = (kind: string): string =>
  Object.entries(prefill(kind))
    .map(([question, answer]) => `\`${question}=${[answer].flat().join(',')}\``)
    .join(', ');

function weighing(): string {
  const caps = Object.entries(FAMILY_NAMES).map(([family, name]) => [
    family,
    name,
    `${FAMILY_CAPS[family as keyof typeof FAMILY_CAPS] ?? 'no cap'}`,
  ]);
  const bands = BANDS.map(({ band, lead, strength }) => [
    band,
    band === 'close'
      ? 'everything else'
      : `${lead} points or more, and at least ${strength * 100} % of all points given`,
  ]);
  const hard = Object.entries(HARD_LANGUAGE).map(
    ([choice, stack]) => `\`lang=${choice}\` means ${NAMES[stack]}`,
  );
  return `## Weighing

Rules of one family make the same point, so what a family gives to one stack is capped. In reports a family
is one criterion.

${table(['family', 'criterion', 'most points'], caps)}

The lead is the difference between the two sums.

${table(['band', 'lead'], bands)}

\`--template\` wins over everything. Otherwise a language that must stay decides: ${hard.join(', ')}.
Then the result is **fixed**; the scores are still shown. A close call is settled by the first of these
that applies:

${TIE_BREAKS.map(({ because }, index) => `${index + 1}. ${because}`).join('\n')}

When none applies the stacks are level. The tool then asks the one question that would settle it best: the
open one with the largest share of choices that would name a stack. Where nobody can be asked, \`recommend\`
reports it and \`create\` wants \`--template\`.

A stack that was named, or a language that must stay, is obeyed also against the score; the report says what
that costs and which features ease it.

The confidence is a word: high for clear, medium for lean, low for close, "set by you" for fixed. It is one
step lower when more than half of the points rest on assumed answers, when only the kind of product and what
is assumed from it gave points, or when there are fewer than four points in all.

"What would flip it" tries every other answer to every question, except the kind of product and a language
that must stay, and names up to three single changes that lead to the other stack: assumed answers
first, then the smallest change, one for each question. When no single change does, it names the smallest
pair.`;
}

function ruleSection(rule: Rule): string {
  const settled = contradictionsOf(rule.id).map(({ id }) => link(id));
  const when = Object.entries(rule.when).map(([question, choice]) => `${question} = ${choice}`);
  return [
    `### ${rule.id}`,
    `${when.join(' and ')} → **${pointsOf(rule)}**, family ${rule.family}`,
    rule.because,
    `Weight: ${weightText(rule.id)} On ${NAMES[other(rule.favors)]} all the same: ${COSTS[rule.id]?.cost ?? ''}`,
    sourcesOf(rule)
      .map(
        ({ id, source, section, claim }) => `- ${link(id)} ${link(source)}, ${section}: ${claim}`,
      )
      .join('\n'),
    settled.length > 0 ? `Disputed: ${settled.join(', ')}` : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

function weightText(id: string): string {
  const { criterion, index, because } = weightOf(id);
  const from = `${describeIndex(index)} from [${criterion}](#support).`;
  return because === undefined ? from : `${from} ${because}`;
}

function supportSection(): string {
  const rows = Object.entries(SUPPORT).map(([criterion, votes]) => [
    criterion,
    ...Object.values(votes).map(([node, django]) => `${node}:${django}`),
    describeIndex(supportIndex(criterion)),
  ]);
  return `## ${anchor('support')}Support by criterion

How strongly each article speaks for Node.js and for Django: 3 strong, 2 medium, 1 weak, 0 silent; its
strongest claim counts. The index is the net of all five, as points out of 5. Points of rules start from it,
rounded; where they differ the rule says why. Criteria without a rule are disputed, or do not change how a
project ends.

${table(['criterion', ...Object.keys(SOURCES), 'index'], rows)}`;
}

const pointsOf = ({ favors, points }: Rule): string => `${NAMES[favors]} +${points}`;

function conflictSection(): string {
  const rows = CLASHES.map(({ id, when, stack, message }) => [
    `\`${id}\``,
    [
      ...when.map(
        ([question, ...choices]: readonly [QuestionId, ...string[]]) =>
          `${question} = ${choices.join(' or ')}`,
      ),
      ...(stack ? [`${NAMES[stack]} chosen`] : []),
    ].join(', '),
    message,
  ]);
  return `## Conflicts

Answers that pull against each other are reported, never repaired. Besides these, the tool says so when
\`--template\` or a language that must stay overrides a clear or leaning score, and when the two of them
disagree.

${table(['id', 'when', 'message'], rows)}`;
}

function contradictionSection(): string {
  const side = ({ says, evidence }: Side) => `- ${says}. ${evidence.map(link).join(', ')}`.trim();
  const parts = CONTRADICTIONS.map(({ id, topic, sides, resolution, rules }) =>
    [
      `### ${anchor(id)}${id} ${topic}`,
      sides.map(side).join('\n'),
      `Settled: ${resolution}`,
      rules.length > 0 ? `Rules: ${rules.map((rule) => `[${rule}](#${rule})`).join(', ')}` : '',
    ]
      .filter(Boolean)
      .join('\n\n'),
  );
  return `## Where the articles contradict each other\n\n${parts.join('\n\n')}`;
}

function refusalSection(): string {
  const items = NOT_ENCODED.map(({ evidence, why }) => `- ${why} ${evidence.map(link).join(', ')}`);
  return `## Claims no rule follows\n\n${items.map((item) => item.trimEnd()).join('\n')}`;
}

function evidenceSection(): string {
  const parts = Object.entries(SOURCES).map(([source, { title, publisher, note }]) => {
    const rows = [...EVIDENCE.values()]
      .filter((row) => row.source === source)
      .map(({ id, section, direction, strength, claim, caution }) => [
        anchor(id) + id,
        section,
        direction,
        strength,
        caution ? `${claim} (${caution}; no rule cites it)` : claim,
      ]);
    return [
      `### ${anchor(source)}${source} "${title}", ${publisher}`,
      note,
      table(['id', 'section', 'speaks for', 'strength', 'claim'], rows),
    ].join('\n\n');
  });
  return `## Evidence

What each article claims, in our words. The articles are opinions of vendors and authors: a claim is
evidence that somebody says so.

${parts.join('\n\n')}`;
}

const anchor = (id: string): string => `<a id="${id.toLowerCase()}"></a>`;
const link = (id: string): string => `[${id}](#${id.toLowerCase()})`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
