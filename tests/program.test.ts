import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Handlebars from 'handlebars';
import { describe, expect, test } from 'vitest';
import { parseTemplate } from '../src/parse.ts';
import { keyOf } from '../src/parsed.ts';
import { type Block, evaluate, type Scope } from '../src/program.ts';
import { TEMPLATES } from '../src/template.ts';

const block: [string, Block][] = [
  ['if', (value, then, otherwise) => (value ? then() : otherwise())],
  ['unless', (value, then, otherwise) => (value ? otherwise() : then())],
  ['sortLines', (_value, then) => then().split('\n').sort().join('\n')],
];
const scope: Scope = {
  values: { name: '<App>', empty: '' },
  helpers: new Map<string, (...args: unknown[]) => unknown>([
    ['json', (text) => JSON.stringify(text)],
    ['has', (...ids) => ids.includes('a')],
  ]),
  blocks: new Map(block),
  partials: new Map([['slot', () => 'one\n\n  two\n']]),
};
const run = (text: string) => evaluate(parseTemplate(text), text, scope);

/** What Handlebars itself makes of it. */
function reference(text: string): string {
  const engine = Handlebars.create();
  for (const [name, helper] of scope.helpers) {
    engine.registerHelper(name, (...args: unknown[]) => helper(...args.slice(0, -1)));
  }
  engine.registerHelper('sortLines', function (this: object, { fn }: Handlebars.HelperOptions) {
    return fn(this).split('\n').sort().join('\n');
  });
  engine.registerPartial('slot', 'one\n\n  two\n');
  return engine.compile(text, { noEscape: true })(scope.values);
}

test.each([
  ['text', 'Just text.\n'],
  ['a value', 'Hello {{name}}!'],
  ['a helper', 'x = {{json name}};\n'],
  ['a helper in a helper', '{{json (json "a")}}'],
  ['a condition', '{{#if (has "a")}}yes{{else}}no{{/if}}{{#if (has "b" "c")}}yes{{/if}}'],
  ['a choice of several', '{{#if (has "b")}}b{{else if (has "a")}}a{{else}}-{{/if}}'],
  ['its opposite', '{{#unless (has "b")}}\nnot b\n{{/unless}}\n'],
  ['conditions on lines of their own', 'a\n{{#if (has "a")}}\n  b\n{{else}}\n  c\n{{/if}}\nd\n'],
  ['a slot on a line of its own', 'a\n{{> slot}}\nb\n'],
  ['an indented slot', 'a:\n    {{> slot}}\nb\n'],
  ['a slot within a line', 'a({{> slot}})\n'],
  ['a block that sorts', '{{#sortLines}}\nb\n{{> slot}}\na\n{{/sortLines}}\n'],
  [
    'a part that is used twice',
    '{{#*inline "part"}}\n[{{name}}]\n{{/inline~}}\n{{> part}}{{> part}}',
  ],
  ['whitespace control', 'a  {{~name~}}  b'],
  ['comments', 'a{{! nothing }}b\n{{!-- a line --}}\nc\n'],
  ['braces of other languages', '{ {x} } {% z %} \\{{name}}'],
])('%s: as Handlebars itself does', (_what, text) => {
  expect(run(text)).toBe(reference(text));
});

test.each([
  ['an unknown value', '{{nmae}}', 'nmae'],
  ['an unknown value in a helper', '{{json nmae}}', 'nmae'],
  ['an unknown value in a condition', '{{#if nmae}}x{{/if}}', 'nmae'],
  ['an unknown helper', '{{josn name}}', 'josn'],
  ['an unknown block', '{{#iff name}}{{/iff}}', 'iff'],
  ['an unknown slot', '{{> slto}}', 'slto'],
  ['a number', '{{json 1}}', 'NumberLiteral'],
  ['a broken tag', '{{#if', 'Parse error'],
])('%s is refused', (_what, text, word) => {
  expect(() => run(text)).toThrow(word);
});

describe('the templates', () => {
  const texts = readdirSync(TEMPLATES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));

  test('are told apart by their keys', () => {
    const different = new Set(texts);
    expect(new Set([...different].map(keyOf)).size).toBe(different.size);
  });

  test('were all parsed by the build', async () => {
    const dist = path.join(TEMPLATES, '..', 'dist');
    const parsed = ['node', 'django'].flatMap((stack) =>
      Object.keys(JSON.parse(readFileSync(path.join(dist, `templates-${stack}.json`), 'utf8'))),
    );
    expect(texts.map(keyOf).filter((key) => !parsed.includes(key))).toEqual([]);
  });
});
