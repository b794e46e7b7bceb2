import fc from 'fast-check';
import { marked, type Tokens } from 'marked';
import { describe, expect, test } from 'vitest';
import { decisionRecord } from '../src/decision.ts';
import { plan, type Request } from '../src/plan.ts';
import { QUESTIONS } from '../src/questions.ts';
import { recommend } from '../src/recommend.ts';
import { followsOf } from '../src/report/follows.ts';
import { makeReport, type Report } from '../src/report/report.ts';
import { loadTemplate } from '../src/template.ts';
import type { StackId } from '../src/types.ts';
import { EDGES } from './cases/edges.ts';
import { answersOf, anyAnswers, anyQuestions } from './support.ts';
import { NEW_NODE, specOf, templates } from './tools/specs.ts';

/** How fast people read plain text, in silence. */
const WORDS_A_MINUTE = 238;
const wordsIn = (text: string) => text.split(/\s+/).filter((word) => /\w/.test(word)).length;

const recordOf = (stack: StackId, request: Partial<Request> = {}) =>
  decisionRecord(specOf(stack, request), templates[stack]);

/** Heading → the Markdown below it. */
const sections = (record: string): Record<string, string> =>
  Object.fromEntries(
    record
      .split(/^## /m)
      .slice(1)
      .map((part) => {
        const [title = '', ...lines] = part.split('\n');
        return [title, lines.join('\n').trim()];
      }),
  );

const LIVE: Partial<Request> = {
  answers: { kind: 'live', realtime: 'core', backoffice: 'heavy', extras: ['docker', 'ci'] },
  assumed: ['realtime'],
};

describe('a project chosen by the rules', () => {
  const record = recordOf('node', LIVE);
  const parts = sections(record);

  test('names the stack, the project and both scores', () => {
    expect(record).toMatch(/^# 1\. Backend stack: Node\.js \(Express\)\n/);
    expect(record).toMatch(/- Project: My App\n/);
    expect(parts['Decision outcome']).toMatch(/\| \*\*in all\*\* \| \*\*6\*\* \| \*\*4\*\* \|$/);
  });

  test('tells every answer, what was assumed and what was left open', () => {
    const table = parts['Context and problem statement'] ?? '';
    expect(table).toContain('| kind of product | Something live |');
    expect(table).toContain('| live updates | It is the point (assumed) |');
    expect(table).toContain('| extras | Docker, Checks on every push |');
    expect(table).toMatch(/Left open: language, server load, .+\.$/);
    for (const { topic } of QUESTIONS) expect(table).toContain(topic);
  });

  test('gives reasons for and the best two against, each with points and source', () => {
    const reasons = /^- .+ \([a-z -]+ “.+”, \d points?\.\) E\d{3}[:,. ].*\.?$/;
    const bullets = (title: string) => (parts[title] ?? '').split('\n');
    for (const line of bullets('Reasons for Node.js')) expect(line).toMatch(reasons);
    for (const line of bullets('Reasons for Django')) expect(line).toMatch(reasons);
  });

  test('says what would change it and what the starter lacks', () => {
    expect(parts['What would change the decision']).toMatch(/^- (If|No) /);
    expect(parts.Consequences).toContain('not in this starter: ');
  });
});

describe('whoever reads only the record', () => {
  const records = (check: (record: string, report: Report) => void) =>
    fc.assert(
      fc.property(anyAnswers, anyQuestions, (answers, assumed) => {
        const recommendation = recommend(answers, { assumed });
        const { stack } = recommendation;
        fc.pre(stack !== 'level');
        const spec = specOf(stack, { answers, assumed: recommendation.assumed });
        const follows = followsOf(spec, templates[stack]);
        check(decisionRecord(spec, templates[stack]), makeReport(recommendation, answers, follows));
      }),
      { numRuns: 200 },
    );

  test('can name the deciding answer, its evidence and what would change the choice', () =>
    records((record) => {
      const parts = sections(record);
      const deciding =
        /^(?:The deciding answer: |No single answer decides; the weightiest is )(.+ “.+”)/m.exec(
          parts['Decision outcome'] ?? '',
        );
      expect(deciding).not.toBeNull();
      const [first = ''] = (Object.entries(parts).find(([title]) => /^Reasons/.test(title)) ??
        [])[1]?.split('\n') ?? [''];
      const answer = deciding?.[1]?.split(' (')[0] ?? '';
      expect(first).toContain(answer);
      expect(first).toMatch(/E\d{3}: .+, section “.+”\. In our words: .+\.$/);
      expect(parts['What would change the decision']).toMatch(/^- (If|Only|No) /);
    }));

  test('reads all that the report says', () =>
    records((record, report) => {
      const said = [
        report.verdict,
        report.confidence,
        ...report.notes,
        ...report.reasons.map(({ because }) => because),
        ...report.counterReasons.map(({ because }) => because),
        ...report.costs,
        ...report.conflicts,
        ...report.flips,
        ...report.assumed.flatMap(({ labels }) => labels),
        ...(report.follows?.features ?? []).map(({ title }) => title),
        ...(report.follows?.offered ?? []),
        ...(report.follows?.missing ?? []),
      ];
      for (const sentence of said) expect(record).toContain(sentence);
      for (const { name, node, django } of report.criteria) {
        expect(record).toContain(`| ${name} | ${node} | ${django} |`);
      }
    }));

  test.each(EDGES)('is done in two minutes: %s %s', (_id, _situation, given, ...rest) => {
    const stack = rest[2] === 'level' ? 'node' : rest[2];
    const request = { answers: answersOf(given), ...(rest[2] === 'level' && { template: stack }) };
    const real = loadTemplate(stack);
    const spec = plan({ name: 'My App', ...request }, real, NEW_NODE);
    expect(wordsIn(decisionRecord(spec, real))).toBeLessThanOrEqual(2 * WORDS_A_MINUTE);
  });

  test('is done in four minutes even where every answer contradicts another', () =>
    records((record) => expect(wordsIn(record)).toBeLessThanOrEqual(4 * WORDS_A_MINUTE)));
});

test('a stack that was asked for is said to be so, also against the rules', () => {
  const decision = sections(recordOf('django', { ...LIVE, template: 'django' }))[
    'Decision outcome'
  ];
  expect(decision).toMatch(/^\*\*Django, as you asked, although the rules would choose Node\.js/);
  expect(decision).toContain('set by you');
});

test('answers that pull against each other are told', () => {
  const answers = { lang: 'js_only', heavy: ['ml'] };
  expect(sections(recordOf('node', { answers }))).toHaveProperty(
    'Where the answers pull against each other',
  );
});

test('empty sections are left out', () => {
  const titles = Object.keys(sections(recordOf('node', { template: 'node' })));
  expect(titles).toEqual([
    'Context and problem statement',
    'Considered options',
    'Decision outcome',
    'What would change the decision',
    ...(titles.includes('Consequences') ? ['Consequences'] : []),
    'More information',
  ]);
});

test('of many reasons against, the best two are told', () => {
  const answers = {
    lang: 'py_mostly',
    data: 'relational',
    backoffice: 'heavy',
    security: 'sensitive',
  };
  const parts = sections(recordOf('node', { answers, template: 'node' }));
  expect(parts['Reasons for Django']?.split('\n')).toHaveLength(2);
  const rules = sections(recordOf('django', { answers }))['Reasons for Django'] ?? '';
  expect(rules.split('\n')).toHaveLength(3);
});

test('a typed name cannot break the record', () => {
  const name = '# x\n\n- [a](b) <script> `y` | **z**';
  const tokens = marked.lexer(recordOf('node', { name, template: 'node' }));
  const headings = tokens.filter((token) => token.type === 'heading');
  expect((headings[0] as Tokens.Heading).depth).toBe(1);
  expect(headings.slice(1).every((token) => (token as Tokens.Heading).depth === 2)).toBe(true);
  const facts = tokens.find((token) => token.type === 'list') as Tokens.List;
  const html = marked.parser([facts]);
  expect(html).toContain('<li>Project: # x - [a](b) &lt;script&gt; `y` | **z**</li>');
});
