/** Each rejection by the CA and the way back from it, run to the end (ordering rules, section 6). */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderView, TrackView } from '../../../client/orders/views.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import {
  actUntilEnd,
  EVERYBODY,
  orderForCompany,
  organizationAt,
  organizationTrack,
  uploadLetter,
  waitsInHistory,
} from '../../support/organization-orders.js';
import { CONTACT, MANAGER, PHONE_CHANNEL } from '../../support/organizations.js';
import {
  actAsSubscriber,
  ended,
  eventsOf,
  leftBehind,
  remoteActivitiesOf,
  statusAtCa,
  looksNow,
} from '../../support/orders.js';
import { letterFile } from '../../support/letter-files.js';
import { refusalOf } from '../../support/refusal-of.js';
import { until } from '../../support/until.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
});
afterAll(() => world.stop());

/** The organization's part, once its reason tells this. */
async function told(orderId: string, words: string): Promise<TrackView> {
  return await until(`${orderId} is told ${words}`, async () => {
    const track = organizationTrack(await world.orders.show(orderId));
    return track?.reason?.includes(words) && track;
  });
}

async function runToEnd(orderId: string): Promise<OrderView> {
  return await actUntilEnd(world, orderId);
}

describe('a letter', () => {
  // What reviewers write names people: it goes to the subscriber without them.
  const REASON = `章不清楚，请 ${MANAGER.name} 致电 ${MANAGER.phone}: the stamp is unreadable`;

  it('that is rejected is followed by another version; every version is kept with what became of it', async () => {
    const orderId = await orderForCompany(world, { brand: 'globalsign', type: 'ov' }, 'rejected-letter');
    await organizationAt(world, orderId, 'subscriber-letter');
    const first = letterFile('pdf', 2_000, 'first');
    await world.orders.letters.upload(orderId, { content: first, sentBy: 'front desk' });
    await organizationAt(world, orderId, 'reviewer-letter');
    await world.caControls.returnStep(orderId, 'letter', REASON);
    await looksNow(world, orderId);

    const track = await told(orderId, 'the stamp is unreadable');
    expect(track).toMatchObject({ waitingOn: 'subscriber-letter', party: 'subscriber' });
    expect(track.reason).toContain('章不清楚');
    expect(track.nextAction?.en).not.toBe('');
    await expectNoPeople(orderId, track);

    const same = await refusalOf(
      world.orders.letters.upload(orderId, { content: first, sentBy: 'front desk' }),
    );
    expect(same.code).toBe('RefusedInThisState');
    expect(same.message).toContain('This very file was rejected as version 1');

    const second = letterFile('jpeg', 2_500, 'second');
    await world.orders.letters.upload(orderId, { content: second, sentBy: 'legal' });
    await organizationAt(world, orderId, 'reviewer-letter');
    await EVERYBODY['reviewer-letter']?.(world, orderId);

    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    const letters = await world.orders.letters.list(orderId);
    expect(letters).toMatchObject([
      {
        version: 1,
        sentBy: 'front desk',
        sha256: sha256(first),
        status: 'rejected',
        contentType: 'application/pdf',
      },
      {
        version: 2,
        sentBy: 'legal',
        sha256: sha256(second),
        status: 'accepted',
        reason: null,
        contentType: 'image/jpeg',
      },
    ]);
    expect(letters[0]?.reason).toContain('the stamp is unreadable');
    expect(letters[0]?.reason).not.toContain(MANAGER.name);
    expect((await waitsInHistory(world, orderId)).organization).toEqual([
      'ca-organization',
      'subscriber-letter',
      'reviewer-letter',
      'subscriber-letter',
      'reviewer-letter',
    ]);
  });

  it('that is rejected twice is handed in a third time, each version once', async () => {
    const orderId = await orderForCompany(world, { brand: 'cfca', type: 'ov' }, 'twice');
    for (const version of [1, 2, 3]) {
      await organizationAt(world, orderId, 'subscriber-letter');
      const content = letterFile('pdf', 2_000, `version ${version}`);
      const uploaded = await world.orders.letters.upload(orderId, { content, sentBy: 'tests' });
      expect(uploaded.version).toBe(version);
      await until(`version ${version} is at the CA`, async () =>
        (await world.caControls.waiting(orderId)).some(({ waitsFor }) => waitsFor === 'ca'),
      );
      if (version < 3) await world.caControls.returnStep(orderId, 'letter', `not version ${version}`);
      else await world.caControls.passStep(orderId, 'letter');
      await looksNow(world, orderId);
      if (version < 3) await told(orderId, `not version ${version}`);
    }
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    const { organization } = (await world.dependencies.ca.findByReference(orderId)) ?? {};
    expect(organization?.letters.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'accepted']);
  });

  async function expectNoPeople(orderId: string, track: TrackView): Promise<void> {
    const history = JSON.stringify(await eventsOf(world, orderId));
    const decoded = [...history.matchAll(/"data":"([^"]+)"/g)].map(([, data]) =>
      Buffer.from(data ?? '', 'base64').toString(),
    );
    for (const text of [history, ...decoded, JSON.stringify(track)])
      for (const personal of [MANAGER.name, MANAGER.phone, MANAGER.phone.slice(4)])
        expect(text).not.toContain(personal);
  }
});

