import { marked, type Tokens } from 'marked';
import { describe, expect, test } from 'vitest';
import { decisionRecord } from '../src/decision.ts';
import type { Request } from '../src/plan.ts';
import { QUESTIONS } from '../src/questions.ts';
import type { StackId } from '../src/types.ts';
import { specOf, templates } from './tools/specs.ts';

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
    expect(record).toMatch(/- Score: Node\.js \d+, Django \d+\n/);
  });

  test('tells every question, its answer and what was assumed', () => {
    const table = parts.Answers ?? '';
    for (const { text } of QUESTIONS) expect(table).toContain(`| ${text} |`);
    expect(table).toContain('Something live (`live`) |');
    expect(table).toContain('It is the point (`core`), assumed |');
    expect(table).toContain('Docker, Checks on every push (`docker,ci`) |');
    expect(table.match(/not answered/g)).toHaveLength(QUESTIONS.length - 4);
  });

  test('gives reasons for and the best two against, each with points and source', () => {
    const reasons = /^- .+ \(`\w+=\w+.*`, \d points; E\d{3}: .+, section “.+”.*\)$/;
    const bullets = (title: string) => (parts[title] ?? '').split('\n');
    for (const line of bullets('What speaks for Node.js')) expect(line).toMatch(reasons);
    for (const line of bullets('What speaks for Django')) expect(line).toMatch(reasons);
  });

  test('says what would change it and what the starter lacks', () => {
    expect(parts['What would change it']).toMatch(/^- (If|No) /);
    const lacks = parts['What the answers call for that this starter does not include'];
    expect(lacks).toContain('- live updates');
    expect(lacks).toContain('- screens for staff');
    expect(lacks).not.toContain('a container image');
  });
});

test('a stack that was asked for is said to be so, also against the rules', () => {
  const decision = sections(recordOf('django', { ...LIVE, template: 'django' })).Decision;
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
  expect(titles).toEqual(['Decision', 'Answers', 'What would change it', 'How to read this']);
});

test('of many reasons against, the best two are told', () => {
  const answers = {
    lang: 'py_mostly',
    data: 'relational',
    backoffice: 'heavy',
    security: 'sensitive',
  };
  const parts = sections(recordOf('node', { answers, template: 'node' }));
  expect(parts['What speaks for Django']?.split('\n')).toHaveLength(2);
  const rules = sections(recordOf('django', { answers }))['What speaks for Django'] ?? '';
  expect(rules.split('\n').length).toBeGreaterThan(2);
});

test('a typed name cannot break the record', () => {
  const name = '# x\n\n- [a](b) <script> `y` | **z**';
  const tokens = marked.lexer(recordOf('node', { name, template: 'node' }));
  const headings = tokens.filter((token) => token.type === 'heading');
  expect(headings.map((token) => (token as Tokens.Heading).depth)).toEqual([1, 2, 2, 2, 2]);
  const facts = tokens.find((token) => token.type === 'list') as Tokens.List;
  const html = marked.parser([facts]);
  expect(html).toContain('<li>Project: # x - [a](b) &lt;script&gt; `y` | **z**</li>');
});
