// What rules and boards ask of Temporal's engine is what it tells: a real worker is scraped after an order, a workflow that it
// can't run, and the end of its way to Temporal. These names are the engine's own, and another version of it may change them.
import { expect, it } from 'vitest';
import { askedMetrics } from '../../support/asked-metrics.js';
import { createOrderWorld } from '../../support/order-world.js';
import { ended, order } from '../../support/orders.js';
import { labelsOf, nameOf, scrape, type Scrape } from '../../support/scrapes.js';
import { until } from '../../support/until.js';
import { has, startNewerStory } from './process-causes.js';
import { startLine, startWatchedProcess } from './watched-process.js';

const ASKED = askedMetrics().filter(({ name }) => name.startsWith('temporal_'));

/** Every series that has all that is asked of it. */
function answersTo({ name, labels }: (typeof ASKED)[number], samples: Scrape): string[] {
  return [...samples.keys()].filter((series) => {
    const told = labelsOf(series).map(([label]) => label);
    return nameOf(series) === name && labels.every((label) => told.includes(label));
  });
}

it('a worker tells all that is asked of its engine, by the labels that are asked for', async () => {
  const world = await createOrderWorld({ worker: false });
  const line = await startLine(world.environment.TEMPORAL_ADDRESS ?? '');
  const worker = await startWatchedProcess(world, { TEMPORAL_ADDRESS: line.address });
  try {
    expect((await ended(world, await order(world, 'www.example.com'))).state).toBe('issued');
    await startNewerStory(world);
    const failed = 'temporal_workflow_task_execution_failed_total';
    await until('a failing workflow task', async () => has(await scrape(worker.url), failed));
    line.cut();
    const unreached = 'temporal_long_request_failure_total';
    const samples = await until('failing polls', async () => {
      const now = await scrape(worker.url);
      return has(now, unreached) && now;
    });
    expect(samples.get('sealflow_temporal_metrics_up')).toBe('1');
    expect(ASKED.length).toBeGreaterThan(5);
    expect(ASKED.filter((asked) => answersTo(asked, samples).length === 0)).toEqual([]);
  } finally {
    await worker.stop();
    await world.stop();
  }
});
