import { execa } from 'execa';
import { OWN_CHECKS } from '../e2e/ownChecks.ts';
import { pythonTool } from '../tools/pythonTool.ts';
import { describeMatrix } from './describeMatrix.ts';

const useUv = () => pythonTool('uv', '0.13.8');

describeMatrix({
  stack: 'django',
  prepare: useUv,
  // One cache for all: every package is downloaded and unpacked once.
  async install({ directory: cwd }) {
    const uv = await useUv();
    await execa(uv, ['venv', '--quiet', '.venv'], { cwd });
    await execa(uv, ['pip', 'install', '--quiet', '--requirements', 'requirements-dev.txt'], {
      cwd,
    });
  },
  checks: OWN_CHECKS.django,
});
