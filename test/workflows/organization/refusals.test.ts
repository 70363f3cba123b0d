/** Every refusal of ordering rules, section 6: told with its reason, and nothing of it stored, signalled or handed to the CA. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrderClient } from '../../../client/order-client.js';
import { storeLetter } from '../../../db/statements/organization/letters.js';
import type { Refusal } from '../../../domain/refusals.js';
import type { OrganizationWait } from '../../../domain/waits.js';
import { confirmationLetterUploaded, repairOrganization } from '../../../workflows/messages.js';
import { runHere } from '../../support/command-line.js';
import { letterFile } from '../../support/letter-files.js';
import { MovedClock } from '../../support/moved-clock.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import {
  actUntilEnd,
  companyForm,
  EVERYBODY,
  orderForCompany,
  organizationAt,
  organizationTrack,
  passWhenAsked,
  uploadLetter,
  type CompanyProduct,
} from '../../support/organization-orders.js';
import { CONTACT, PHONE_CHANNEL } from '../../support/organizations.js';
import { ended, eventsOf, leftBehind, settledEvents, workflowOf } from '../../support/orders.js';
import { refusalOf } from '../../support/refusal-of.js';
import { until } from '../../support/until.js';

const MEGABYTE = 1024 * 1024;

const clock = new MovedClock();
let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld(clock.options);
  clock.set(0);
});
afterAll(() => world.stop());

/** Everything that a request could have left anywhere. */
async function tracesOf(orderId: string) {
  const { database, ca } = world.dependencies;
  const rowsOf = async (table: string) =>
    (await database.query(`select * from ${table} where order_id = $1 order by 1`, [orderId])).rows;
  return {
    events: await settledEvents(world, orderId),
    letters: await rowsOf('letters'),
    details: await rowsOf('organization_details'),
    organizationAtCa: (await ca.findByReference(orderId))?.organization,
  };
}

/** The refusal of a request to a living or ended order, of which nothing is left. */
async function refusedWithoutTrace(orderId: string, request: () => Promise<unknown>): Promise<Refusal> {
  const before = await tracesOf(orderId);
  const refusal = await refusalOf(request());
  expect(await tracesOf(orderId)).toEqual(before);
  return refusal;
}

/** Waits until only the organization is waited for, so that nothing happens by itself meanwhile. */
async function restingAt(product: CompanyProduct, label: string, wait: OrganizationWait): Promise<string> {
  const orderId = await orderForCompany(world, product, label);
  await organizationAt(world, orderId, wait);
  await until('the other proof waits for nobody', async () => {
    const { tracks } = await world.orders.show(orderId);
    return tracks.find(({ track }) => track === 'domain')?.status !== 'open';
  });
  return orderId;
}

/** What the activities in the history answered, as JSON. */
async function resultsOf(orderId: string): Promise<string[]> {
  const events = await eventsOf(world, orderId);
  return events.flatMap(({ activityTaskCompletedEventAttributes: completed }) =>
    (completed?.result?.payloads ?? []).map(({ data }) => Buffer.from(data ?? []).toString()),
  );
}

function upload(orderId: string, content: Uint8Array) {
  return () => world.orders.letters.upload(orderId, { content, sentBy: 'tests' });
}