describe('the check on public record', () => {
  it('that reached nobody goes on by another channel, on the living order', async () => {
    const orderId = await orderForCompany(world, { brand: 'trustasia', type: 'ov' }, 'nobody-there');
    await organizationAt(world, orderId, 'ca-public-record');
    await world.caControls.returnStep(orderId, 'public-record-check', 'nobody answered three calls');
    await looksNow(world, orderId);
    expect(await told(orderId, 'nobody answered three calls')).toMatchObject({
      waitingOn: 'subscriber-channel',
      party: 'subscriber',
    });

    const channel = {
      by: 'email',
      address: 'office@company.example',
      source: 'other-public',
      where: 'Amap',
    } as const;
    await world.orders.repairChannel(orderId, channel);
    await organizationAt(world, orderId, 'ca-public-record');
    const [waiting] = await world.caControls.waiting(orderId);
    expect(waiting).toMatchObject({ step: 'public-record-check', waitsFor: 'ca', channel });
    expect(await runToEnd(orderId)).toMatchObject({ state: 'issued', replacesOrderId: null });
    expect(JSON.stringify(await eventsOf(world, orderId))).not.toContain('office@company.example');
  });

  it('goes on by the same channel where the subscriber will answer now', async () => {
    const orderId = await orderForCompany(world, { brand: 'geotrust', type: 'ev' }, 'answers-now');
    await organizationAt(world, orderId, 'ca-public-record');
    await world.caControls.returnStep(orderId, 'public-record-check', 'nobody answered');
    await looksNow(world, orderId);
    await organizationAt(world, orderId, 'subscriber-channel');
    await world.orders.repairChannel(orderId, PHONE_CHANNEL);
    await organizationAt(world, orderId, 'ca-public-record');
    expect(await runToEnd(orderId)).toMatchObject({ state: 'issued' });
  });
});

it('a phone that nobody answers at DNSPod: another contact, and both steps begin again', async () => {
  const orderId = await orderForCompany(world, { brand: 'dnspod', type: 'ev' }, 'wrong-phone');
  await organizationAt(world, orderId, 'subscriber-mailbox');
  await EVERYBODY['subscriber-mailbox']?.(world, orderId);
  await organizationAt(world, orderId, 'ca-phone-call');
  await world.caControls.returnStep(orderId, 'phone-call', 'a fax answered');
  await looksNow(world, orderId);
  expect(await told(orderId, 'a fax answered')).toMatchObject({ waitingOn: 'subscriber-phone' });

  const contact = { ...CONTACT, phone: '+86 13800000077', email: 'other@people.example' };
  await world.orders.repairContact(orderId, contact);
  await until('the CA begins both steps again', async () => {
    const waiting = await world.caControls.waiting(orderId);
    return waiting.length === 2;
  });
  await until('the CA writes to the other address', async () =>
    (await world.caControls.mailsOf(orderId)).some(({ to }) => to.includes('other@people.example')),
  );
  await organizationAt(world, orderId, 'subscriber-mailbox');
  expect(await runToEnd(orderId)).toMatchObject({ state: 'issued' });
  expect((await waitsInHistory(world, orderId)).organization).toEqual([
    'ca-organization',
    'subscriber-mailbox',
    'ca-phone-call',
    'subscriber-phone',
    'subscriber-mailbox',
    'ca-phone-call',
  ]);
});

describe('WoTrus', () => {
  it('phones, reaches nobody, is told to try again, and passes', async () => {
    const orderId = await orderForCompany(world, { brand: 'wotrus', type: 'ev' }, 'phoned');
    await organizationAt(world, orderId, 'subscriber-emails');
    await world.caControls.demandPhoneCall(orderId);
    await EVERYBODY['subscriber-emails']?.(world, orderId);
    await organizationAt(world, orderId, 'ca-phone-call');
    await world.caControls.returnStep(orderId, 'phone-call', 'nobody answered');
    await looksNow(world, orderId);
    expect(await told(orderId, 'nobody answered')).toMatchObject({
      waitingOn: 'subscriber-phone',
      party: 'subscriber',
    });

    await world.caControls.demandPhoneCall(orderId);
    await world.orders.reportPhoneCheck(orderId, { result: 'missed' });
    await organizationAt(world, orderId, 'ca-phone-call');
    await world.caControls.passStep(orderId, 'phone-call');
    await world.orders.reportPhoneCheck(orderId, { result: 'answered' });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });

  it('has a wrong address: withdrawn there, and submitted anew with another one as a linked order', async () => {
    const wrong = { ...CONTACT, email: 'wrong@people.example' };
    const old = await orderForCompany(world, { brand: 'wotrus', type: 'ov' }, 'wrong-address', {
      contact: wrong,
    });
    await organizationAt(world, old, 'subscriber-emails');
    expect((await world.caControls.receivedMail(old, 'email-1')).to).toContain('wrong@people.example');

    const { orderId, changedFields } = await world.orders.resubmit(old, { changes: { contact: CONTACT } });
    expect(changedFields).toEqual(['contact']);
    expect(await world.orders.show(old)).toMatchObject({ state: 'cancelled', replacedByOrderId: orderId });
    expect(await statusAtCa(world, old)).toBe('cancelled');
    expect(await leftBehind(world, old)).toEqual([]);

    expect(await runToEnd(orderId)).toMatchObject({ state: 'issued', replacesOrderId: old });
    expect((await world.caControls.mailsOf(orderId)).map(({ to }) => to)).toEqual([
      CONTACT.email,
      CONTACT.email,
    ]);
  });
});

