import { execa } from 'execa';
import { OWN_CHECKS } from '../e2e/ownChecks.ts';
import type { Matrix } from './describeMatrix.ts';
import { useUv } from './prepare.ts';

export const DJANGO: Matrix = {
  stack: 'django',
  // One cache for all: every package is downloaded and unpacked once.
  async install({ directory: cwd }) {
    const uv = await useUv();
    await execa(uv, ['venv', '--quiet', '--python', 'python3', '.venv'], { cwd });
    await execa(uv, ['pip', 'install', '--quiet', '--requirements', 'requirements-dev.txt'], {
      cwd,
    });
  },
  checks: OWN_CHECKS.django,
};
