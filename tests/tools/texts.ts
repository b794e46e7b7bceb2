import fc from 'fast-check';

/** Texts that people type to see what breaks; every one must come out as it went in. */
export const NASTY_TEXTS: readonly string[] = [
  'plain',
  `it's "quoted"`,
  '"""triple""" and \'\'\'more\'\'\'',
  'back\\slash \\n \\u0041 \\',
  'two\nlines\r\nand\ttabs',
  '</script><b>&amp; bold</b>',
  '{{name}} {{{x}}} {{> slot}} {{#if y}}',
  '{% block x %} {# note #} <%= x %>',
  `\${process.env.HOME} \`uname\` $HOME $(id)`,
  '🚀 ünïcödé 日本語 עברית \u{10FFFF}',
  '# heading *bold* _it_ [link](x) | table ~~no~~ !',
  '1. first',
  '- item',
  '=== setext',
  'key: value # comment',
  "'",
  '"',
  '\u0001\u001b[31m\u007f',
  '\u2028line\u2029para\u0085nel\ufeff',
  'x'.repeat(200),
];

/** Any text of whole code points, with a liking for what has a meaning somewhere. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      ...'\'"\\`{}%$<>&#*_-+=|[]()!~.:/ \n\r\t\u0000\u007f\u0085\u2028\u2029aé1🚀',
    ),
  }),
  fc.constantFrom(...NASTY_TEXTS),
);
