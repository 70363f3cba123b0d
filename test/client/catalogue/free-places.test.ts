/** Places of free certificates under many at once: exactly so many hold, and a refusal leaves nothing behind. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordProgress } from '../../../db/statements/orders/row.js';
import { placeReleaseAt } from '../../../domain/catalogue/free-places.js';
import { Refusal } from '../../../domain/refusals.js';
import { refusalOf } from '../../support/refusal-of.js';
import { DAY_MS, FreePlacesWorld, freeForm, HOUR_MS, PROCESS_DIED } from './free-places-world.js';

/** 200 at once, each with its transactions under one lock: on a machine that is busy with other files as well. */
const CROWD_TIMEOUT_MS = 180_000;

let world: FreePlacesWorld;

beforeAll(async () => {
  world = await FreePlacesWorld.open();
});

afterAll(async () => {
  await world.close();
});

/** Places them all at once; resolves to how many were taken, and the refusals of the others. */
async function placeAll(
  orders: readonly (readonly [account: string, name: string])[],
): Promise<{ held: string[]; refusals: Refusal[] }> {
  const outcomes = await Promise.allSettled(
    orders.map(async ([account, name]) => await world.client(account).create({ form: freeForm(name) })),
  );
  const held = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.orderId] : []));
  const errors = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
  );
  for (const error of errors) if (!(error instanceof Refusal)) throw error;
  return { held, refusals: errors as Refusal[] };
}

/** Rows of refused orders would be rows too many. */
async function expectOnly(held: readonly string[], accounts: readonly string[]): Promise<void> {
  const stored = await Promise.all(accounts.map((account) => world.orderIds(account)));
  expect(stored.flat().sort()).toEqual([...held].sort());
  expect(await Promise.all(held.map((orderId) => world.hasWorkflow(orderId)))).not.toContain(false);
}

describe('200 free orders at once', { timeout: CROWD_TIMEOUT_MS }, () => {
  it('of one account and one domain: exactly 20 hold', async () => {
    const { held, refusals } = await placeAll(
      Array.from({ length: 200 }, (_, index) => ['one', `n${index}.one-domain.com`] as const),
    );
    expect(held).toHaveLength(20);
    expect(new Set(refusals.map(({ code, field }) => `${code} ${field}`))).toEqual(
      new Set(['RefusedInThisState names']),
    );
    expect(refusals[0]?.message).toMatch(/below one-domain\.com are taken \(20 of 20\)/);
    await expectOnly(held, ['one']);
    expect(await world.client('one').freePlaces.show()).toEqual({
      perAccount: { limit: 50, taken: 20, nextReleaseAt: null },
      domains: [{ domain: 'one-domain.com', limit: 20, taken: 20, nextReleaseAt: null }],
    });
  });

  it('of one account over many domains: exactly 50 hold', async () => {
    const { held, refusals } = await placeAll(
      Array.from({ length: 200 }, (_, index) => ['many', `www.many-${index}.co.uk`] as const),
    );
    expect(held).toHaveLength(50);
    expect(new Set(refusals.map(({ field }) => field))).toEqual(new Set(['type']));
    await expectOnly(held, ['many']);
  });

  it('of two accounts below one domain: they share the 20', async () => {
    const { held } = await placeAll(
      Array.from(
        { length: 200 },
        (_, index) => [index % 2 ? 'left' : 'right', `n${index}.shared.com.cn`] as const,
      ),
    );
    expect(held).toHaveLength(20);
    await expectOnly(held, ['left', 'right']);
    const { domains } = await world.client('left').freePlaces.show();
    expect(domains).toMatchObject([{ domain: 'shared.com.cn', taken: 20 }]);
  });
});

