/** What was validated before is used again for as long as the dated rules allow, and not a day longer; what lapses is redone. */
import { defaultPayloadConverter } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderFormInput } from '../../../client/orders/creating.js';
import { loadOrganizationCheck } from '../../../db/statements/organization/checks.js';
import { domainValidationReuse, organizationReuse } from '../../../domain/catalogue/dated-rules.js';
import { isSm2Reusable } from '../../../domain/catalogue/sm2-reuse.js';
import type { OrganizationStanding } from '../../../workflows/activity-contract/organization.js';
import { MovedClock } from '../../support/moved-clock.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import {
  actUntilEnd,
  orderForCompany,
  organizationAt,
  organizationTrack,
  passWhenAsked,
  uploadLetter,
  waitsInHistory,
  type CompanyProduct,
} from '../../support/organization-orders.js';
import { CONTACT } from '../../support/organizations.js';
import {
  actAsSubscriber,
  ended,
  eventsOf,
  leftBehind,
  remoteActivitiesOf,
  standing,
  looksNow,
} from '../../support/orders.js';
import { until } from '../../support/until.js';
import { WatchedOrderClient } from '../../support/watched-order-client.js';

const DAY_MS = 86_400_000;
const GEOTRUST: CompanyProduct = { brand: 'geotrust', type: 'ov' };
const SM2: CompanyProduct = { brand: 'dnspod-sm2', type: 'ov' };

const clock = new MovedClock();
let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld(clock.options);
  clock.set(0);
});
afterAll(() => world.stop());

/** The steps of the way that somebody had to take; none where the company was known. */
async function stepsTaken(orderId: string): Promise<string[]> {
  const { organization } = await waitsInHistory(world, orderId);
  return organization.filter((wait) => wait !== 'ca-organization');
}

/** What the activity's results in the history say, oldest first. */
async function resultsOf<Result>(orderId: string, activity: string): Promise<Result[]> {
  const events = await eventsOf(world, orderId);
  const scheduled = events.filter(
    ({ activityTaskScheduledEventAttributes: told }) => told?.activityType?.name === activity,
  );
  const ids = new Set(scheduled.map(({ eventId }) => String(eventId)));
  return events.flatMap(({ activityTaskCompletedEventAttributes: completed }) => {
    const [payload] = completed?.result?.payloads ?? [];
    if (!payload || !ids.has(String(completed?.scheduledEventId))) return [];
    return [defaultPayloadConverter.fromPayload<Result>(payload)];
  });
}

async function issuedFor(
  product: CompanyProduct,
  label: string,
  fields: Partial<OrderFormInput> = {},
): Promise<string> {
  const orderId = await orderForCompany(world, product, label, fields);
  expect(await actUntilEnd(world, orderId)).toMatchObject({ state: 'issued' });
  return orderId;
}

/** Of long ago: there, only the CA's own list tells what lies with it. */
async function issuedDaysAgo(days: number, product: CompanyProduct, label: string): Promise<string> {
  return await clock.daysAgo(days, async () => {
    const orderId = await orderForCompany(world, product, label);
    if (product.brand === 'dnspod-sm2') {
      await organizationAt(world, orderId, 'ca-organization');
      await uploadLetter(world, orderId);
      await passWhenAsked(world, orderId, 'manual-review');
    } else await passWhenAsked(world, orderId, 'public-record-check');
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    return orderId;
  });
}