describe('a letter is refused', () => {
  it.each(['geotrust', 'securesite', 'trustasia'] as const)(
    'by %s, which has taken none since 2025-04-20',
    async (brand) => {
      const orderId = await restingAt({ brand, type: 'ov' }, `no-letter-${brand}`, 'ca-public-record');
      const refusal = await refusedWithoutTrace(orderId, upload(orderId, letterFile('pdf')));
      expect(refusal.code).toBe('RefusedInThisState');
      expect(refusal.message).toBe(
        `${brand} has taken no confirmation letter since 2025-04-20: the company is checked by phone or e-mail on public record`,
      );
    },
  );

  it.each([
    ['wotrus', 'subscriber-emails', 'e-mails'],
    ['dnspod', 'subscriber-mailbox', 'phone and the mailbox'],
  ] as const)('by %s, which asks for something else', async (brand, wait, instead) => {
    const orderId = await restingAt({ brand, type: 'ov' }, `other-way-${brand}`, wait);
    const refusal = await refusedWithoutTrace(orderId, upload(orderId, letterFile('pdf')));
    expect(refusal.code).toBe('RefusedInThisState');
    expect(refusal.message).toContain(instead);
  });

  it('by SM2 as a .png, also where it is named .pdf', async () => {
    const orderId = await restingAt(SM2, 'sm2-png', 'subscriber-application-form');
    const png = letterFile('png');
    const refusal = await refusedWithoutTrace(orderId, upload(orderId, png));
    expect(refusal).toMatchObject({
      code: 'InvalidInput',
      field: 'content',
      message: 'The file is image/png by its content: not accepted, whatever its name says',
      accepted: 'a .jpg, .gif, .pdf file of at most 1.4 MB',
    });

    const path = join(world.dataDir, 'form.pdf');
    await writeFile(path, png);
    const before = await tracesOf(orderId);
    const told = await runHere(['letter', 'upload', orderId, path, '--json'], world.environment);
    expect(told.exitCode).not.toBe(0);
    expect(told.stdout + told.stderr).toContain('image/png by its content');
    expect(await tracesOf(orderId)).toEqual(before);
  });

  it.each([
    ['dnspod-sm2', 'subscriber-application-form'],
    ['globalsign', 'subscriber-letter'],
    ['cfca', 'subscriber-letter'],
  ] as const)('by %s with 1.5 MB', async (brand, wait) => {
    const orderId = await restingAt({ brand, type: 'ov' }, `large-${brand}`, wait);
    const large = letterFile('pdf', 1.5 * MEGABYTE);
    expect(await refusedWithoutTrace(orderId, upload(orderId, large))).toMatchObject({
      code: 'InvalidInput',
      field: 'content',
      message: `The file has ${1.5 * MEGABYTE} bytes: more than 1.4 MB (1468006)`,
      accepted: expect.stringContaining('1.4 MB') as string,
    });
  });

  it('by SM2 as the second one, in review and already before', async () => {
    const orderId = await restingAt(SM2, 'sm2-second', 'subscriber-application-form');
    await uploadLetter(world, orderId);
    await organizationAt(world, orderId, 'reviewer-application');
    const refusal = await refusedWithoutTrace(orderId, upload(orderId, letterFile('jpeg', 3_000)));
    expect(refusal.code).toBe('RefusedInThisState');
    expect(refusal.message).toContain('the CA takes one upload, and no second one');
    expect(refusal.message).toContain('sealflow order resubmit');
  });

  it('while another one is in review', async () => {
    const orderId = await restingAt(GLOBALSIGN, 'in-review', 'subscriber-letter');
    await uploadLetter(world, orderId);
    await organizationAt(world, orderId, 'reviewer-letter');
    const refusal = await refusedWithoutTrace(orderId, upload(orderId, letterFile('pdf', 3_000)));
    expect(refusal).toMatchObject({
      code: 'RefusedInThisState',
      message: 'Version 1 lies with the CA for review: a new one can follow when it is rejected',
    });
  });

  it.each(['issued', 'cancelled'] as const)('by an order that is %s', async (state) => {
    const orderId = await restingAt(GLOBALSIGN, `late-${state}`, 'subscriber-letter');
    if (state === 'cancelled') await world.orders.cancel(orderId);
    else await actUntilEnd(world, orderId);
    expect(await ended(world, orderId)).toMatchObject({ state });
    const refusal = await refusedWithoutTrace(orderId, upload(orderId, letterFile('pdf', 3_000)));
    expect(refusal).toMatchObject({
      code: 'RefusedInThisState',
      message: `The order is ${state}: it can't be given a letter`,
    });
  });

  it('by the order of another account, of which it is not said that there is one', async () => {
    const orderId = await restingAt(GLOBALSIGN, 'not-theirs', 'subscriber-letter');
    const { database, masterKeys } = world.dependencies;
    const { temporal, taskQueue } = world;
    const other = new OrderClient({ temporal, database, masterKeys, taskQueue, account: 'another' });
    const refusal = await refusedWithoutTrace(orderId, () =>
      other.letters.upload(orderId, { content: letterFile('pdf'), sentBy: 'a stranger' }),
    );
    expect(refusal).toMatchObject({ code: 'NotFound', field: 'orderId' });
  });
});

