import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { tempDir, writeTree } from './temp.ts';

export const ROOT = path.resolve(import.meta.dirname, '..', '..');
/** The small template root that most tests use: quick to write, installs without a network. */
export const FIXTURES = path.join(ROOT, 'tests', 'fixtures', 'templates');

/** A copy of what is published, with its own templates: by default those of the fixtures. */
export function packageWith(templates: string = FIXTURES): { root: string; cli: string } {
  const root = path.join(tempDir(), 'create-stackstart');
  mkdirSync(root);
  cpSync(path.join(ROOT, 'package.json'), path.join(root, 'package.json'));
  cpSync(path.join(ROOT, 'dist'), path.join(root, 'dist'), { recursive: true });
  cpSync(templates, path.join(root, 'templates'), { recursive: true });
  return { root, cli: path.join(root, 'dist', 'cli.js') };
}

export interface Run {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, as a person sees them. */
  readonly all: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
}

/** Runs the built command line the way a program does: no terminal, no network. */
export async function run(
  cli: string,
  args: readonly string[],
  { cwd, env = {}, input }: RunOptions,
): Promise<Run> {
  const { exitCode, stdout, stderr, all } = await execa(process.execPath, [cli, ...args], {
    cwd,
    env: { ...cleanEnv(), ...env },
    extendEnv: false,
    reject: false,
    all: true,
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
  });
  return { exitCode, stdout: String(stdout), stderr: String(stderr), all: String(all) };
}

let home: string | undefined;

/** This environment without what npm, git, CI and vitest put there; git knows an author. */
export function cleanEnv(): NodeJS.ProcessEnv {
  home ??= writeTree(tempDir(), { '.gitconfig': GIT_CONFIG });
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|GIT_|VITEST|CI$|NO_COLOR|FORCE_COLOR|NODE_|PIP_|TZ$|LC_|LANG)/i.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    USERPROFILE: home,
    GIT_CONFIG_NOSYSTEM: '1',
    ...NO_NETWORK,
  };
}

const GIT_CONFIG = '[user]\n\tname = Ada\n\temail = ada@example.org\n';

/** Nobody listens on the discard port of this machine: every download fails at once. */
const NO_NETWORK = {
  npm_config_registry: 'http://127.0.0.1:9/',
  npm_config_fetch_retries: '0',
  npm_config_update_notifier: 'false',
  PIP_INDEX_URL: 'http://127.0.0.1:9/',
  PIP_RETRIES: '0',
  PIP_CONFIG_FILE: '/dev/null',
  UV_OFFLINE: '1',
};
