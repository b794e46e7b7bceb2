import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/matrix/**'],
    // Real installs and real servers; no test judges speed by this limit.
    testTimeout: 120_000,
    hookTimeout: 600_000,
    // Much of the time is waiting: for installs, for servers, for slow clients to be cut off.
    maxWorkers: Math.max(3, availableParallelism()),
  },
});