describe('WoTrus', () => {
  it('refuses to write again and takes no other address, and says that the way out is a new order', async () => {
    const orderId = await restingAt({ brand: 'wotrus', type: 'ov' }, 'no-resend', 'subscriber-emails');
    const mails = await until('both mails are sent', async () => {
      const written = await world.caControls.mailsOf(orderId);
      return written.length === 2 && written.every(({ sentAt }) => sentAt !== null) && written;
    });

    const resend = await refusedWithoutTrace(orderId, () => world.orders.resendEmails(orderId));
    expect(resend.code).toBe('RefusedInThisState');
    expect(resend.message).toContain("can't be sent again");
    expect(resend.message).toContain(`sealflow order resubmit ${orderId}`);

    const contact = { ...CONTACT, email: 'else@people.example' };
    const change = await refusedWithoutTrace(orderId, () => world.orders.repairContact(orderId, contact));
    expect(change).toMatchObject({
      code: 'InvalidInput',
      field: 'contact',
      message: "wotrus doesn't take another contact for an order that is under way",
      accepted: `the order cancelled, edited and submitted anew: \`sealflow order resubmit ${orderId}\``,
    });
    expect(await world.caControls.mailsOf(orderId)).toEqual(mails);
  });
});

describe('a repair is refused', () => {
  it.each([
    ['globalsign', 'subscriber-letter', 'letter, contact'],
    ['dnspod', 'subscriber-mailbox', 'contact'],
  ] as const)('of the channel by %s, which looks at no public record', async (brand, wait, accepted) => {
    const orderId = await restingAt({ brand, type: 'ov' }, `channel-${brand}`, wait);
    const refusal = await refusedWithoutTrace(orderId, () =>
      world.orders.repairChannel(orderId, PHONE_CHANNEL),
    );
    expect(refusal).toMatchObject({ code: 'InvalidInput', field: 'channel', accepted });
    expect(refusal.message).toContain(`${brand} doesn't take another channel`);
  });

  it('of contact and channel once the company is validated', async () => {
    const orderId = await orderForCompany(world, GEOTRUST, 'validated', { validation: 'manual-dns' });
    await organizationAt(world, orderId, 'ca-public-record');
    await EVERYBODY['ca-public-record']?.(world, orderId);
    await until('the company is validated', async () => {
      const { tracks } = await world.orders.show(orderId);
      return tracks.find(({ track }) => track === 'organization')?.status === 'done';
    });
    const refusals = [
      await refusedWithoutTrace(orderId, () => world.orders.repairChannel(orderId, PHONE_CHANNEL)),
      await refusedWithoutTrace(orderId, () => world.orders.repairContact(orderId, CONTACT)),
    ];
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ code: 'RefusedInThisState', accepted: 'a new order' });
      expect(refusal.message).toContain('The organization is validated');
    }
  });
});

describe('reuse of an earlier check is refused', () => {
  async function refusedOrder(product: CompanyProduct, label: string, earlier: string): Promise<Refusal> {
    const before = await ordersAnywhere();
    const form = { ...companyForm(product, label), names: [`again-${label}.example.com`] };
    const refusal = await refusalOf(world.orders.create({ form: { ...form, reuseOrganizationOf: earlier } }));
    expect(await ordersAnywhere()).toEqual(before);
    return refusal;
  }

  async function ordersAnywhere() {
    const ours = await world.orders.list({ limit: 1_000 });
    const atCa = await world.caControls.orders();
    return [ours, atCa].map((orders) => orders.length);
  }

  it('for another company', async () => {
    const earlier = await orderForCompany(world, GEOTRUST, 'first-company');
    expect(await actUntilEnd(world, earlier)).toMatchObject({ state: 'issued' });
    expect(await refusedOrder(GEOTRUST, 'second-company', earlier)).toMatchObject({
      code: 'InvalidInput',
      field: 'reuseOrganizationOf',
      message: 'That order was for another company (full name and country differ)',
      accepted: expect.stringContaining('the same company') as string,
    });
  });

  it('one day too late', async () => {
    // A year of 365 days is over with its last second (ordering rules, section 9).
    const earlier = await clock.daysAgo(365, async () => {
      const orderId = await orderForCompany(world, GEOTRUST, 'too-late');
      await passWhenAsked(world, orderId, 'public-record-check');
      expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
      return orderId;
    });
    const refusal = await refusedOrder(GEOTRUST, 'too-late', earlier);
    expect(refusal).toMatchObject({ code: 'InvalidInput', field: 'reuseOrganizationOf' });
    expect(refusal.message).toMatch(/^The company was validated at .* UTC: that could be used until .* UTC$/);
    expect(refusal.accepted).toContain('recent enough');
  });

  it('by a brand that asks every time', async () => {
    const earlier = await orderForCompany(world, GLOBALSIGN, 'every-time');
    expect(await actUntilEnd(world, earlier)).toMatchObject({ state: 'issued' });
    expect(await refusedOrder(GLOBALSIGN, 'every-time', earlier)).toMatchObject({
      code: 'InvalidInput',
      field: 'reuseOrganizationOf',
      message: 'globalsign asks for a letter every time: no earlier check is used',
      accepted: 'the form without reuseOrganizationOf',
    });
  });

  it('of an order that nobody knows', async () => {
    expect(await refusedOrder(GEOTRUST, 'unknown-earlier', 'ord_nobody')).toMatchObject({
      code: 'NotFound',
      field: 'reuseOrganizationOf',
    });
  });
});