describe('rejected for good', () => {
  it('by the manual review of SM2: the order ends, and a new one takes another form', async () => {
    const old = await orderForCompany(world, { brand: 'dnspod-sm2', type: 'ov' }, 'sm2-rejected');
    await organizationAt(world, old, 'subscriber-application-form');
    await uploadLetter(world, old);
    await organizationAt(world, old, 'reviewer-application');
    await world.caControls.rejectOrder(old, `the form is not ${MANAGER.name}'s to sign`);
    await looksNow(world, old);
    const end = await ended(world, old);
    expect(end.state).toBe('rejected');
    expect(end.reason).toMatch(/^the form is not …'s to sign/);
    expect(await leftBehind(world, old)).toEqual([]);
    expect(await world.orders.letters.list(old)).toMatchObject([{ version: 1, status: 'rejected' }]);

    const { orderId } = await world.orders.resubmit(old);
    await organizationAt(world, orderId, 'subscriber-application-form');
    const content = letterFile('gif', 4_000, 'another form');
    await world.orders.letters.upload(orderId, { content, sentBy: 'tests' });
    expect(await runToEnd(orderId)).toMatchObject({ state: 'issued', replacesOrderId: old });
    expect(await world.orders.letters.list(orderId)).toMatchObject([{ version: 1, status: 'accepted' }]);
  });

  it.each(['geotrust', 'globalsign', 'dnspod'] as const)(
    'in the middle of the check at %s: the other proof stops, records go, the reason stays',
    async (brand) => {
      const orderId = await orderForCompany(world, { brand, type: 'ov' }, `for-good-${brand}`, {
        validation: 'manual-dns',
      });
      await until('both proofs are waited for', async () => {
        const { tracks } = await world.orders.show(orderId);
        return (
          tracks.length === 2 && tracks.every(({ waitingOn }) => waitingOn && waitingOn !== 'ca-organization')
        );
      });
      await world.caControls.rejectOrder(orderId, 'the company is not on the register');
      await looksNow(world, orderId);
      expect(await ended(world, orderId)).toMatchObject({
        state: 'rejected',
        reason: 'the company is not on the register',
      });
      expect(await world.orders.show(orderId)).toMatchObject({ tracks: [], waitingOn: null });
      expect(await statusAtCa(world, orderId)).toBe('refused');
      expect(await leftBehind(world, orderId)).toEqual([]);
    },
  );

  it('with the names proven already: what was published is removed', async () => {
    const orderId = await orderForCompany(world, { brand: 'trustasia', type: 'ev' }, 'published');
    await organizationAt(world, orderId, 'ca-public-record');
    await until('the names are proven', async () => {
      const { tracks } = await world.orders.show(orderId);
      return tracks.find(({ track }) => track === 'domain')?.status === 'done';
    });
    expect(await leftBehind(world, orderId)).not.toEqual([]);
    await world.caControls.rejectOrder(orderId, 'dissolved');
    await looksNow(world, orderId);
    expect(await ended(world, orderId)).toMatchObject({ state: 'rejected', reason: 'dissolved' });
    expect(await leftBehind(world, orderId)).toEqual([]);
    expect(await remoteActivitiesOf(world, orderId)).toContain('removeValidations');
  });

  it('the way back is the same command: submitted anew, linked, issued', async () => {
    const old = await orderForCompany(world, { brand: 'geotrust', type: 'ov' }, 'back-again', {
      validation: 'manual-dns',
    });
    await organizationAt(world, old, 'ca-public-record');
    await world.caControls.rejectOrder(old, 'the name of the company is misspelt');
    await looksNow(world, old);
    expect(await ended(world, old)).toMatchObject({ state: 'rejected' });
    const { orderId } = await world.orders.resubmit(old);
    await actAsSubscriber(world, await organizationAt(world, orderId, 'ca-public-record'));
    await looksNow(world, orderId);
    expect(await runToEnd(orderId)).toMatchObject({ state: 'issued', replacesOrderId: old });
  });
});

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
