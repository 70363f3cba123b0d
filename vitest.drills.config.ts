/** `npm run test:drills`: kill matrices, interleavings, years on skipped time and whole catalogues, by what all tests share. */
import { defineConfig } from 'vitest/config';
import tests from './vitest.config.js';

export default defineConfig({
  test: {
    ...tests.test,
    include: ['test/**/*.drill.ts'],
    setupFiles: ['test/support/time-left.ts'],
    // Those that kill start many processes side by side: more files at once only make each other slow.
    maxWorkers: 2,
    // What a page or an order comes to, beside other drills on two cores.
    expect: { poll: { timeout: 60_000 } },
  },
});
