import { spawn } from 'node:child_process';
import path from 'node:path';
import { VENV_PYTHON } from '../../src/machine.ts';
import type { Database, Env, Stack } from '../contract/server.ts';
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

  const start = (env: Env, { url }: Database) => {
    // Whichever port is free; one that was looked up before could be somebody else's by now.
    const all = { ...development, PORT: '0', DATABASE_URL: url, ...env };
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
    return { child, ended, stdout: () => stdout, output: () => output };
  };

  return {
    name: starter.stack,
    production,
    async launch(env, data) {
      const database = data?.database ?? (await newDatabase());
      await starter.run(migrate, { ...development, DATABASE_URL: database.url });
      const { child, ended, stdout, output } = start(env, database);
      return {
        url: await urlOnceAlive(() => child.exitCode, output),
        ...(env.CORS_ORIGINS && { corsOrigin: env.CORS_ORIGINS.split(',')[0] ?? '' }),
        pid: child.pid ?? 0,
        stdout,
        database,
        stop(signal = 'SIGTERM') {
          child.kill(signal);
          return ended;
        },
      };
    },
    async spawnFailing(env) {
      const { child, ended, output } = start(env, await newDatabase());
      const timer = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT);
      const exitCode = await ended;
      clearTimeout(timer);
      if (child.signalCode === 'SIGKILL') throw new Error(`still running:\n${output()}`);
      return { exitCode, output: output() };
    },
  };
}

/** Where a process listens, by its own account, as soon as it answers there. */
async function urlOnceAlive(exitCode: () => number | null, output: () => string): Promise<string> {
  for (const end = Date.now() + START_TIMEOUT; Date.now() < end; ) {
    if (exitCode() !== null) break;
    const port = /http:\/\/localhost:(\d+)\D/.exec(output())?.[1];
    const url = `http://127.0.0.1:${port}`;
    const isAlive = port !== undefined && (await fetch(`${url}/livez`).catch(() => undefined))?.ok;
    if (isAlive) return url;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the starter did not come up (exit code ${exitCode()}):\n${output()}`);
}
