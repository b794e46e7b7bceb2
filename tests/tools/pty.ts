import { execa } from 'execa';

/** Runs a command on a real pseudo-terminal and leaves with its exit code. */
const DRIVER = `
import os, pty, sys
sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])) % 256)
`;
/** Gives the terminal a size, as every real one has. */
const SIZED = 'stty cols "$1" rows "$2"; shift 2; exec "$@"';
/** Closing the terminal ends whatever still waits for a key. */
const LIFETIME_MS = 60_000;

export interface PtyOptions {
  readonly cwd: string;
  /** The whole environment. */
  readonly env: NodeJS.ProcessEnv;
  readonly columns: number;
  readonly rows: number;
}

/** Starts a command on a pseudo-terminal; what it prints is in `all`, keys go to `stdin`. */
export function spawnPty(command: readonly string[], { cwd, env, columns, rows }: PtyOptions) {
  const sized = ['sh', '-c', SIZED, 'sh', String(columns), String(rows), ...command];
  const child = execa('python3', ['-c', DRIVER, ...sized], {
    cwd,
    env: { TERM: 'xterm-256color', ...env },
    extendEnv: false,
    reject: false,
    stdin: 'pipe',
    all: true,
    buffer: false,
    timeout: LIFETIME_MS,
  });
  child.all.setEncoding('utf8');
  return child;
}
