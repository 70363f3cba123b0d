/** Some of what a program might send: no answer is a server's error, every answer is as the document says. More: fuzz.drill.ts. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFuzzedWorld, fuzzWorld } from '../support/api/fuzzed-world.js';
import type { ServedWorld } from '../support/api/served-world.js';

let served: ServedWorld;

beforeAll(async () => {
  served = await createFuzzedWorld();
}, 120_000);
afterAll(() => served.stop());

it('four of each operation are answered as the document says', async () => {
  const { faults, succeeded } = await fuzzWorld(served, 450, 20_261_127);
  expect(faults).toEqual([]);
  expect(succeeded.size).toBeGreaterThan(25);
}, 240_000);
