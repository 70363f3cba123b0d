// `npm run check` holds the import rules without starting a server; `npm test` runs the same file among all others.
import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['test/structure/**/*.test.ts'] } });
