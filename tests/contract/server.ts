import { randomBytes } from 'node:crypto';

/** How long a stop may take by the contract. */
export const STOP_MS = 10_000;

/** A running server that the suite may fill and empty: every todo in it gets deleted. */
export interface Server {
  /** Without a trailing slash: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** An origin listed in its `CORS_ORIGINS`, if there is one. */
  readonly corsOrigin?: string;
  /** Who asks, where accounts are on: every request of the suite is theirs. */
  readonly session?: Session;
}

/** Somebody who is signed in. */
export interface Session {
  readonly email: string;
  readonly password: string;
  /** All cookies the server set, as the `Cookie` header wants them. */
  readonly cookie: string;
  readonly csrfToken: string;
}

/** A process that `launch` started. */
export interface Running extends Server {
  /** The process that gets the signals: the parent when there are several. */
  readonly pid: number;
  /** Everything written to standard output so far. */
  stdout(): string;
  /** Sends the signal (SIGTERM unless told) and gives the exit code, also when it had ended already. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  readonly database: Database;
}

/** A database of a running server's own. */
export interface Database {
  /** As `DATABASE_URL` names it. */
  readonly url: string;
  /** The file, when it is one. */
  readonly file?: string;
  /** All that it holds, as text to search in. */
  contents(): Promise<string>;
  /** Runs a statement behind the back of the server. */
  run(sql: string): Promise<void>;
  /** How many connections to it are open; a file has none to count. */
  connections(): Promise<number>;
  /** Takes it away from under the server. */
  remove(): Promise<void>;
}

/** An installed project of one stack, which can be started as often as wanted. */
export interface Stack {
  readonly name: string;
  /** What says "production" to this stack: `{ NODE_ENV: 'production' }`. */
  readonly production: Env;
  /**
   * Starts it in development mode, with `env` on top, on a free port and an empty, migrated database of its own (that of
   * `data` if given). Nothing else of the caller's environment gets in. Resolves once `/livez` answers.
   */
  launch(env: Env, data?: Running): Promise<Running>;
  /** The same, for a start that must fail. Rejects when it is still running after 30 seconds. */
  spawnFailing(env: Env): Promise<{ exitCode: number | null; output: string }>;
}

export type Env = Readonly<Record<string, string>>;

export interface Todo {
  id: string | number;
  title: string;
  completed: boolean;
  order: number | null;
  url: string;
  created_at: string;
  updated_at: string;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  request_id: string;
  errors?: { pointer?: string; parameter?: string; detail: string }[];
}

/** What a careful operator sets in production. */
export function productionEnv(stack: Stack, extra: Env = {}): Env {
  return {
    ...stack.production,
    SECRET_KEY: randomBytes(32).toString('hex'),
    ALLOWED_HOSTS: 'localhost,127.0.0.1,todo.example',
    ...extra,
  };
}

/** Starts a process for the length of `use`. */
export async function withServer(
  stack: Stack,
  env: Env,
  use: (running: Running) => Promise<void>,
): Promise<void> {
  const running = await stack.launch(env);
  try {
    await use(running);
  } finally {
    await running.stop('SIGKILL');
  }
}

/** Waits until `check` gives something truthy; `what` names it in the error. */
export async function until<T>(
  what: string,
  check: () => T | Promise<T>,
  milliseconds = 5_000,
): Promise<NonNullable<T>> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = await check();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${milliseconds} ms for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
