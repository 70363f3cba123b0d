/** One death within a merged step, the costliest: the CA has the order, and nobody was told. All others are in the drill beside it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMortalWorld, linesOfAll, playDeathAfter, type MortalWorld } from './deaths-between-lines.js';

let mortal: MortalWorld;
beforeAll(async () => {
  mortal = await createMortalWorld();
});
afterAll(() => mortal.world.stop());

it('an order whose first step dies once the CA has taken it is placed and bought once', async () => {
  const { prepareAndPlace: lines } = await linesOfAll(mortal);
  const placed = lines.indexOf('ca placeOrder') + 1;
  expect(placed).toBeGreaterThan(1);
  await playDeathAfter(mortal, 'prepareAndPlace', placed);
});
