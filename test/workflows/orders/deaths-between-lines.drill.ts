/** Every merged step dies after each of its lines in turn: after each statement, and each call to the CA, to DNS and to Temporal. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  createMortalWorld,
  linesOfAll,
  MERGED_STEPS,
  playDeathAfter,
  type MergedStep,
  type MortalWorld,
} from './deaths-between-lines.js';

vi.setConfig({ testTimeout: 600_000 });

let mortal: MortalWorld;
let lines: Record<MergedStep, readonly string[]>;
beforeAll(async () => {
  mortal = await createMortalWorld();
  // The first one of a process may ask for more.
  lines = await linesOfAll(mortal);
});
afterAll(() => mortal.world.stop());

it.each(MERGED_STEPS)('%s, after each of its lines', async (step) => {
  expect(lines[step].length).toBeGreaterThan(2);
  const problems: string[] = [];
  for (let after = 1; after <= lines[step].length; after++)
    await playDeathAfter(mortal, step, after).catch((error: unknown) => {
      problems.push(`after ${after} (${lines[step][after - 1] ?? ''}): ${String(error)}`);
    });
  expect(problems).toEqual([]);
});
