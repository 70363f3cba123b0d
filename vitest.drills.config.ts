/** `npm run test:drills`: kill matrices, interleavings, years on skipped time and whole catalogues, by what all tests share. */
import { defineConfig } from 'vitest/config';
import tests from './vitest.config.js';

export default defineConfig({ test: { ...tests.test, include: ['test/**/*.drill.ts'] } });
