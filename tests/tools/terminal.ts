import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { cleanEnv } from './cli.ts';
import { spawnPty } from './pty.ts';

export const KEYS = { enter: '\r', up: '\u001b[A', down: '\u001b[B', space: ' ', cancel: '\u0003' };
type Key = keyof typeof KEYS;

const PATIENCE_MS = 20_000;
/** As wide and as high as many a terminal is. */
const SIZE = { columns: 110, rows: 60 };

export interface Terminal {
  /** Waits until this shows up after what was seen before. */
  readonly see: (text: string | RegExp) => Promise<void>;
  readonly press: (...keys: Key[]) => void;
  readonly type: (text: string) => void;
  /** Waits for the end. */
  readonly end: () => Promise<{ exitCode: number | undefined; screen: string }>;
  readonly screen: () => string;
  /** With what colours it and moves the cursor. */
  readonly printed: () => string;
}

/** A person at a terminal: starts the command line and answers what it asks. */
export function openTerminal(
  cli: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Terminal {
  const env = { ...cleanEnv(), ...options.env };
  const child = spawnPty([process.execPath, cli, ...args], { cwd: options.cwd, env, ...SIZE });
  let printed = '';
  let seen = 0;
  let running = true;
  child.all.on('data', (text: string) => {
    printed += text;
  });
  const ended = child.then((result) => {
    running = false;
    return result;
  });
  const screen = () => stripVTControlCharacters(printed).replaceAll('\r', '');
  const see = async (text: string | RegExp) => {
    const wanted = typeof text === 'string' ? new RegExp(escapeRegExp(text)) : text;
    for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(10)) {
      const found = wanted.exec(screen().slice(seen));
      if (found) {
        seen += found.index + found[0].length;
        return;
      }
      if (!running || Date.now() > deadline) {
        throw new Error(`${wanted} did not show up; the terminal shows:\n${screen().slice(seen)}`);
      }
    }
  };
  return {
    see,
    screen,
    printed: () => printed,
    press: (...keys) => void child.stdin.write(keys.map((key) => KEYS[key]).join('')),
    type: (text) => void child.stdin.write(text),
    end: async () => ({ exitCode: (await ended).exitCode, screen: screen() }),
  };
}

const escapeRegExp = (text: string) => text.replaceAll(/[.*+?^$(){}|[\]\\]/g, '\\$&');
