import { styleText } from 'node:util';
import { StackstartError } from './errors.ts';
import { VERSION } from './version.ts';

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/**
 * One rule for when to prompt: stdin and stdout are terminals, `CI` is unset, nothing was said
 * against it. Programs and CI jobs never meet a question.
 *
 * @param wanted what `--interactive` or `--no-interactive` said
 * @throws StackstartError `no-terminal` when prompts are demanded but impossible
 */
export function mayPrompt(wanted: boolean | undefined, env: NodeJS.ProcessEnv): boolean {
  const inCi = env.CI !== undefined && env.CI !== '' && env.CI !== 'false' && env.CI !== '0';
  // In this order: where stdout is no terminal, stdin need not be opened.
  const terminal = process.stdout.isTTY === true && process.stdin.isTTY === true;
  const possible = terminal && !inCi;
  if (wanted === true && !possible) {
    throw new StackstartError(
      'no-terminal',
      `--interactive cannot work here: ${inCi ? 'CI is set' : 'this is not a terminal'}.`,
      {
        hint: 'Give the answers as flags; see --help.',
      },
    );
  }
  return possible && wanted !== false;
}

/** Where nobody can be asked and nothing was said, a guess would be worth nothing. */
export function refuseEmpty(command: string): StackstartError {
  return new StackstartError(
    'nothing-given',
    'No answers were given, and nobody can be asked here.',
    {
      hint: `For example: npx create-stackstart@${VERSION} ${command}`,
    },
  );
}

/** Colours text for a stream that shows colours; leaves it plain elsewhere and under NO_COLOR. */
export function style(kind: Style, text: string, stream: NodeJS.WriteStream): string {
  const plain = !stream.isTTY || process.env.NO_COLOR || process.env.TERM === 'dumb';
  return plain ? text : styleText(kind, text, { validateStream: false });
}
