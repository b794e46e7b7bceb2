import { OWN_CHECKS } from '../e2e/ownChecks.ts';
import { describeMatrix } from './describeMatrix.ts';
import { useUv } from './uv.ts';

describeMatrix({
  stack: 'django',
  prepare: useUv,
  // One cache for all: every package is downloaded and unpacked once.
  async install(starter) {
    const uv = await useUv();
    await starter.run([uv, 'venv', '--quiet', '.venv']);
    await starter.run([uv, 'pip', 'install', '--quiet', '--requirements', 'requirements-dev.txt']);
  },
  checks: OWN_CHECKS.django,
});
