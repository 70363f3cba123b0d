/** The CA's phone queue, letter desk and review desk: what lies there, what is decided, what happens by policy. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CaControls } from '../../support/ca-controls.js';
import { letterFile } from '../../support/letter-files.js';
import { ask, type CaWorld, startCaWorld, TOKEN } from './ca-world.js';
import { CHANNEL, COMPANY, PERSON, place, type PlacedOrder } from './organization-world.js';

let world: CaWorld;
beforeAll(async () => {
  world = await startCaWorld();
});
afterEach(async () => {
  world.now = undefined;
  await controls().clearPolicy();
});
afterAll(() => world.stop());

function controls(): CaControls {
  return new CaControls(world.ca.url, TOKEN);
}

function waitingOf({ request }: PlacedOrder) {
  return controls().waiting(request.reference);
}

/** A company of its own: an earlier order's check must not spare the steps. */
function aCompany(name: string) {
  return { organization: { company: { ...COMPANY, fullName: name } } };
}

describe('the phone queue', () => {
  it('tells whom to reach, where and since when; passed, the company is valid', async () => {
    const order = await place(world, 'geotrust', 'ov', aCompany('电话一有限公司'));
    expect(await waitingOf(order)).toEqual([
      {
        order: order.request.reference,
        brand: 'geotrust',
        type: 'ov',
        company: '电话一有限公司',
        desk: 'phone',
        step: 'public-record-check',
        waitsFor: 'ca',
        since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
        detail: null,
        channel: CHANNEL,
      },
    ]);
    await controls().passStep(order.request.reference, 'public-record-check');
    expect(await waitingOf(order)).toEqual([]);
    await expect(order.now()).resolves.toMatchObject({ organization: { status: 'valid' } });
  });

  it('failed, the order waits for the subscriber with the reason', async () => {
    const order = await place(world, 'trustasia', 'ov', aCompany('电话二有限公司'));
    await world.control('POST', `/organization/${order.request.reference}/return`, {
      desk: 'phone',
      reason: 'nobody answers',
    });
    expect(await waitingOf(order)).toMatchObject([{ waitsFor: 'subscriber', detail: 'nobody answers' }]);
  });

  it('calls a WoTrus contact where it is demanded, or by policy', async () => {
    const order = await place(world, 'wotrus', 'ov');
    expect(await waitingOf(order)).toEqual([]);
    await controls().demandPhoneCall(order.request.reference);
    const call = { desk: 'phone', step: 'phone-call', waitsFor: 'ca', channel: { number: PERSON.phone } };
    expect(await waitingOf(order)).toMatchObject([call]);

    await controls().setPolicy({ phonesContacts: true });
    const next = await place(world, 'wotrus', 'ev');
    await expect.poll(() => waitingOf(next), { timeout: 10_000 }).toMatchObject([call]);
    await controls().passStep(next.request.reference, 'phone-call');
    await next.proveNames();
    expect(await waitingOf(next)).toMatchObject([{ step: 'email-1' }, { step: 'email-2' }]);
  });
});

describe('the letter desk', () => {
  it('has the letter’s bytes; a rejected one waits for a new version, an accepted one passes', async () => {
    const order = await place(world, 'globalsign', 'ov');
    const { reference } = order.request;
    expect(await waitingOf(order)).toMatchObject([{ desk: 'letter', waitsFor: 'subscriber' }]);
    const versions = [letterFile('pdf', 2_000, 'first'), letterFile('jpeg', 2_000, 'second')] as const;
    await order.upload(versions[0]);
    expect(await waitingOf(order)).toMatchObject([{ desk: 'letter', waitsFor: 'ca' }]);
    await world.control('POST', `/organization/${reference}/return`, { desk: 'letter', reason: 'no stamp' });
    expect(await waitingOf(order)).toMatchObject([{ waitsFor: 'subscriber', detail: 'no stamp' }]);
    await order.upload(versions[1]);

    const shown = (await world.control('GET', `/organization/${reference}/letter`)) as { content: string };
    expect(shown).toMatchObject({ contentType: 'image/jpeg', status: 'in-review' });
    expect(Buffer.from(shown.content, 'base64').equals(Buffer.from(versions[1]))).toBe(true);
    const [rejected] = (await order.now()).organization?.letters ?? [];
    const older = `/organization/${reference}/letter?sha256=${rejected?.sha256 ?? ''}`;
    expect(await world.control('GET', older)).toMatchObject({ status: 'rejected' });
    await world.control('POST', `/organization/${reference}/pass`, { desk: 'letter' });
    await expect(order.now()).resolves.toMatchObject({ organization: { status: 'valid' } });
  });
});

