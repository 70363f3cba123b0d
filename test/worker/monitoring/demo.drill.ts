// The demo, watched from its first second to its last: everything goes as it should, and no alert fires.
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { freePort } from '../../../dev/ports.js';
import { runDemoWith } from '../../dev/demo/run-demo.js';
import { firedIn, PROMTOOL_MISSING } from '../../support/promtool.js';
import { scrape, type Scrape } from '../../support/scrapes.js';

const EVERY_MS = 500;
/** Each scrape stands for this many minutes: what lasts seconds here would have to last as long as the rules ask for. */
const MINUTES_EACH = 2;

it.skipIf(PROMTOOL_MISSING !== undefined)('no alert fires in the demo', { timeout: 300_000 }, async () => {
  const address = `127.0.0.1:${await freePort()}`;
  const over = new AbortController();
  const demo = runDemoWith({ SEALFLOW_METRICS_ADDRESS: address }).finally(() => over.abort());
  const scrapes: Scrape[] = [];
  while (!over.signal.aborted) {
    const samples = await scrape(`http://${address}/metrics`).catch(() => undefined);
    // Before the worker is there, and once the demo stops it, nobody is to be called.
    if (samples?.has('sealflow_database_up')) scrapes.push(samples);
    await pause(EVERY_MS);
  }
  const { code, errors } = await demo;
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(scrapes.length).toBeGreaterThan(3);
  const placed = 'sealflow_step_attempts_total{step="prepareAndPlace",outcome="done"}';
  const counted = [...(scrapes.at(-1) ?? [])].filter(([name]) => name.startsWith(placed));
  expect(counted.map(([, value]) => Number(value) > 0)).toEqual([true]);
  expect(
    [...(scrapes.at(-1)?.keys() ?? [])].some((name) =>
      name.startsWith('temporal_worker_task_slots_available'),
    ),
  ).toBe(true);
  expect(await firedIn(scrapes.map((samples) => ({ scrape: samples, minutes: MINUTES_EACH })))).toEqual([]);
});
