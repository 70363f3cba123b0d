/** What a CPU profile is summed up to: whose code the worker's time was spent in. */
import { expect, it } from 'vitest';
import { selfTimes } from '../../bench/profile/self-times.js';

const frame = (functionName: string, url = '') => ({ functionName, url });

it('leaves out what was idle, and what the profiler took for itself', () => {
  const profile = {
    nodes: [
      { id: 1, callFrame: frame('(root)'), children: [2, 3, 5] },
      { id: 2, callFrame: frame('(idle)') },
      { id: 3, callFrame: frame('post', 'node:inspector'), children: [4] },
      { id: 4, callFrame: frame('dispatch') },
      { id: 5, callFrame: frame('place', 'file:///app/dist/activities/orders/placement.js'), children: [6] },
      { id: 6, callFrame: frame('dispatch') },
    ],
    samples: [2, 3, 4, 5, 6],
    timeDeltas: [50_000, 10_000, 400_000, 3_000, 1_000],
  };
  const { busyMs, byPackage } = selfTimes(profile);
  expect(busyMs).toBe(4);
  expect(byPackage).toEqual([
    { what: 'our activities/', ms: 3, share: 0.75 },
    { what: '(native)', ms: 1, share: 0.25 },
  ]);
});
