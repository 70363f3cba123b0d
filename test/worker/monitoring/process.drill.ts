// Every alert that only a worker's own process can show, by what it is for: it fires once the cause is there, alone.
import { describe, expect, it } from 'vitest';
import { PROMTOOL_MISSING } from '../../support/promtool.js';
import { PROCESS_CAUSES, playProcessCause } from './process-causes.js';

describe.skipIf(PROMTOOL_MISSING !== undefined)('an alert fires', { timeout: 400_000 }, () => {
  it.each(PROCESS_CAUSES.map((cause) => [cause.name, cause] as const))('when %s', async (_name, cause) => {
    await playProcessCause(cause);
    expect(cause.fires.length).toBeGreaterThan(0);
  });
});
