/** How the tests run: against one real Postgres and one real Temporal server, started once for all of them. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    // Loading the code costs a file more than most of its tests do, so a process loads it once. No test changes a module.
    isolate: false,
    // Every file brings workers of its own: more at once only make each other slow.
    maxWorkers: 2,
    testTimeout: 60_000,
    // The first run may have to build the Temporal server.
    hookTimeout: 180_000,
    teardownTimeout: 60_000,
  },
});
