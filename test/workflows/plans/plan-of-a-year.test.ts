/** A plan of one year on skipped time, as the house does it. Plans of three years are a drill: plan-of-years.drill.ts. */
import { afterAll, beforeAll, it, vi } from 'vitest';
import { createSkippedTimeWorld, type SkippedTimeWorld } from '../../support/skipped-time.js';
import { expectWholePlan } from './whole-plan.js';

vi.setConfig({ testTimeout: 240_000 });

let skipped: SkippedTimeWorld;
beforeAll(async () => {
  skipped = await createSkippedTimeWorld();
});
afterAll(() => skipped.stop());

it('has as many certificates as the dated rules need, without a gap, to its last day', async () => {
  await expectWholePlan(skipped, { name: 'one-year.example.com', years: 1 });
});
