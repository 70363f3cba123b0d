/** Alias, tags and project: set, changed, taken away, and searched by; certificates by state and expiry as well. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CERTIFICATE_STATES } from '../../../domain/certificates/words.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { order, standing } from '../../support/orders.js';
import { refusalOf } from '../../support/refusal-of.js';

let world: OrderWorld;
let first: string;
let second: string;

beforeAll(async () => {
  world = await createOrderWorld();
  first = await order(world, 'first.example.com', {
    alias: 'Shop 100%_front',
    tags: [{ key: 'team', value: 'web' }],
    project: 'shop',
  });
  second = await order(world, 'second.example.com');
  await Promise.all([standing(world, first, 'issued'), standing(world, second, 'issued')]);
}, 60_000);
afterAll(async () => {
  await world.stop();
});

async function found(filter: Parameters<OrderWorld['orders']['list']>[0]): Promise<string[]> {
  return (await world.orders.list(filter)).map(({ orderId }) => orderId);
}

describe('labels', () => {
  it('begin as the form has them, on the order and on its certificate', async () => {
    const labels = { alias: 'Shop 100%_front', tags: [{ key: 'team', value: 'web' }], project: 'shop' };
    expect(await world.orders.show(first)).toMatchObject(labels);
    expect(await world.orders.certificates.show(first)).toMatchObject(labels);
    expect(await world.orders.show(second)).toMatchObject({ alias: null, tags: [], project: null });
  });

  it('find orders: part of an alias in any case, a tag with or without value, a project', async () => {
    expect(await found({ alias: 'shop 100%_' })).toEqual([first]);
    // Neither is a wildcard.
    expect(await found({ alias: 'shop%' })).toEqual([]);
    expect(await found({ alias: 'front_' })).toEqual([]);
    expect(await found({ tag: { key: 'team' } })).toEqual([first]);
    expect(await found({ tag: { key: 'team', value: 'web' } })).toEqual([first]);
    expect(await found({ tag: { key: 'team', value: 'ops' } })).toEqual([]);
    expect(await found({ project: 'shop', alias: 'front' })).toEqual([first]);
    expect(await found({ project: 'sho' })).toEqual([]);
  });

  it('are set, changed and taken away, of an order and of a certificate each by itself', async () => {
    const { orders } = world;
    const tags = [
      { key: 'a', value: '1' },
      { key: 'b', value: '' },
    ];
    expect(await orders.setLabels(second, { alias: 'two', tags })).toMatchObject({ alias: 'two', tags });
    const changed = await orders.setLabels(second, {
      addTags: [{ key: 'a', value: '2' }],
      removeTags: ['b'],
      project: 'p',
    });
    expect(changed).toMatchObject({ alias: 'two', tags: [{ key: 'a', value: '2' }], project: 'p' });
    expect(await orders.certificates.show(second)).toMatchObject({ alias: null, tags: [], project: null });
    expect(await orders.setLabels(second, { alias: null, tags: null, project: null })).toMatchObject({
      alias: null,
      tags: [],
      project: null,
    });
    expect(await orders.certificates.setLabels(second, { alias: 'of the certificate' })).toMatchObject({
      alias: 'of the certificate',
    });
    expect(await orders.certificates.list({ alias: 'OF THE' })).toHaveLength(1);
  });

  it('are refused where the order form would refuse them, and stay as they were', async () => {
    const { orders } = world;
    const tag = { key: 'k', value: 'v' };
    for (const [changes, field] of [
      [{ alias: 'x'.repeat(201) }, 'alias'],
      [{ project: ' ' }, 'project'],
      [{ tags: Array.from({ length: 51 }, () => tag) }, 'tags'],
      [{ addTags: [{ key: '', value: 'v' }] }, 'addTags'],
    ] as const) {
      expect(await refusalOf(orders.setLabels(first, changes))).toMatchObject({
        code: 'InvalidInput',
        field,
      });
    }
    expect(await orders.show(first)).toMatchObject({ project: 'shop' });
  });
});

describe('certificates', () => {
  it('are found by every state they can be in, by name and by expiry', async () => {
    const { certificates } = world.orders;
    const { database } = world.dependencies;
    const [one, two] = [await certificates.show(first), await certificates.show(second)];
    expect(await certificates.list({ name: 'FIRST.example.com' })).toHaveLength(1);
    expect(await certificates.list({ expiresBefore: one.notBefore })).toEqual([]);
    expect(await certificates.list({ expiresBefore: '2099-01-01' })).toHaveLength(2);
    for (const expiresBefore of ['soon', '2026-02-30', '1', '12/31/2026'])
      expect((await refusalOf(certificates.list({ expiresBefore }))).code).toBe('InvalidInput');
    expect(await refusalOf(certificates.list({ expiresBefore: 'soon' }))).toMatchObject({
      field: 'expiresBefore',
    });
    for (const change of [
      'not_after = not_after',
      "not_after = now() + interval '29 days'",
      "not_after = now() - interval '2 seconds'",
      `replaced_by = '${two.certificateId}', replaced_at = now() - interval '1 second'`,
      "revoked_at = now() - interval '1 second'",
    ]) {
      await database.query(`update certificates set ${change} where certificate_id = $1`, [
        one.certificateId,
      ]);
      const { state } = await certificates.show(one.certificateId);
      for (const wanted of CERTIFICATE_STATES) {
        const ids = (await certificates.list({ state: wanted })).map(({ certificateId }) => certificateId);
        expect(ids.includes(one.certificateId), `${state} by ${wanted}`).toBe(wanted === state);
      }
    }
  });
});
