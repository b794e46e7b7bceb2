import { setTimeout as sleep } from 'node:timers/promises';
import xterm from '@xterm/headless';
import { spawnPty } from '../tests/tools/pty.ts';

const PATIENCE_MS = 20_000;
/** A screen that stays as it is this long is done with what it draws. */
const STILL_MS = 400;

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Screen {
  readonly terminal: xterm.Terminal;
  /** Waits until this stands on the screen and nothing moves. */
  readonly see: (text: string) => Promise<void>;
  readonly type: (keys: string) => void;
}

/** A command on a pseudo-terminal, with what is on its screen right now. */
export function openScreen(
  command: readonly string[],
  { cwd, columns, rows }: Size & { readonly cwd: string },
): Screen {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const { PATH = '' } = process.env;
  const env = { PATH, HOME: cwd, LANG: 'C.UTF-8' };
  const child = spawnPty(command, { cwd, env, columns, rows });
  let changed = Date.now();
  child.all.on('data', (text: string) => {
    changed = Date.now();
    terminal.write(text);
  });
  // Closed before it ended: there is nothing more to photograph.
  child.stdin.on('error', () => {});
  return {
    terminal,
    see: async (text) => {
      const deadline = Date.now() + PATIENCE_MS;
      while (!textOf(terminal).includes(text) || Date.now() - changed < STILL_MS) {
        if (Date.now() > deadline) throw new Error(`No "${text}" on:\n${textOf(terminal)}`);
        await sleep(20);
      }
    },
    type: (keys) => {
      changed = Date.now();
      child.stdin.write(keys);
    },
  };
}

function textOf({ buffer }: xterm.Terminal): string {
  const lines = Array.from({ length: buffer.active.length }, (_, row) =>
    buffer.active.getLine(row)?.translateToString(true),
  );
  return lines.join('\n');
}
