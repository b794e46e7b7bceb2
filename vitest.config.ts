import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The long ones first, or the last of them would run alone: those of real projects. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => /[\\/]e2e[\\/]/.test(moduleId);
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => Number(isLong(b)) - Number(isLong(a)));
  }
}

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/matrix/**'],
    // Real installs and real servers; no test judges speed by this limit.
    testTimeout: 120_000,
    hookTimeout: 600_000,
    sequence: { sequencer: LongFirst },
    // Much of the time is waiting: for installs, for servers, for slow clients to be cut off.
    maxWorkers: Math.max(3, availableParallelism()),
  },
});
