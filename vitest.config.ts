/** How the tests run: against one real Postgres and one real Temporal server, started once for all of them. */
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.js';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    // Loading the code costs a file more than most of its tests do, so a process loads it once. No test changes a module.
    isolate: false,
    // Two cores are idle for a third of the time with two files at once, since orders wait for servers; with three they are not.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    // The first run may have to build the Temporal server.
    hookTimeout: 180_000,
    teardownTimeout: 60_000,
  },
});
