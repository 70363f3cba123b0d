// One alert of each kind of cause, as the drills beside it play all of them; the rules as Prometheus reads them; and that each
// of them has a cause among the drills.
import { describe, expect, it } from 'vitest';
import { alertRules } from '../../support/asked-metrics.js';
import { promtool, PROMTOOL_MISSING, RULES } from '../../support/promtool.js';
import { CAUSES, playCause } from './causes.js';
import { PROCESS_CAUSES } from './process-causes.js';

const HERE = [
  'no worker takes an order up',
  'the CA answers with errors',
  'the master key of what is sealed is missing',
];

if (PROMTOOL_MISSING !== undefined) process.stderr.write(`Alerts are not tested: ${PROMTOOL_MISSING}.\n`);

describe('the causes that the drills bring about', () => {
  const causes = [...CAUSES, ...PROCESS_CAUSES];

  it('fire every rule there is, and none that there is not', () => {
    const fired = new Set(causes.flatMap(({ fires }) => fires));
    expect([...fired].sort()).toEqual(
      alertRules()
        .map(({ alert }) => alert)
        .sort(),
    );
  });

  it('are told apart, and each fires something', () => {
    expect(new Set(causes.map(({ name }) => name)).size).toBe(causes.length);
    expect(causes.filter(({ fires }) => fires.length === 0)).toEqual([]);
  });
});

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
