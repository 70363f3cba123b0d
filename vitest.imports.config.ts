// `npm run check` holds the structure (import rules; commands and settings are told) without starting a server; `npm test` runs
// the same files among all others.
import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['test/structure/**/*.test.ts'] } });
