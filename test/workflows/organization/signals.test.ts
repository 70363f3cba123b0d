// What people tell an order comes early, twice, late, for the wrong step, as rubbish, or while no worker runs: nothing is
// lost, nothing is done twice, and the CA's word decides.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  confirmationLetterUploaded,
  emailConfirmed,
  mailboxConfirmed,
  phoneCheckReported,
} from '../../../workflows/messages.js';
import { letterFile } from '../../support/letter-files.js';
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
import { ended, eventsOf, remoteActivitiesOf, settledEvents, workflowOf } from '../../support/orders.js';
import { until } from '../../support/until.js';

const BY_LETTER = { brand: 'globalsign', type: 'ov' } as const;
const BY_EMAILS = { brand: 'wotrus', type: 'ov' } as const;
const BY_RECORD = { brand: 'geotrust', type: 'ov' } as const;
const BY_FORM = { brand: 'dnspod-sm2', type: 'ov' } as const;

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
});
afterAll(() => world.stop());

async function lettersHandedIn(orderId: string): Promise<number> {
  return (await remoteActivitiesOf(world, orderId)).filter((name) => name === 'handInLetter').length;
}

async function signal(orderId: string, name: string, ...args: unknown[]): Promise<void> {
  await workflowOf(world, orderId).signal(name, ...args);
}

describe('a letter', () => {
  it('that is there before anybody waits for it is handed in when its turn comes, once', async () => {
    await world.caControls.beHostile({ mode: 'server-error', path: 'place', times: 2 });
    const orderId = await orderForCompany(world, BY_LETTER, 'early-letter');
    await uploadLetter(world, orderId);
    await signal(orderId, confirmationLetterUploaded.name, { letterId: 'not-a-letter' });

    await organizationAt(world, orderId, 'reviewer-letter');
    expect((await actUntilEnd(world, orderId)).state).toBe('issued');

    expect(await lettersHandedIn(orderId)).toBe(1);
    expect(await world.orders.letters.list(orderId)).toMatchObject([{ version: 1, status: 'accepted' }]);
  });

  it('that is told of twice, and sent twice, is one letter at the CA', async () => {
    const orderId = await orderForCompany(world, BY_LETTER, 'letter-twice');
    await organizationAt(world, orderId, 'subscriber-letter');
    await uploadLetter(world, orderId);
    await uploadLetter(world, orderId);
    await organizationAt(world, orderId, 'reviewer-letter');
    const [letter] = await world.orders.letters.list(orderId);
    await signal(orderId, confirmationLetterUploaded.name, { letterId: letter?.letterId });

    expect((await actUntilEnd(world, orderId)).state).toBe('issued');
    expect(await lettersHandedIn(orderId)).toBe(1);
    expect(await world.orders.letters.list(orderId)).toHaveLength(1);
  });

  it('whose signal was lost is found all the same', async () => {
    const orderId = await orderForCompany(world, BY_LETTER, 'letter-unsignalled');
    await organizationAt(world, orderId, 'subscriber-letter');
    // Stored by a client that could not reach Temporal any more.
    await world.dependencies.database.query(
      `insert into letters (letter_id, order_id, version, document, content_type, size_bytes, sha256, content, uploaded_by)
       select $2, $1, 1, 'confirmation-letter', 'application/pdf', length($3::bytea), encode(sha256($3::bytea), 'hex'), $3, 'tests'`,
      [orderId, randomUUID(), Buffer.from(letterFile('pdf', 2_000, 'unsignalled'))],
    );
    await organizationAt(world, orderId, 'reviewer-letter');
    expect((await actUntilEnd(world, orderId)).state).toBe('issued');
  });

  it('that comes while no worker runs waits for one', async () => {
    const orderId = await orderForCompany(world, BY_LETTER, 'letter-worker-down');
    await organizationAt(world, orderId, 'subscriber-letter');
    await world.stopWorker();
    await uploadLetter(world, orderId);
    await signal(orderId, phoneCheckReported.name, { result: 'answered' });
    await world.startWorker();
    await organizationAt(world, orderId, 'reviewer-letter');
    expect((await actUntilEnd(world, orderId)).state).toBe('issued');
    expect(await lettersHandedIn(orderId)).toBe(1);
  });

  it('that is sent once more after the end is refused, and a late signal changes nothing', async () => {
    const orderId = await orderForCompany(world, BY_FORM, 'letter-late');
    await actUntilEnd(world, orderId);
    await ended(world, orderId);
    await expect(uploadLetter(world, orderId)).rejects.toMatchObject({ code: 'RefusedInThisState' });
    await expect(signal(orderId, confirmationLetterUploaded.name, { letterId: 'any' })).rejects.toThrow(
      /completed/,
    );
    expect((await world.orders.show(orderId)).state).toBe('issued');
  });
});

