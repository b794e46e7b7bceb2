import { defineConfig } from 'vitest/config';

/** Real projects of every pair of features: `npm run test:matrix`. */
export default defineConfig({
  test: {
    include: ['tests/matrix/*.test.ts'],
    globalSetup: ['tests/matrix/prepare.ts'],
    testTimeout: 900_000,
    hookTimeout: 600_000,
    // One for each file: much of the time is waiting, for servers of the projects' own tests.
    maxWorkers: 4,
  },
});