describe('what passes our door and not the CA’s leaves the order waiting, with the reason', () => {
  it('a letter that is not what it is said to be; a right one is taken afterwards', async () => {
    const orderId = await restingAt(GLOBALSIGN, 'ca-refuses', 'subscriber-letter');
    const { letterId } = await storeLetter(world.dependencies.database, {
      subject: { orderId },
      document: 'confirmation-letter',
      uploads: 'until-accepted',
      contentType: 'application/pdf',
      content: letterFile('gif'),
      uploadedBy: 'tests',
    });
    await workflowOf(world, orderId).signal(confirmationLetterUploaded, { letterId });
    const waiting = await until('the refusal is told', async () => {
      const track = organizationTrack(await world.orders.show(orderId));
      return track?.reason?.includes('refused') && track;
    });
    expect(waiting).toMatchObject({ waitingOn: 'subscriber-letter', party: 'subscriber' });
    expect(waiting.reason).toContain('image/gif by its content');
    expect(await world.orders.letters.list(orderId)).toMatchObject([
      { version: 1, status: 'refused', reason: expect.stringContaining('image/gif') as string },
    ]);

    expect(await actUntilEnd(world, orderId)).toMatchObject({ state: 'issued' });
    expect(await world.orders.letters.list(orderId)).toMatchObject([
      { version: 1, status: 'refused' },
      { version: 2, status: 'accepted' },
    ]);
  });

  it('a signal that names no letter, or another order’s', async () => {
    const orderId = await restingAt(GLOBALSIGN, 'wrong-letter', 'subscriber-letter');
    const others = await orderForCompany(world, GLOBALSIGN, 'right-letter', { validation: 'manual-dns' });
    await organizationAt(world, others, 'subscriber-letter');
    const { letterId } = await world.orders.letters.upload(others, {
      content: letterFile('pdf', 2_000, others),
      sentBy: 'tests',
    });
    await organizationAt(world, others, 'reviewer-letter');

    const handle = workflowOf(world, orderId);
    const looksBefore = (await settledEvents(world, orderId)).length;
    for (const named of ['letter_nobody', letterId])
      await handle.signal(confirmationLetterUploaded, { letterId: named });
    await until(
      'the order has looked',
      async () => (await settledEvents(world, orderId)).length > looksBefore,
    );
    const track = organizationTrack(await organizationAt(world, orderId, 'subscriber-letter'));
    expect(track?.reason).toContain('a confirmation letter is needed');
    expect((await world.dependencies.ca.findByReference(orderId))?.organization?.letters).toEqual([]);
    expect(await world.orders.letters.list(orderId)).toEqual([]);
    expect(await world.orders.letters.list(others)).toMatchObject([{ letterId, status: 'handed-in' }]);
  });

  it('a repair that names no details', async () => {
    const orderId = await restingAt(GEOTRUST, 'wrong-details', 'ca-public-record');
    const repair = { part: 'channel', detailsId: 'det_nobody' } as const;
    await workflowOf(world, orderId).executeUpdate(repairOrganization, { args: [repair] });
    // While the ball lies with the CA, its next look soon tells other news: the history keeps the refusal.
    await until('the refusal is on record', async () =>
      (await resultsOf(orderId)).some((result) => result.includes('no changed details det_nobody')),
    );
    await organizationAt(world, orderId, 'ca-public-record');
    expect(await actUntilEnd(world, orderId)).toMatchObject({ state: 'issued' });
  });

  it('ends with nothing left behind where the subscriber gives up', async () => {
    const orderId = await restingAt(GLOBALSIGN, 'gives-up', 'subscriber-letter');
    await world.orders.cancel(orderId);
    expect(await ended(world, orderId)).toMatchObject({ state: 'cancelled' });
    expect(await leftBehind(world, orderId)).toEqual([]);
  });
});

const SM2: CompanyProduct = { brand: 'dnspod-sm2', type: 'ov' };
const GLOBALSIGN: CompanyProduct = { brand: 'globalsign', type: 'ov' };
const GEOTRUST: CompanyProduct = { brand: 'geotrust', type: 'ov' };
