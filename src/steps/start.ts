import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cancelled } from '../errors.ts';
import type { Step } from '../types.ts';

/** How long a starter may take until its page answers. */
const START_TIMEOUT_MS = 60_000;
const PORTS_TO_TRY = 50;
/** Windows has no process groups to signal. */
const IN_GROUPS = process.platform !== 'win32';

export interface RunningApp {
  readonly url: string;
  /** Resolves with the app's exit code when it ends, by itself or by `signal`. */
  readonly ended: Promise<number | null>;
}

/**
 * Starts the app on its usual port, or the next free one, and waits until `GET /` answers 200.
 *
 * @param output where the app's own output goes
 * @param signal stops the app
 * @returns the running app, or the reason it did not come up
 * @throws Cancelled when it is stopped before it is up
 */
export async function startApp(
  { command, cwd }: Step,
  usualPort: number,
  output: 'stdout' | 'stderr',
  signal: AbortSignal,
): Promise<RunningApp | { readonly failure: string }> {
  const port = await findFreePort(usualPort);
  const url = `http://localhost:${port}`;
  const [file, ...args] = command;
  const { execa } = await import('execa');
  const child = execa(file, args, {
    cwd,
    env: { PORT: String(port) },
    stdin: 'ignore',
    stdout: process[output],
    stderr: process.stderr,
    reject: false,
    // A group of its own: package managers do not pass signals on to what they started.
    detached: IN_GROUPS,
  });
  let running = true;
  const stop = (name: NodeJS.Signals) => (running ? signalGroup(child, name) : undefined);
  signal.addEventListener('abort', () => stop('SIGINT'), { once: true });
  process.once('exit', () => stop('SIGKILL'));
  const ended = child.then(({ exitCode }) => {
    running = false;
    return exitCode ?? null;
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (running && Date.now() < deadline && !signal.aborted) {
    if (await answers(url)) return { url, ended };
    await sleep(100);
  }
  stop('SIGKILL');
  const exitCode = await ended;
  if (signal.aborted) {
    throw new Cancelled(`The project in ${cwd} is written and whole, but was not started.`);
  }
  return {
    failure:
      Date.now() < deadline
        ? `The app ended with exit code ${exitCode} before its page answered.`
        : `${url} did not answer with 200 within ${START_TIMEOUT_MS / 1000} seconds.`,
  };
}

function signalGroup(
  child: { pid?: number; kill(name: NodeJS.Signals): boolean },
  name: NodeJS.Signals,
) {
  if (child.pid === undefined || !IN_GROUPS) {
    child.kill(name);
    return;
  }
  try {
    process.kill(-child.pid, name);
  } catch {
    // The group ended by itself in between.
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { redirect: 'manual' }).then(
    ({ status }) => status === 200,
    () => false,
  );
}

/** The usual port or the next one nobody listens on. */
async function findFreePort(usual: number): Promise<number> {
  for (let port = usual; port < usual + PORTS_TO_TRY; port++) {
    if ((await isFree(port, '127.0.0.1')) && (await isFree(port, '::'))) return port;
  }
  return usual;
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 cannot have a listener there either.
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
