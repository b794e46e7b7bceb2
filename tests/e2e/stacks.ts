import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { VENV_PYTHON } from '../../src/machine.ts';
import type { Database, Env, Running, Stack } from '../contract/server.ts';
import { postgresDatabase, sqliteDatabase } from './databases.ts';
import { bareEnv, type Starter } from './starter.ts';

const START_TIMEOUT = 30_000;

/** How a stack is started without the help of a package manager, so that signals reach it. */
interface Launcher {
  readonly command: readonly [string, ...string[]];
  readonly migrate: readonly [string, ...string[]];
  readonly development: Env;
  readonly production: Env;
}

/** The Node that runs a Node starter: this one, or the one the starter brought along. */
export function nodeOf({ directory, features }: Starter): string {
  return features.includes('pinned-node')
    ? path.join(directory, 'node_modules', '.bin', 'node')
    : process.execPath;
}

function launcherOf(starter: Starter, node = nodeOf(starter)): Launcher {
  if (starter.stack === 'node') {
    return {
      command: [node, 'src/server.ts'],
      migrate: [node, 'src/db/migrate.ts'],
      development: {},
      production: { NODE_ENV: 'production' },
    };
  }
  const python = path.join(starter.directory, VENV_PYTHON);
  return {
    command: [python, 'manage.py', 'serve'],
    migrate: [python, 'manage.py', 'migrate'],
    development: { DEBUG: 'true' },
    production: { DEBUG: 'false' },
  };
}

/**
 * Makes an installed starter startable for the contract suite; its `.env` must be out of the way.
 *
 * @param node the Node that runs a Node starter, when not the one `nodeOf` finds
 */
export function stackOf(starter: Starter, node?: string): Stack {
  const { command, migrate, development, production } = launcherOf(starter, node);

  const newDatabase = async (): Promise<Database> =>
    starter.features.includes('postgres') ? postgresDatabase() : sqliteDatabase();

  const start = async (env: Env, { url }: Database) => {
    const port = env.PORT ?? String(await freePort());
    const all = { ...development, PORT: port, DATABASE_URL: url, ...env };
    const child = spawn(command[0], command.slice(1), {
      cwd: starter.directory,
      env: bareEnv(all),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    return { child, port, ended, stdout: () => stdout, output: () => output };
  };

  return {
    name: starter.stack,
    production,
    async launch(env, data) {
      const database = data?.database ?? (await newDatabase());
      await starter.run(migrate, { ...development, DATABASE_URL: database.url });
      const { child, port, ended, stdout, output } = await start(env, database);
      const running: Running = {
        url: `http://127.0.0.1:${port}`,
        ...(env.CORS_ORIGINS && { corsOrigin: env.CORS_ORIGINS.split(',')[0] ?? '' }),
        pid: child.pid ?? 0,
        stdout,
        database,
        stop(signal = 'SIGTERM') {
          child.kill(signal);
          return ended;
        },
      };
      await waitUntilAlive(running.url, () => child.exitCode, output);
      return running;
    },
    async spawnFailing(env) {
      const { child, ended, output } = await start(env, await newDatabase());
      const timer = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT);
      const exitCode = await ended;
      clearTimeout(timer);
      if (child.signalCode === 'SIGKILL') throw new Error(`still running:\n${output()}`);
      return { exitCode, output: output() };
    },
  };
}

async function waitUntilAlive(
  url: string,
  exitCode: () => number | null,
  output: () => string,
): Promise<void> {
  for (const end = Date.now() + START_TIMEOUT; Date.now() < end; ) {
    if (exitCode() !== null) break;
    const alive = await fetch(`${url}/livez`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (alive) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the starter did not come up (exit code ${exitCode()}):\n${output()}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