describe('a check on public record', () => {
  const YEAR = organizationReuse('geotrust', 'ov', new Date()) ?? 0;

  /** Another name for the same company. */
  function again(label: string): Partial<OrderFormInput> {
    return { names: [`again-${label}.example.com`] };
  }

  it('is used again for the same company: no step is left, and the history says why', async () => {
    await issuedFor(GEOTRUST, 'same');
    const orderId = await issuedFor(GEOTRUST, 'same', again('same'));
    expect(await stepsTaken(orderId)).toEqual([]);
    expect(await resultsOf<OrganizationStanding>(orderId, 'lookAtOrganization')).toMatchObject([
      { valid: true, reused: true, lapsed: false },
    ]);
    expect(await remoteActivitiesOf(world, orderId)).not.toContain('awaitOrganization');
    const check = await loadOrganizationCheck(world.dependencies.database, 'default', orderId);
    expect(check).toMatchObject({ status: 'valid', reused: true });
  });

  it('is used again where the form names the earlier order', async () => {
    const earlier = await issuedFor(GEOTRUST, 'named');
    const fields = { ...again('named'), reuseOrganizationOf: earlier };
    expect(await stepsTaken(await issuedFor(GEOTRUST, 'named', fields))).toEqual([]);
  });

  it('is made anew for another company', async () => {
    await issuedFor(GEOTRUST, 'one');
    expect(await stepsTaken(await issuedFor(GEOTRUST, 'other'))).toEqual(['ca-public-record']);
  });

  it('is made anew by another brand', async () => {
    await issuedFor(GEOTRUST, 'brands');
    const orderId = await issuedFor({ brand: 'securesite', type: 'ov' }, 'brands', again('brands'));
    expect(await stepsTaken(orderId)).toEqual(['ca-public-record']);
  });

  it('of OV does not serve EV, and of EV serves OV', async () => {
    const ev: CompanyProduct = { brand: 'geotrust', type: 'ev' };
    await issuedFor(GEOTRUST, 'types');
    expect(await stepsTaken(await issuedFor(ev, 'types', again('types')))).toEqual(['ca-public-record']);
    await issuedFor(ev, 'types-ev');
    expect(await stepsTaken(await issuedFor(GEOTRUST, 'types-ev', again('types-ev')))).toEqual([]);
  });

  it('is made anew for another account', async () => {
    await issuedFor(GEOTRUST, 'accounts');
    const { temporal, taskQueue, dependencies } = world;
    const { database, masterKeys } = dependencies;
    const orders = new WatchedOrderClient({ temporal, database, masterKeys, taskQueue, account: 'another' });
    const theirs = { ...world, orders };
    const orderId = await orderForCompany(theirs, GEOTRUST, 'accounts', again('accounts'));
    expect(await actUntilEnd(theirs, orderId)).toMatchObject({ state: 'issued' });
    expect(await stepsTaken(orderId)).toEqual(['ca-public-record']);
  });

  it('is used again on the last day of its period', async () => {
    await issuedDaysAgo(YEAR - 1, GEOTRUST, 'last-day');
    expect(await stepsTaken(await issuedFor(GEOTRUST, 'last-day', again('last-day')))).toEqual([]);
  });

  it('is made anew one day later: a second more counts as another day', async () => {
    await issuedDaysAgo(YEAR, GEOTRUST, 'day-late');
    const orderId = await issuedFor(GEOTRUST, 'day-late', again('day-late'));
    expect(await stepsTaken(orderId)).toEqual(['ca-public-record']);
  });
});

describe('SM2', () => {
  const WHOLE_WAY = ['subscriber-application-form', 'reviewer-application'];
  /** Days ago, to the last one from which 13 calendar months reach until today. */
  const MONTHS_13 = [...Array(420).keys()].findLast((days) =>
    isSm2Reusable(new Date(Date.now() - days * DAY_MS), new Date(Date.now() + DAY_MS / 24)),
  );

  it('asks the same type with the same information for nothing, on the last day of 13 calendar months', async () => {
    await issuedDaysAgo(MONTHS_13 ?? 0, SM2, 'sm2-again');
    const orderId = await orderForCompany(world, SM2, 'sm2-again');
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    expect(await stepsTaken(orderId)).toEqual([]);
    const activities = await remoteActivitiesOf(world, orderId);
    for (const skipped of ['confirmDomainControl', 'publishValidations', 'awaitOrganization', 'handInLetter'])
      expect(activities).not.toContain(skipped);
    expect(await world.orders.letters.list(orderId)).toEqual([]);
  });

  it('asks for everything one day later', async () => {
    await issuedDaysAgo((MONTHS_13 ?? 0) + 1, SM2, 'sm2-late');
    const orderId = await issuedFor(SM2, 'sm2-late');
    expect(await stepsTaken(orderId)).toEqual(WHOLE_WAY);
    expect(await remoteActivitiesOf(world, orderId)).toContain('confirmDomainControl');
  });

  it('asks another type, or the same with other information, for form and review, but not for the names', async () => {
    await issuedFor(SM2, 'sm2-other');
    const ev = await issuedFor({ brand: 'dnspod-sm2', type: 'ev' }, 'sm2-other');
    const contact = { ...CONTACT, phone: '+86 13800000099' };
    const informed = await issuedFor(SM2, 'sm2-other', { contact });
    for (const orderId of [ev, informed]) {
      expect(await stepsTaken(orderId)).toEqual(WHOLE_WAY);
      expect(await remoteActivitiesOf(world, orderId)).not.toContain('confirmDomainControl');
    }
  });

  it('asks for the names again where another company orders them', async () => {
    await issuedFor(SM2, 'sm2-names');
    const names = ['sm2-names.example.com'];
    const orderId = await issuedFor(SM2, 'sm2-names-other', { names });
    expect(await remoteActivitiesOf(world, orderId)).toContain('confirmDomainControl');
  });
});

