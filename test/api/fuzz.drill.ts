/** What a program might send, by the thousand: no answer is a server's error, every answer is as the document says. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFuzzedWorld, fuzzWorld } from '../support/api/fuzzed-world.js';
import type { ServedWorld } from '../support/api/served-world.js';

let served: ServedWorld;

beforeAll(async () => {
  served = await createFuzzedWorld();
}, 120_000);
afterAll(() => served.stop());

it('5,000 requests are answered as the document says', async () => {
  const seed = Math.floor(Math.random() * 1e9);
  const { faults, byStatus, succeeded, neverSucceeded } = await fuzzWorld(served, 5_000, seed);
  expect(faults, `seed ${seed}: ${JSON.stringify(byStatus)}`).toEqual([]);
  // What is never done right is hardly asked at all.
  expect(succeeded.size, `never: ${neverSucceeded.join(', ')}`).toBeGreaterThan(25);
}, 1_800_000);