describe('the review desk', () => {
  it('has the form after domain validation, and can reject the order for good', async () => {
    const order = await place(world, 'dnspod-sm2', 'ov', aCompany('国密有限公司'));
    await order.upload(letterFile('pdf'));
    expect(await waitingOf(order)).toEqual([]);
    await order.proveNames();
    expect(await waitingOf(order)).toMatchObject([{ desk: 'review', step: 'manual-review', waitsFor: 'ca' }]);
    await controls().rejectOrder(order.request.reference, 'the stamp is another company’s');
    expect(await waitingOf(order)).toEqual([]);
    await expect(order.now()).resolves.toMatchObject({
      status: 'refused',
      reason: 'the stamp is another company’s',
    });
  });
});

describe('a desk refuses', () => {
  it.each([
    ['nothing', 'pass', { desk: 'phone' }, 404, 'NotFound'],
    ['a globalsign order', 'pass', { desk: 'phone' }, 409, 'RefusedInThisState'],
    ['a globalsign order', 'pass', { desk: 'letter' }, 409, 'RefusedInThisState'],
    ['a globalsign order', 'return', { desk: 'letter' }, 400, 'InvalidInput'],
    ['a globalsign order', 'pass', {}, 400, 'InvalidInput'],
  ])('of %s: %s %j', async (which, decision, body, status, code) => {
    const reference =
      which === 'nothing' ? 'no-such' : (await place(world, 'globalsign', 'ov')).request.reference;
    const path = `/_control/organization/${reference}/${decision}`;
    const answer = await ask(world.ca, 'POST', path, body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({
      error: { code, message: expect.stringMatching(/\w/) as string },
    });
  });

  it('who has no token', async () => {
    for (const path of ['organization', 'organization/x/letter', 'organization/x/mails', 'policy'])
      expect((await ask(world.ca, 'GET', `/_control/${path}`, undefined, 'no')).status).toBe(401);
  });
});

describe('policy', () => {
  it('passes what lies at a desk long enough, and only at the desks it names', async () => {
    await controls().setPolicy({ approveAfterSeconds: { phone: 0.2 } });
    const call = await place(world, 'securesite', 'ov', aCompany('自动一有限公司'));
    const letter = await place(world, 'cfca', 'ov');
    await letter.upload(letterFile('pdf'));
    await expect.poll(() => waitingOf(call), { timeout: 10_000 }).toEqual([]);
    await expect(call.now()).resolves.toMatchObject({ organization: { status: 'valid' } });
    expect(await waitingOf(letter)).toMatchObject([{ desk: 'letter', waitsFor: 'ca' }]);
    await controls().setPolicy({ approveAfterSeconds: { letter: 0 } });
    await expect.poll(() => waitingOf(letter), { timeout: 10_000 }).toEqual([]);
  });

  it('leaves to people what they dealt with before, and what waits for the subscriber', async () => {
    await controls().setPolicy({ approveAfterSeconds: { phone: 3_600, letter: 0 } });
    const returned = await place(world, 'geotrust', 'ov', aCompany('自动二有限公司'));
    await controls().returnStep(returned.request.reference, 'public-record-check', 'no such number');
    const unsent = await place(world, 'cfca', 'ov');
    world.now = new Date(Date.now() + 7_200_000);
    const other = await place(world, 'globalsign', 'ov');
    await other.upload(letterFile('pdf', 2_000, 'policy'));
    await expect.poll(() => waitingOf(other), { timeout: 10_000 }).toEqual([]);
    expect(await waitingOf(returned)).toMatchObject([{ waitsFor: 'subscriber' }]);
    expect(await waitingOf(unsent)).toMatchObject([{ waitsFor: 'subscriber' }]);
  });

  it('counts from when the step came to its desk, also over a restart, under the policy kept', async () => {
    await controls().setPolicy({ approveAfterSeconds: { phone: 3_600 } });
    const order = await place(world, 'geotrust', 'ov', aCompany('自动三有限公司'));
    await world.restart({ gently: true });
    expect(await waitingOf(order)).toMatchObject([{ waitsFor: 'ca' }]);
    expect(await world.control('GET', '/policy')).toEqual({
      policy: { approveAfterSeconds: { phone: 3_600 }, phonesContacts: false },
    });
    world.now = new Date(Date.now() + 3_601_000);
    await world.restart({ gently: true });
    await expect.poll(() => waitingOf(order), { timeout: 10_000 }).toEqual([]);
  });

  it('cleared, is the one that the CA was started with', async () => {
    const atStart = { approveAfterSeconds: { review: 7 } };
    const other = await startCaWorld(0, { policy: atStart });
    try {
      const inForce = { policy: { ...atStart, phonesContacts: false } };
      expect(await other.control('GET', '/policy')).toEqual(inForce);
      await other.control('POST', '/policy', { approveAfterSeconds: {}, phonesContacts: true });
      await other.restart({ gently: true });
      expect(await other.control('GET', '/policy')).toEqual({
        policy: { approveAfterSeconds: {}, phonesContacts: true },
      });
      expect(await other.control('DELETE', '/policy')).toEqual(inForce);
    } finally {
      await other.stop();
    }
  });
});
