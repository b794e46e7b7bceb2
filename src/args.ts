import { parseArgs } from 'node:util';
import { StackstartError } from './errors.ts';
import { nearest, oneTypoAway } from './nearest.ts';
import { QUESTIONS } from './questions.ts';
import type { QuestionId } from './types.ts';

export type CommandName = 'create' | 'recommend' | 'doctor' | 'schema';
const COMMANDS: readonly string[] = ['recommend', 'doctor', 'schema'];
/** Words kept free for commands, so that none of them becomes a folder by accident. */
const RESERVED: readonly string[] = [
  'create',
  'verify',
  'diff',
  'update',
  'add',
  'help',
  'version',
];

const VALUE_FLAGS: readonly ValueFlag[] = [
  ...QUESTIONS.map(({ id }) => id),
  'template',
  'db',
  'feature',
  'answers',
  'pm',
  'html',
];
const SWITCHES = [
  'yes',
  'dry-run',
  'json',
  'start',
  'explain',
  'overwrite',
  'version',
  'help',
] as const;
/** What only `recommend` can do. */
const RECOMMEND_ONLY: readonly string[] = ['html', 'explain', 'overwrite'];
/** Flags that may be repeated; for single-choice questions the answers are checked later. */
const SEVERAL: readonly ValueFlag[] = [...QUESTIONS.map(({ id }) => id), 'feature'];
/** Switches that can be turned off with `--no-…`. */
const TOGGLES = ['install', 'git', 'interactive'] as const;
const ALIASES: Readonly<Record<string, string>> = { stack: 'template' };

export type ValueFlag = QuestionId | 'template' | 'db' | 'feature' | 'answers' | 'pm' | 'html';
type Switch = (typeof SWITCHES)[number];
type Toggle = (typeof TOGGLES)[number];

/** The command line, taken apart but not yet checked against questions and templates. */
export interface Args {
  readonly command: CommandName;
  readonly directory: string | undefined;
  /** Raw text of each flag that takes a value; a repeated flag's values are joined by commas. */
  readonly values: Readonly<Partial<Record<ValueFlag, string>>>;
  readonly switches: ReadonlySet<Switch>;
  readonly toggles: Readonly<Partial<Record<Toggle, boolean>>>;
  /** Features named by `--no-<feature>`; whether they exist is for the template to say. */
  readonly without: readonly string[];
}

/**
 * Takes `process.argv.slice(2)` apart.
 *
 * @throws StackstartError `unknown-flag`, `unexpected-flag`, `missing-value`, `unexpected-value`,
 *   `unexpected-argument` or `unknown-command`
 */
export function parseCommandLine(argv: readonly string[]): Args {
  const options = Object.fromEntries([
    ...[...VALUE_FLAGS, ...Object.keys(ALIASES)].map((flag) => [flag, { type: 'string' as const }]),
    ...[...SWITCHES, ...TOGGLES].map((flag) => [flag, { type: 'boolean' as const }]),
    ['yes', { type: 'boolean' as const, short: 'y' }],
    ['version', { type: 'boolean' as const, short: 'v' }],
    ['help', { type: 'boolean' as const, short: 'h' }],
  ]);
  const { tokens } = parseArgs({
    args: [...argv],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });

  const values: Partial<Record<ValueFlag, string>> = {};
  const switches = new Set<Switch>();
  const toggles: Partial<Record<Toggle, boolean>> = {};
  const without: string[] = [];
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const name = ALIASES[token.name] ?? token.name;
    if (isOneOf(VALUE_FLAGS, name)) {
      const value = requireValue(token.rawName, token.value, token.inlineValue);
      if (values[name] !== undefined && !SEVERAL.includes(name)) {
        throw new StackstartError('given-twice', `${token.rawName} was given more than once.`, {
          hint: 'Keep the one you mean.',
        });
      }
      values[name] = values[name] === undefined ? value : `${values[name]},${value}`;
      continue;
    }
    const off = name.startsWith('no-') ? name.slice(3) : undefined;
    if (isOneOf(SWITCHES, name)) switches.add(name);
    else if (isOneOf(TOGGLES, name)) toggles[name] = true;
    else if (off !== undefined && isOneOf(TOGGLES, off)) toggles[off] = false;
    else if (off !== undefined && mayNameFeature(off)) without.push(off);
    else throw unknownFlag(token.rawName);
    if (token.inlineValue) throw unexpectedValue(token.rawName, String(token.value));
  }
  const words = splitPositionals(positionals);
  const stray = RECOMMEND_ONLY.find((flag) => flag in values || switches.has(flag as Switch));
  if (stray !== undefined && words.command !== 'recommend' && !switches.has('help')) {
    throw new StackstartError('unexpected-flag', `--${stray} belongs to "recommend".`, {
      hint: `Write: create-stackstart recommend --${stray} …`,
    });
  }
  return { ...words, values, switches, toggles, without };
}

