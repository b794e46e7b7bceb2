import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Real installs and real servers; no test judges speed by this limit.
    testTimeout: 120_000,
    hookTimeout: 600_000,
  },
});
