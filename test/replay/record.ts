/** Records the history of every scenario, for this release; never over one that is there. Run it as README.md says. */
import { it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { createOrderWorld } from '../support/order-world.js';
import { createSkippedTimeWorld } from '../support/skipped-time.js';
import { keepHistory, refuseRecordedBefore } from './history-files.js';
import { play, type Scenario } from './scenario.js';
import { SCENARIOS } from './scenarios.js';

/** The release that these histories are the first of; given where the version was not raised yet. */
const RELEASE = process.env['RELEASE'] ?? packageJson.version;

it.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
  'records %s',
  async (name, scenario) => {
    refuseRecordedBefore(name, RELEASE);
    const history = await (scenario.skipsTime ? playInSkippedTime(scenario) : playNow(scenario));
    keepHistory(name, RELEASE, history);
  },
  // 75 days are some thousand looks at a real CA, on whatever machine.
  900_000,
);

async function playNow(scenario: Scenario) {
  const world = await createOrderWorld(scenario.options);
  try {
    return await play(scenario, { world, skipped: undefined });
  } finally {
    await world.stop();
  }
}

/** The CA lives in the same skipped time. */
async function playInSkippedTime(scenario: Scenario) {
  const skipped = await createSkippedTimeWorld(scenario.options);
  try {
    return await play(scenario, { world: skipped.world, skipped });
  } finally {
    await skipped.stop();
  }
}
