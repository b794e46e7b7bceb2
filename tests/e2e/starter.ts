import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import type { FeatureId, StackId } from '../../src/types.ts';
import type { Env } from '../contract/server.ts';

export const CLI = path.join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

/** A project that was generated and installed by the built command line. */
export interface Starter {
  readonly stack: StackId;
  readonly directory: string;
  /** What it was made with, its database included. */
  readonly features: readonly FeatureId[];
  /** Runs a command in it and gives its output; throws with that output when it fails. */
  run(command: readonly string[], env?: Env): Promise<string>;
  remove(): void;
}

/** What a starter's own processes get to see: nothing of the caller but where programs are. */
export function bareEnv(extra: Env = {}): Env {
  const { PATH = '', HOME = tmpdir(), SystemRoot } = process.env;
  return { PATH, HOME, ...(SystemRoot && { SystemRoot }), ...extra };
}

/**
 * Generates and installs a project in a new folder, exactly as a user without a terminal would.
 *
 * @param args flags after the folder
 * @param input text for standard input (`--answers -`)
 * @param node the Node that runs the command line
 * @param env variables beside those of this process
 */
export async function makeStarter(
  stack: StackId,
  args: readonly string[] = ['--template', stack],
  { name = 'my-app', input = '', node = process.execPath, env = {} as Env } = {},
): Promise<Starter> {
  const parent = mkdtempSync(path.join(tmpdir(), `stackstart-${stack}-`));
  const directory = path.join(parent, name);
  await execa(node, [CLI, directory, ...args], { input, env, all: true });
  const record = JSON.parse(readFileSync(path.join(directory, '.stackstart.json'), 'utf8'));
  return {
    stack,
    directory,
    features: [record.db, ...record.features],
    async run([file = '', ...rest], env = {}) {
      const result = await execa(file, rest, {
        cwd: directory,
        env: bareEnv(env),
        extendEnv: false,
        all: true,
      });
      return result.all;
    },
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}
