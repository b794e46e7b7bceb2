import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../src/args.ts';

const parse = (line: string) => parseCommandLine(line.split(' ').filter(Boolean));

describe('commands and folders', () => {
  test.each([
    ['', 'create', undefined],
    ['my-app', 'create', 'my-app'],
    ['./recommend', 'create', './recommend'],
    ['my-app --yes', 'create', 'my-app'],
    ['--yes my-app', 'create', 'my-app'],
    ['-- my-app', 'create', 'my-app'],
    ['recommend --kind api', 'recommend', undefined],
    ['doctor --json', 'doctor', undefined],
    ['schema', 'schema', undefined],
    ['doctors', 'create', 'doctors'],
  ])('"%s" means %s %s', (line, command, directory) => {
    expect(parse(line)).toMatchObject({ command, directory });
  });

  test.each([
    ['update', 'unknown-command', './update'],
    ['verify', 'unknown-command', 'recommend, doctor, schema'],
    [
      'recommed',
      'unknown-command',
      'Did you mean recommend? For a project of that name write ./recommed',
    ],
    ['a b', 'unexpected-argument', 'quote a name that holds spaces'],
    ['recommend here', 'unexpected-argument', 'takes only flags'],
    ['doctor here', 'unexpected-argument', 'takes only flags'],
  ])('"%s" is refused', (line, code, hint) => {
    expect(() => parse(line)).toThrow(
      expect.objectContaining({ code, hint: expect.stringContaining(hint) }),
    );
  });
});

describe('flags with values', () => {
  test.each([
    ['--kind api', { kind: 'api' }],
    ['--kind=api', { kind: 'api' }],
    ['--stack node', { template: 'node' }],
    ['--heavy ml --heavy compute', { heavy: 'ml,compute' }],
    ['--feature a,b --feature c', { feature: 'a,b,c' }],
    ['--answers -', { answers: '-' }],
    ['--db=-odd', { db: '-odd' }],
    ['--pm pnpm', { pm: 'pnpm' }],
  ])('"%s"', (line, values) => {
    expect(parse(line).values).toEqual(values);
  });

  test.each(['--kind', '--kind --yes', '--template=', '--kind -y'])(
    '"%s" lacks its value',
    (line) => {
      expect(() => parse(line)).toThrow(expect.objectContaining({ code: 'missing-value' }));
    },
  );
});

describe('switches', () => {
  test.each([
    ['-y', ['yes']],
    ['--yes --dry-run --json', ['yes', 'dry-run', 'json']],
    ['-h', ['help']],
    ['-v --start', ['version', 'start']],
  ])('"%s"', (line, switches) => {
    expect([...parse(line).switches]).toEqual(switches);
  });

  test.each([
    ['--no-install', { install: false }],
    ['--git', { git: true }],
    ['--no-git --git', { git: true }],
    ['--interactive --no-interactive', { interactive: false }],
  ])('"%s" sets a toggle, the last one wins', (line, toggles) => {
    expect(parse(line).toggles).toEqual(toggles);
  });

  test('--no-FEATURE leaves features out, whatever features there are', () => {
    expect(parse('--no-agents-md --no-docker').without).toEqual(['agents-md', 'docker']);
  });

  test.each(['--yes=1', '--no-install=yes', '--json=x', '--no-agents-md=x'])(
    '"%s" takes no value',
    (line) => {
      expect(() => parse(line)).toThrow(expect.objectContaining({ code: 'unexpected-value' }));
    },
  );
});

test.each([
  ['--knd api', '--kind'],
  ['--tempalte node', '--template'],
  ['--dryrun', '--dry-run'],
  ['--no-instal', '--no-install'],
  ['--no-gti', '--no-git'],
  ['--jso', '--json'],
  ['-x', '--help'],
  ['--frobnicate', '--help'],
  ['--bogus', 'See --help for all flags.'],
  ['--no-', '--help'],
])('the unknown flag of "%s" is refused with the nearest one: %s', (line, near) => {
  expect(() => parse(line)).toThrow(
    expect.objectContaining({ code: 'unknown-flag', hint: expect.stringContaining(near) }),
  );
});