describe('what lapses while an order waits', () => {
  /** Older than a random value may be, too: the record is another one then. */
  const DOMAIN_DAYS = Math.max(31, domainValidationReuse('geotrust', 'ov', new Date()) ?? 0);

  /** At a CA where the names are proven, the company not yet. */
  async function namesProven(orderId: string): Promise<void> {
    await until(`the names of ${orderId} are proven`, async () => {
      const { tracks } = await world.orders.show(orderId);
      return tracks.find(({ track }) => track === 'domain')?.status === 'done';
    });
  }

  it('a domain validation is redone before issuance, by itself where we publish the record', async () => {
    const orderId = await clock.daysAgo(DOMAIN_DAYS, async () => {
      const placed = await orderForCompany(world, GEOTRUST, 'lapsed-domain');
      await namesProven(placed);
      return placed;
    });
    await passWhenAsked(world, orderId, 'public-record-check');
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    const collected = await resultsOf<{ outcome: string; reason?: string }>(orderId, 'collectCertificate');
    expect(collected.map(({ outcome }) => outcome)).toEqual(['validation-lost', 'issued']);
    expect(collected[0]?.reason).toMatch(/no longer accepts the proof .* days have passed/);
    await expectFreshNames(orderId);
    expect(await leftBehind(world, orderId)).toEqual([]);
  });

  it('a domain validation that the subscriber has to redo is asked for, and the order says why', async () => {
    const orderId = await clock.daysAgo(DOMAIN_DAYS, async () => {
      const placed = await orderForCompany(world, GEOTRUST, 'lapsed-by-hand', { validation: 'manual-dns' });
      await actAsSubscriber(world, await standing(world, placed, 'subscriber-dns'));
      await looksNow(world, placed);
      await namesProven(placed);
      return placed;
    });
    await passWhenAsked(world, orderId, 'public-record-check');
    const view = await until('the subscriber is asked again', async () => {
      const shown = await world.orders.show(orderId);
      const isNew = shown.validations.every(({ status }) => status === 'pending');
      return shown.waitingOn === 'subscriber-dns' && isNew && shown.reason?.includes('replaced') && shown;
    });
    expect(view.reason).toMatch(
      /no longer accepts the proof for lapsed-by-hand.example.com: .*days have passed/,
    );
    await actAsSubscriber(world, view);
    await looksNow(world, orderId);
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    await expectFreshNames(orderId);
  });

  it('a check of the company is redone before issuance, and the order says why', async () => {
    await issuedDaysAgo(369, GEOTRUST, 'lapsed-company');
    const names = ['waits-for-its-names.example.com'];
    const orderId = await clock.daysAgo(5, async () => {
      const placed = await orderForCompany(world, GEOTRUST, 'lapsed-company', {
        names,
        validation: 'manual-dns',
      });
      await standing(world, placed, 'subscriber-dns');
      await until('the earlier check is taken', async () => {
        const { tracks } = await world.orders.show(placed);
        return tracks.find(({ track }) => track === 'organization')?.status === 'done';
      });
      return placed;
    });
    await actAsSubscriber(world, await world.orders.show(orderId));
    await looksNow(world, orderId);
    const track = organizationTrack(await organizationAt(world, orderId, 'ca-public-record'));
    expect(track?.reason).toMatch(/validated on .* days have passed/);
    expect(await actUntilEnd(world, orderId)).toMatchObject({ state: 'issued' });
    const { organization } = (await world.dependencies.ca.findByReference(orderId)) ?? {};
    expect(organization).toMatchObject({ status: 'valid', reused: false });
    expect(Date.parse(organization?.validatedAt ?? '')).toBeGreaterThan(Date.now() - DAY_MS);
  });

  it('is no ground to issue on: what the CA issued all the same is revoked, and nobody gets it', async () => {
    // A day more, since a certificate begins a little before it is signed.
    const orderId = await clock.daysAgo(DOMAIN_DAYS + 1, async () => {
      const placed = await orderForCompany(world, GEOTRUST, 'issued-on-lapsed');
      await namesProven(placed);
      return placed;
    });
    await world.caControls.beHostile({ mode: 'lapsed-validation', times: 1 });
    await passWhenAsked(world, orderId, 'public-record-check');
    const end = await ended(world, orderId);
    expect(end.state).toBe('rejected');
    expect(end.reason).toMatch(
      /issued on what it could not use any more: the validation of issued-on-lapsed.example.com \(.*\) had lapsed/,
    );
    expect(end.certificateId).toBeUndefined();
    expect(await remoteActivitiesOf(world, orderId)).toContain('revokeMisissued');
    expect(await leftBehind(world, orderId)).toEqual([]);
  });

  async function expectFreshNames(orderId: string): Promise<void> {
    const { validations } = (await world.dependencies.ca.findByReference(orderId)) ?? {};
    for (const { validatedAt } of validations ?? [])
      expect(Date.parse(validatedAt ?? '')).toBeGreaterThan(Date.now() - DAY_MS);
  }
});