describe('a fact', () => {
  it('that did not happen moves nothing: the CA’s word decides', async () => {
    const orderId = await orderForCompany(world, BY_EMAILS, 'emails-claimed');
    await organizationAt(world, orderId, 'subscriber-emails');
    await signal(orderId, emailConfirmed.name, { email: 1 });
    await signal(orderId, emailConfirmed.name, { email: 2 });
    await until('both signals are in the history', async () => {
      const events = await eventsOf(world, orderId);
      return events.filter(({ workflowExecutionSignaledEventAttributes: told }) => told).length === 2;
    });
    await settledEvents(world, orderId);
    expect(organizationTrack(await world.orders.show(orderId))?.waitingOn).toBe('subscriber-emails');

    await world.caControls.confirmMail(orderId, 'email-2');
    await signal(orderId, emailConfirmed.name, { email: 2 });
    const half = await until('the order says which mail is missing', async () => {
      const track = organizationTrack(await world.orders.show(orderId));
      return track?.reason?.includes('e-mail 1 of 2 is missing') && track;
    });
    expect(half.waitingOn).toBe('subscriber-emails');

    await world.caControls.confirmMail(orderId, 'email-1');
    expect((await actUntilEnd(world, orderId, {})).state).toBe('issued');
  });

  it('for a step that the order does not have is heard and forgotten', async () => {
    const orderId = await orderForCompany(world, BY_RECORD, 'wrong-step');
    await organizationAt(world, orderId, 'ca-public-record');
    await signal(orderId, confirmationLetterUploaded.name, { letterId: randomUUID() });
    await signal(orderId, emailConfirmed.name, { email: 1 });
    await signal(orderId, mailboxConfirmed.name);
    expect((await actUntilEnd(world, orderId)).state).toBe('issued');
    expect(await remoteActivitiesOf(world, orderId)).not.toContain('handInLetter');
    expect((await waitsInHistory(world, orderId)).organization).toEqual([
      'ca-organization',
      'ca-public-record',
    ]);
  });

  it.each([
    ['no payload', []],
    ['a number', [42]],
    ['null', [null]],
    ['the wrong shape', [{ letterId: { deep: ['rubbish'] } }]],
    ['too many', [{ letterId: 'a' }, 'b', 3]],
  ])('that is rubbish (%s) breaks nothing', async (title, args) => {
    const orderId = await orderForCompany(world, BY_RECORD, `rubbish-${title.replaceAll(' ', '-')}`);
    for (const { name } of [confirmationLetterUploaded, emailConfirmed, mailboxConfirmed, phoneCheckReported])
      await signal(orderId, name, ...args);
    expect((await actUntilEnd(world, orderId)).state).toBe('issued');
  });

  it('before the order was even placed costs no more than a look', async () => {
    await world.caControls.beHostile({ mode: 'server-error', path: 'place', times: 3 });
    const orderId = await orderForCompany(world, BY_EMAILS, 'told-early');
    await signal(orderId, emailConfirmed.name, { email: 1 });
    await signal(orderId, emailConfirmed.name, { email: 1 });
    expect((await actUntilEnd(world, orderId, EVERYBODY)).state).toBe('issued');
    expect((await waitsInHistory(world, orderId)).organization).toEqual([
      'ca-organization',
      'subscriber-emails',
    ]);
  });
});

it('a signal on an order without a company is heard and forgotten', async () => {
  const { orderId } = await world.orders.create({
    form: {
      brand: 'trustasia',
      type: 'dv',
      names: ['dv-signal.example.com'],
      validation: 'auto-dns',
      csr: { mode: 'generate', algorithm: 'ecc-p256' },
    },
  });
  await signal(orderId, confirmationLetterUploaded.name, { letterId: 'any' }).catch(() => undefined);
  expect((await actUntilEnd(world, orderId)).state).toBe('issued');
});
