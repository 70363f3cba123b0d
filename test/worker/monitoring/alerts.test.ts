// One alert of each kind of cause, as the drill beside it plays all of them; and the rules as Prometheus reads them.
import { describe, expect, it } from 'vitest';
import { promtool, PROMTOOL_MISSING, RULES } from '../../support/promtool.js';
import { CAUSES, playCause } from './causes.js';

const HERE = [
  'no worker takes an order up',
  'the CA answers with errors',
  'the master key of what is sealed is missing',
];

if (PROMTOOL_MISSING !== undefined) process.stderr.write(`Alerts are not tested: ${PROMTOOL_MISSING}.\n`);

describe.skipIf(PROMTOOL_MISSING !== undefined)('alert rules', () => {
  it('are what Prometheus reads', async () => {
    expect(await promtool('check', 'rules', RULES)).toMatch(/SUCCESS: \d+ rules found/);
  });

  it.each(CAUSES.filter(({ name }) => HERE.includes(name)).map((cause) => [cause.name, cause] as const))(
    'fire when %s, and before it not',
    async (_name, cause) => {
      expect(cause.fires).not.toEqual([]);
      await playCause(cause);
    },
  );
});