function splitPositionals(words: readonly string[]) {
  const [first, ...rest] = words;
  if (first !== undefined && RESERVED.includes(first)) {
    throw new StackstartError('unknown-command', `"${first}" is not a command of this version.`, {
      hint: `Commands: ${COMMANDS.join(', ')}. For a project of that name write ./${first}`,
    });
  }
  const isCommand = first !== undefined && COMMANDS.includes(first);
  const meant = first === undefined ? undefined : oneTypoAway(first, COMMANDS);
  if (meant !== undefined) {
    throw new StackstartError('unknown-command', `"${first}" is not a command.`, {
      hint: `Did you mean ${meant}? For a project of that name write ./${first}`,
    });
  }
  const command = (isCommand ? first : 'create') as CommandName;
  const [directory, surplus] = isCommand ? rest : words;
  if (directory === '') {
    throw new StackstartError('missing-value', 'The folder has an empty name.', {
      hint: 'Name a folder, or write . for this one.',
    });
  }
  const extra = command === 'create' ? surplus : directory;
  if (extra !== undefined) {
    throw new StackstartError('unexpected-argument', `Unexpected argument "${extra}".`, {
      hint:
        command === 'create'
          ? 'Name one folder; quote a name that holds spaces.'
          : `"${command}" takes only flags; see --help.`,
    });
  }
  return { command, directory };
}

/** Features are known only to the templates, but `--no-instal` is surely a slip of the pen. */
function mayNameFeature(word: string): boolean {
  return word !== '' && nearest(word, [...TOGGLES, ...SWITCHES]) === undefined;
}

function requireValue(
  flag: string,
  value: string | undefined,
  inline: boolean | undefined,
): string {
  const isFlag = value?.startsWith('-') && value !== '-' && !inline;
  if (value !== undefined && value !== '' && !isFlag) return value;
  throw new StackstartError('missing-value', `${flag} needs a value.`, {
    hint: `Write ${flag} VALUE; --help lists what it takes.`,
  });
}

function unknownFlag(flag: string): StackstartError {
  const known = [...VALUE_FLAGS, ...Object.keys(ALIASES), ...SWITCHES, ...TOGGLES];
  const off = TOGGLES.map((name) => `no-${name}`);
  // Without the dashes, which all have and which would count as letters that are right.
  const near = nearest(flag.replace(/^-+/, ''), [...known, ...off]);
  return new StackstartError('unknown-flag', `Unknown flag ${flag}.`, {
    hint: near === undefined ? 'See --help for all flags.' : `Did you mean --${near}? See --help.`,
  });
}

function unexpectedValue(flag: string, value: string): StackstartError {
  return new StackstartError('unexpected-value', `${flag} takes no value, but got "${value}".`, {
    hint: `Write just ${flag}, or its opposite.`,
  });
}

function isOneOf<T extends string>(list: readonly T[], word: string): word is T {
  return (list as readonly string[]).includes(word);
}