describe('a place', () => {
  it('is one for the same request again, and for a form handed in later', async () => {
    const client = world.client('again');
    const request = { form: freeForm('www.again.com'), idempotencyKey: 'again' };
    const answers = await Promise.all([1, 2, 3, 4].map(() => client.create(request)));
    expect(new Set(answers.map(({ orderId }) => orderId)).size).toBe(1);
    await client.create({ form: { brand: 'trustasia', type: 'dv-free' } });
    expect((await client.freePlaces.show()).perAccount.taken).toBe(1);
  });

  it('is not taken by paid products', async () => {
    const client = world.client('paid');
    await client.create({ form: { ...freeForm('www.paid.com'), type: 'dv' } });
    expect((await client.freePlaces.show()).perAccount.taken).toBe(0);
  });

  it.each(['cancelled', 'rejected', 'expired'] as const)(
    'is given back by an order that ends %s',
    async (state) => {
      const client = world.client(state);
      const { orderId } = await client.create({ form: freeForm(`www.${state}.com`) });
      expect((await client.freePlaces.show()).perAccount.taken).toBe(1);
      await recordProgress(world.database, { orderId, sequence: 3, state });
      expect((await client.freePlaces.show()).perAccount.taken).toBe(0);
      // A late write of an earlier stand takes nothing back.
      expect(await recordProgress(world.database, { orderId, sequence: 2, state: 'validating' })).toBe(false);
      expect((await client.freePlaces.show()).perAccount.taken).toBe(0);
    },
  );

  it('is released 24 hours after expiry, or after revocation, to the millisecond', async () => {
    const client = world.client('released');
    const until = async (instant: number): Promise<number> => {
      world.instant = instant;
      return (await client.freePlaces.show()).perAccount.taken;
    };
    const [expires, revoked] = await Promise.all(
      ['expires', 'revoked'].map((name) => client.create({ form: freeForm(`${name}.released.com`) })),
    );
    if (!expires || !revoked) throw new Error('no orders');
    await world.issue(expires.orderId, 'released', 'expires.released.com', 90);
    await world.issue(revoked.orderId, 'released', 'revoked.released.com', 90);
    await world.revoke(revoked.orderId);
    const notAfter = world.now() + 90 * DAY_MS;
    const ofRevoked = placeReleaseAt(notAfter, world.now());
    const ofExpired = placeReleaseAt(notAfter, undefined);
    expect((await client.freePlaces.show()).perAccount.nextReleaseAt).toBe(new Date(ofRevoked).toISOString());
    expect(await until(ofRevoked - 1)).toBe(2);
    expect(await until(ofRevoked)).toBe(1);
    expect(await until(ofExpired - 1)).toBe(1);
    expect(await until(ofExpired)).toBe(0);
    world.instant = world.beginning;
  });

  it('is counted at the domain for the same CA’s free certificates from elsewhere', async () => {
    const upload = async (id: string, name: string, days: number, issuer: string, fingerprint = id) =>
      await world.database.query(
        `insert into certificates (certificate_id, source, account, names, serial_number, fingerprint_sha256, issuer,
                                   not_before, not_after, certificate_pem, chain_pem)
         values ($1, 'uploaded', 'somebody', array[$2], $1, $5, $4, now(), now() + make_interval(days => $3), '', '')`,
        [id, name, days, issuer, fingerprint],
      );
    await upload('free', 'a.elsewhere.com', 90, 'CN=TrustAsia RSA DV TLS CA');
    await upload('same', 'a.elsewhere.com', 90, 'CN=TrustAsia RSA DV TLS CA', 'free');
    await upload('paid', 'b.elsewhere.com', 199, 'CN=TrustAsia RSA DV TLS CA');
    await upload('other-ca', 'c.elsewhere.com', 90, 'CN=Somebody Else');
    await upload('other-domain', 'not-elsewhere.com', 90, 'CN=TrustAsia RSA DV TLS CA');
    const client = world.client('elsewhere');
    await client.create({ form: freeForm('www.elsewhere.com') });
    expect(await client.freePlaces.show()).toMatchObject({
      perAccount: { taken: 1 },
      domains: [{ domain: 'elsewhere.com', taken: 2 }],
    });
  });
});

describe('an order that was stored and never started', () => {
  it('holds its place for 15 minutes, and gives it to whoever finds none left', async () => {
    const form = freeForm('lost.crashed.com');
    const lost = world.dyingClient('crashed').create({ form, orderId: 'lost-order' });
    await expect(lost).rejects.toThrow(PROCESS_DIED);
    const client = world.client('crashed');
    for (let index = 0; index < 19; index++) await client.create({ form: freeForm(`n${index}.crashed.com`) });
    const last = { form: freeForm('last.crashed.com') };
    expect(await refusalOf(client.create(last))).toMatchObject({ field: 'names' });

    world.instant = world.beginning + HOUR_MS;
    await client.create(last);
    expect(await world.orderIds('crashed')).not.toContain('lost-order');
    expect((await client.freePlaces.show()).domains).toMatchObject([{ taken: 20 }]);
    world.instant = world.beginning;
  });

  it('of another account is no client’s to remove; the next sweep of a worker frees what it held at a shared domain', async () => {
    const lost = world
      .dyingClient('gone')
      .create({ form: freeForm('lost.shared.com'), orderId: 'gone-order' });
    await expect(lost).rejects.toThrow(PROCESS_DIED);
    const client = world.client('stays');
    for (let index = 0; index < 19; index++) await client.create({ form: freeForm(`n${index}.shared.com`) });

    world.instant = world.beginning + HOUR_MS;
    const last = { form: freeForm('last.shared.com') };
    expect(await refusalOf(client.create(last))).toMatchObject({ field: 'names' });
    expect((await client.freePlaces.show()).domains).toMatchObject([{ taken: 20 }]);
    expect((await client.sweep()).removed).toEqual([]);
    expect(await world.orderIds('gone')).toEqual(['gone-order']);

    expect(await world.workersSweep()).toEqual(['gone-order']);
    expect((await client.freePlaces.show()).domains).toMatchObject([{ taken: 19 }]);
    await client.create(last);
    world.instant = world.beginning;
  });

  it('that runs after all is kept', async () => {
    const client = world.client('runs');
    const { orderId } = await client.create({ form: freeForm('www.runs.com') });
    await world.database.query('update orders set started_at = null where order_id = $1', [orderId]);
    world.instant = world.beginning + HOUR_MS;
    expect(await client.sweep()).toEqual({ removed: [], found: [orderId] });
    expect((await client.freePlaces.show()).perAccount.taken).toBe(1);
    world.instant = world.beginning;
  });
});
