/** A CA on its bad days, request by request: the order is issued all the same, and the CA has exactly one. */
import { expect, it } from 'vitest';
import type { HostilePath } from '../../../domain/development/ca.js';
import { createOrderWorld } from '../../support/order-world.js';
import { ended, leftBehind, order, statusAtCa } from '../../support/orders.js';

const PATHS: readonly HostilePath[] = ['place', 'validate', 'status', 'certificate'];

// Each in a world of its own, since a CA has one bad day at a time; side by side, since most of it is waiting.
it.concurrent.each([
  ['accept-then-drop', {}],
  ['rate-limit', { retryAfterSeconds: 1 }],
  ['rate-limit-bare', {}],
  ['server-error', {}],
  ['maintenance-page', {}],
  ['maintenance-page', { httpStatus: 200 }],
] as const)('one request of each kind meets %s %j', async (mode, more) => {
  const world = await createOrderWorld({ issuanceDelayMs: 300 });
  try {
    for (const path of PATHS) {
      await world.caControls.beHostile({ mode, path, times: 1, ...more });
      const orderId = await order(world, `${path}.example.com`);
      expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
      expect(await world.caControls.hostility()).toBeUndefined();
      expect(await statusAtCa(world, orderId)).toBe('issued');
      expect(await leftBehind(world, orderId)).toEqual([]);
    }
  } finally {
    await world.stop();
  }
});
