import path from 'node:path';

/** A program found on this machine. */
export interface Tool {
  /** As it must be called: one word, or `py -3`. */
  readonly command: readonly [string, ...string[]];
  /** Such as `3.11.7`. */
  readonly version: string;
}

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';
export const PACKAGE_MANAGERS: readonly PackageManager[] = ['npm', 'pnpm', 'yarn', 'bun'];

/** Oldest Python the Django starter runs on. */
export const MINIMUM_PYTHON = '3.10';

/**
 * Asks a program for its version.
 *
 * @returns undefined when it cannot be started or prints no version
 */
export async function findTool(
  command: readonly [string, ...string[]],
  args: readonly string[] = ['--version'],
): Promise<Tool | undefined> {
  const [file, ...rest] = command;
  const { execa } = await import('execa');
  const result = await execa(file, [...rest, ...args], {
    reject: false,
    all: true,
    timeout: 20_000,
  });
  const version = result.failed ? undefined : /\d+\.\d+(\.\d+)?/.exec(result.all ?? '')?.[0];
  return version === undefined ? undefined : { command, version };
}

/** Every Python 3 on PATH that answers, in the order a person would try them. */
export async function findPythons(): Promise<readonly Tool[]> {
  const candidates: [string, ...string[]][] =
    process.platform === 'win32'
      ? [['py', '-3'], ['python'], ['python3']]
      : [['python3'], ['python'], ...[14, 13, 12, 11, 10].map((n): [string] => [`python3.${n}`])];
  const found = await Promise.all(candidates.map((command) => findTool(command)));
  return found.filter((tool) => tool !== undefined);
}

/** The package manager that runs us (`npm create` and its kin say so), npm otherwise. */
export function detectPackageManager(env: NodeJS.ProcessEnv): PackageManager {
  const name = env.npm_config_user_agent?.split('/')[0];
  return PACKAGE_MANAGERS.find((manager) => manager === name) ?? 'npm';
}

/** The Python inside a virtual environment, relative to the project. */
export const VENV_PYTHON =
  process.platform === 'win32' ? path.join('.venv', 'Scripts', 'python.exe') : '.venv/bin/python';

/** Variables that would point git at another repository than the one of the folder it runs in. */
export const NO_GIT_OVERRIDES = {
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
};

/**
 * Asks git a question about a folder.
 *
 * @returns what git printed, or undefined when it failed or is missing
 */
export async function gitOutput(cwd: string, args: readonly string[]): Promise<string | undefined> {
  const { execa } = await import('execa');
  const result = await execa('git', args, {
    cwd,
    env: NO_GIT_OVERRIDES,
    reject: false,
    timeout: 20_000,
  });
  return result.failed ? undefined : result.stdout;
}
