// What time it is for what a worker does beside its activities: its rounds of tidying ask the same doors.
import { expect, it } from 'vitest';
import { attemptClock } from '../../activities/attempt-clock.js';

it('outside of an attempt it is this machine’s time', () => {
  const before = Date.now();
  const told = attemptClock();
  expect(told).toBeGreaterThanOrEqual(before);
  expect(told).toBeLessThanOrEqual(Date.now());
});
