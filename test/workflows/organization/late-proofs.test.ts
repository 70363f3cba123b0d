// A CA that says only after the letter what is to be shown for the names: the order is placed, the letter handed in, and the names follow.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CaOrder, CertificateAuthority } from '../../../activities/ca/certificate-authority.js';
import { OrderFailure } from '../../../domain/failures.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { actUntilEnd, orderForCompany, organizationAt } from '../../support/organization-orders.js';

/** Until it has a letter, it neither tells what is to be shown nor looks at any name. */
function silentBeforeTheLetter(ca: CertificateAuthority): CertificateAuthority {
  const told = (order: CaOrder): CaOrder =>
    order.status === 'validating' && order.organization?.letters.length === 0
      ? { ...order, validations: [], proofsFollow: true }
      : order;
  return {
    ...ca,
    placeOrder: async (request) => told(await ca.placeOrder(request)),
    findByReference: async (reference) => {
      const found = await ca.findByReference(reference);
      return found && told(found);
    },
    orderStatus: async (caReference) => told(await ca.orderStatus(caReference)),
    challenges: async (caReference, method) => {
      const order = told(await ca.challenges(caReference, method));
      if (!order.proofsFollow) return order;
      throw new OrderFailure('StillWaiting', 'not told yet', { retryAfterMs: 200 });
    },
  };
}

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({
    changedDoors: (name, real) =>
      name === 'ca'
        ? (silentBeforeTheLetter(real as unknown as CertificateAuthority) as unknown as typeof real)
        : real,
  });
});
afterAll(() => world.stop());

it.each([
  ['globalsign', 'subscriber-letter'],
  ['dnspod-sm2', 'subscriber-application-form'],
] as const)('%s: the letter first, then the names, then the certificate', async (brand, wait) => {
  const orderId = await orderForCompany(world, { brand, type: 'ov' }, `late-${brand}`);
  const before = await organizationAt(world, orderId, wait);
  expect(before.validations).toEqual([]);
  const ended = await actUntilEnd(world, orderId);
  expect(ended.state).toBe('issued');
  expect(ended.validations.length).toBeGreaterThan(0);
});
