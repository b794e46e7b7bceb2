import fc from 'fast-check';
import validateNpmName from 'validate-npm-package-name';
import { expect, test } from 'vitest';
import { makeNames } from '../src/names.ts';
import { requireTool } from './requireTool.ts';
import { askPython } from './tools/python.ts';
import { anyText } from './tools/texts.ts';

const CASES: readonly [typed: string, npm: string, python: string][] = [
  ['my-app', 'my-app', 'my_app'],
  ['My App', 'my-app', 'my_app'],
  ['  padded  ', 'padded', 'padded'],
  ['Café Zürich', 'cafe-zurich', 'cafe_zurich'],
  ['snake_case.and.dots', 'snake-case-and-dots', 'snake_case_and_dots'],
  ['@scope/name', 'scope-name', 'scope_name'],
  ['../up', 'up', 'up'],
  ['.hidden', 'hidden', 'hidden'],
  ['__dunder__', 'dunder', 'dunder'],
  ['3d-shop', '3d-shop', 'app_3d_shop'],
  ['007', '007', 'app_007'],
  ['日本語', 'app', 'app'],
  ['🚀', 'app', 'app'],
  ['"); drop', 'drop', 'drop'],
  // Words a registry or a language keeps to itself.
  ['node_modules', 'node-modules', 'node_modules'],
  ['http', 'http-app', 'http_app'],
  ['test', 'test', 'test_app'],
  ['Class', 'class', 'class_app'],
  ['None', 'none', 'none_app'],
  ['match', 'match', 'match_app'],
  ['json', 'json', 'json_app'],
  ['django', 'django', 'django_app'],
  ['config', 'config', 'config_app'],
  ['apps', 'apps', 'apps_app'],
];

test.each(CASES)('%j becomes %j for npm and %j for Python', (typed, packageName, moduleName) => {
  expect(makeNames(typed)).toEqual({ name: typed.trim(), packageName, moduleName });
});

test('the name is kept as typed, composed the same way on every system', () => {
  expect(makeNames('Cafe\u0301 "x" {{y}}').name).toBe('Café "x" {{y}}');
});

test.each(['', '   ', '\n\t'])('%j is refused with a suggestion', (typed) => {
  expect(() => makeNames(typed)).toThrow(
    expect.objectContaining({ code: 'invalid-name', hint: expect.stringContaining('my-app') }),
  );
});

const anyName = anyText.filter((text) => text.normalize('NFC').trim() !== '');

test('npm accepts the package name made from any text', () => {
  fc.assert(
    fc.property(fc.oneof(anyName, fc.constant(`${'long '.repeat(99)}http`)), (typed) => {
      const { packageName } = makeNames(typed);
      expect(validateNpmName(packageName)).toEqual({
        validForNewPackages: true,
        validForOldPackages: true,
      });
    }),
    { numRuns: 2000 },
  );
});

test('Python accepts the module name made from any text', (context) => {
  requireTool(context, 'python3');
  const ask = `
import keyword, sys, json
def usable(name):
    taken = keyword.iskeyword(name) or keyword.issoftkeyword(name) or name in sys.stdlib_module_names
    return name.isidentifier() and not taken
print(json.dumps([name for name in json.load(sys.stdin) if not usable(name)]))
`;
  const names = fc.sample(anyName, 2000).map((typed) => makeNames(typed).moduleName);
  expect(askPython(ask, names)).toEqual([]);
});

test('no keyword and no standard module of this Python slips through', (context) => {
  requireTool(context, 'python3');
  const reserved = askPython(
    `
import keyword, sys, json
names = list(keyword.kwlist) + list(keyword.softkwlist) + list(sys.stdlib_module_names)
print(json.dumps(sorted(name for name in names if not name.startswith("_"))))
`,
    null,
  ) as string[];
  expect(reserved.length).toBeGreaterThan(200);
  const hidden = reserved.filter((word) => reserved.includes(makeNames(word).moduleName));
  expect(hidden).toEqual([]);
});
