/** A name that was proven for one company is not proven for another one, nor for nobody (ordering rules, section 5). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CertificateAuthority } from '../../../activities/ca/certificate-authority.js';
import { createDevelopmentCa } from '../../../activities/ca/providers/development/index.js';
import type { OrderFormInput } from '../../../client/orders/creating.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { COMPANY } from '../../support/organizations.js';
import {
  actAsSubscriber,
  ended,
  looksNow,
  order,
  remoteActivitiesOf,
  standing,
  statusAtCa,
} from '../../support/orders.js';
import { until } from '../../support/until.js';

const OURS = { ...COMPANY, fullName: '甲有限公司' };
const THEIRS = { ...COMPANY, fullName: '乙有限公司' };

/** SM2 keys are the brand's own. */
const SM2: Partial<OrderFormInput> = {
  brand: 'dnspod-sm2',
  type: 'dv',
  csr: undefined,
  validation: 'manual-dns',
};

async function proven(world: OrderWorld, name: string, fields: Partial<OrderFormInput>): Promise<void> {
  const orderId = await order(world, name, { ...SM2, ...fields });
  await prove(world, orderId);
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
}

async function prove(world: OrderWorld, orderId: string): Promise<void> {
  await actAsSubscriber(world, await standing(world, orderId, 'subscriber-dns'));
  await looksNow(world, orderId);
}

/** The same name once more; nothing that was shown for the order before is there any more. */
async function again(world: OrderWorld, name: string, fields: Partial<OrderFormInput>): Promise<string> {
  await world.dns.zone.remove(`_dnsauth.${name}`, 'TXT');
  return await order(world, name, { ...SM2, ...fields });
}

const PAIRS = [
  ['another company', 'another', { company: OURS }, { company: THEIRS }],
  ['no company, after one', 'nobody-after', { company: OURS }, {}],
  ['a company, after none', 'somebody-after', {}, { company: OURS }],
  ['no company, twice', 'nobody', {}, {}],
] as const;

describe('names of SM2', () => {
  let world: OrderWorld;
  beforeAll(async () => {
    world = await createOrderWorld();
  });
  afterAll(() => world.stop());

  it.each([
    ['the same company', 'same', OURS],
    // Whitespace and width say nothing of who it is (domain/organization/company-identity.ts).
    ['the same company, written otherwise', 'otherwise', { ...OURS, fullName: ' 甲 有限公司' }],
  ])('are proven once for %s', async (_which, label, company) => {
    const name = `once-${label}.example.com`;
    await proven(world, name, { company: OURS });
    expect(await ended(world, await again(world, name, { company }))).toMatchObject({ state: 'issued' });
  });

  it.each(PAIRS)('are proven anew for %s', async (_which, label, first, second) => {
    const name = `anew-${label}.example.com`;
    await proven(world, name, first);
    const orderId = await again(world, name, second);
    await standing(world, orderId, 'subscriber-dns');
    expect(await statusAtCa(world, orderId)).toBe('validating');
    await prove(world, orderId);
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });
});

describe('a CA that forgets the company', () => {
  /** To this CA every order is for one and the same company. */
  function fakeForgetfulCa(real: () => CertificateAuthority): CertificateAuthority {
    return new Proxy({} as CertificateAuthority, {
      get: (_, property: keyof CertificateAuthority) =>
        property === 'placeOrder'
          ? (request: Parameters<CertificateAuthority['placeOrder']>[0]) =>
              real().placeOrder({ ...request, companyReference: 'everybody' })
          : (Reflect.get(real(), property) as unknown),
    });
  }

  let world: OrderWorld;
  beforeAll(async () => {
    const real = () => createDevelopmentCa({ url: world.caControls.url, token: world.caControls.token });
    world = await createOrderWorld({ overrides: { ca: fakeForgetfulCa(real) } });
  });
  afterAll(() => world.stop());

  it('is believed for the same company', async () => {
    await proven(world, 'believed.example.com', { company: OURS });
    const orderId = await again(world, 'believed.example.com', { company: OURS });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });

  it.each(PAIRS)(
    'is not believed for %s: nothing is delivered until the name is shown',
    async (_which, label, first, second) => {
      const name = `forgotten-${label}.example.com`;
      await proven(world, name, first);
      const orderId = await again(world, name, second);
      await until('the CA has issued', async () => (await statusAtCa(world, orderId)) === 'issued');
      await standing(world, orderId, 'subscriber-dns');
      await world.orders.check(orderId);
      const { state, waitingOn, certificateId } = await world.orders.show(orderId);
      expect({ state, waitingOn, certificateId }).toEqual({
        state: 'validating',
        waitingOn: 'subscriber-dns',
        certificateId: null,
      });
      await prove(world, orderId);
      expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    },
  );

  it('revokes what is not delivered where the order is withdrawn', async () => {
    await proven(world, 'withdrawn.example.com', { company: OURS });
    const orderId = await again(world, 'withdrawn.example.com', { company: THEIRS });
    await until('the CA has issued', async () => (await statusAtCa(world, orderId)) === 'issued');
    await standing(world, orderId, 'subscriber-dns');
    await world.orders.cancel(orderId);
    const { state, certificateId } = await ended(world, orderId);
    expect({ state, certificateId }).toEqual({ state: 'cancelled', certificateId: undefined });
    expect(await remoteActivitiesOf(world, orderId)).toContain('revokeMisissued');
  });
});
