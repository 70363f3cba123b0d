/** Records order histories for replay, on request only: see test/replay/README.md. */
import { defineConfig } from 'vitest/config';
import tests from './vitest.config.js';

export default defineConfig({ test: { ...tests.test, include: ['test/replay/record.ts'] } });
