import { execa } from 'execa';
import { nameOf, OWN_CHECKS } from '../e2e/ownChecks.ts';
import { binaryOf, NODES, withNode } from '../tools/runtimes.ts';
import type { Matrix } from './describeMatrix.ts';

const [oldest] = NODES;

export const NODE: Matrix = {
  stack: 'node',
  // Made for a Node that runs it, so that it brings none along.
  ...(oldest && { node: binaryOf(oldest) }),
  async install({ directory }) {
    const quiet = ['--prefer-offline', '--no-audit', '--no-fund'];
    await execa('npm', ['install', ...quiet], { cwd: directory });
  },
  checks: NODES.length
    ? NODES.flatMap((version) =>
        OWN_CHECKS.node.map((check) => ({
          ...check,
          name: `on Node ${version} ${nameOf(check)}`,
          env: withNode(binaryOf(version)),
        })),
      )
    : OWN_CHECKS.node,
};
