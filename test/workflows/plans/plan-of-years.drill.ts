/** Plans of three years on skipped time: one certificate after the other, in time, without anyone asking, until the plan is over. */
import { afterEach, beforeEach, describe, it, vi } from 'vitest';
import { createSkippedTimeWorld, type SkippedTimeWorld } from '../../support/skipped-time.js';
import { expectWholePlan } from './whole-plan.js';

// Years of certificates, each with real DNS and a real CA.
vi.setConfig({ testTimeout: 240_000 });

/** Each plan is bought today: years that another one has lived through would change the rules. */
let skipped: SkippedTimeWorld;
beforeEach(async () => {
  skipped = await createSkippedTimeWorld();
});
afterEach(() => skipped.stop());

describe.each([
  ['three years, the next certificate 15 days before the old one ends', '*.fifteen.example.com', 15],
  ['three years, 30 days before', '*.thirty.example.com', 30],
] as const)('%s', (_what, name, lead) => {
  it('has as many certificates as the dated rules need, without a gap, to its last day', async () => {
    await expectWholePlan(skipped, { name, years: 3, lead });
  });
});
