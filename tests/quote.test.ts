import fc from 'fast-check';
import { marked } from 'marked';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import * as quote from '../src/quote.ts';
import { requireTool } from './requireTool.ts';
import { askPython } from './tools/python.ts';
import { anyText, NASTY_TEXTS } from './tools/texts.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;

const textOf = (nodes: readonly Node[]): string =>
  nodes
    .map((node) =>
      'value' in node ? node.value : 'childNodes' in node ? textOf(node.childNodes) : '',
    )
    .join('');
/** HTML has no NUL: browsers drop it or show the replacement character. */
const shownOnly = (text: string) => text.replaceAll(/[\0\ufffd]/g, '');
const shown = (html: string) => shownOnly(textOf(parseFragment(html).childNodes));
const titleOf = (html: string) => {
  const [element] = parseFragment(html).childNodes;
  return element && 'attrs' in element ? shownOnly(element.attrs[0]?.value ?? '') : undefined;
};
/** The HTML standard folds line ends. */
const asHtml = (text: string) => shownOnly(text.replaceAll(/\r\n?/g, '\n'));
/** Markdown shows white space as one blank. */
const folded = (text: string) => shownOnly(text).replaceAll(/\s+/g, ' ').trim();
const markdown = (text: string) => folded(shown(marked.parse(text, { async: false })));

/** Language → what a real parser of it reads from the quoted text, and what that should be. */
const LANGUAGES: Record<
  string,
  { read: (text: string) => unknown; wanted?: (text: string) => string }
> = {
  json: { read: (text) => JSON.parse(quote.json(text)) },
  toml: { read: (text) => parseToml(`key = ${quote.toml(text)} # comment`).key },
  yaml: { read: (text) => parseYaml(`key: ${quote.yaml(text)} # comment\nother: 1\n`).key },
  js: { read: (text) => new Function(`'use strict'; return ${quote.js(text)};`)() },
  'html text': { read: (text) => shown(`<p>${quote.html(text)}</p>`), wanted: asHtml },
  'html attribute': { read: (text) => titleOf(`<p title="${quote.html(text)}">`), wanted: asHtml },
  'html attribute in single quotes': {
    read: (text) => titleOf(`<p title='${quote.html(text)}'>`),
    wanted: asHtml,
  },
  'markdown heading': { read: (text) => markdown(`# ${quote.md(text)}\n`), wanted: folded },
  'markdown paragraph': { read: (text) => markdown(`${quote.md(text)}\n`), wanted: folded },
  'markdown list item': {
    read: (text) => markdown(`- Name: ${quote.md(text)}\n`).slice(6),
    wanted: folded,
  },
};

describe.each(Object.entries(LANGUAGES))('%s', (_language, { read, wanted = (text) => text }) => {
  test.each(NASTY_TEXTS)('gives back %j', (text) => {
    expect(read(text)).toBe(wanted(text));
  });

  test('gives back any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(read(text)).toBe(wanted(text));
      }),
      { numRuns: 1000 },
    );
  });
});

test('Python gives back every text', (context) => {
  requireTool(context, 'python3');
  const texts = [...NASTY_TEXTS, ...fc.sample(anyText, 1000)];
  const script =
    'import ast, json, sys; print(json.dumps([ast.literal_eval(x) for x in json.load(sys.stdin)]))';
  expect(askPython(script, texts.map(quote.py))).toEqual(texts);
});

test.each([
  [quote.py, 'a', '"a"'],
  [quote.py, 'say "hi"', `'say "hi"'`],
  [quote.py, `it's 'it'`, `"it's 'it'"`],
  [quote.js, 'a', "'a'"],
  [quote.js, "it's", `"it's"`],
  [quote.js, `it's "both"`, `'it\\'s "both"'`],
])('%o writes %j as the formatter of its language does: %s', (write, text, literal) => {
  expect(write(text)).toBe(literal);
});

test('html leaves nothing that a template engine would run', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(quote.html(text)).not.toMatch(/[{}$`<>"']/);
    }),
  );
});

test('yaml holds only characters that every YAML parser takes as they are', () => {
  const raw = quote.yaml('\u007f\u0085\u009f\u2028\u2029\ufeff');
  expect(raw).toMatch(/^[ -~]*$/);
});

test('Markdown is escaped only where it would mean something', () => {
  expect(quote.md('C# & my_app! a > b')).toBe('C# & my_app! a > b');
  expect(quote.md('&lt; _x_ # ![a](b)')).toBe(String.raw`\&lt; \_x\_ \# !\[a\](b)`);
});
