// Every alert, by what it is for: it fires once the cause is there, alone, and is silent before.
import { describe, expect, it } from 'vitest';
import { PROMTOOL_MISSING } from '../../support/promtool.js';
import { CAUSES, playCause } from './causes.js';

describe.skipIf(PROMTOOL_MISSING !== undefined)('an alert fires', () => {
  it.each(CAUSES.map((cause) => [cause.name, cause] as const))(
    'when %s',
    { timeout: 120_000 },
    async (_name, cause) => {
      await playCause(cause);
      expect(cause.fires.length).toBeGreaterThan(0);
    },
  );
});
