/** Letters and changed details reach the CA at most once, and its no is kept with them. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listLetters, storeLetter, type StoredLetter } from '../../../db/statements/organization/letters.js';
import { insertDetails, loadDetails } from '../../../db/statements/organization/details.js';
import { loadForm } from '../../../db/statements/orders/row.js';
import type { OrganizationStep } from '../../../domain/organization/ways.js';
import { letterFile } from '../../support/letter-files.js';
import { CONTACT, MANAGER, PHONE_CHANNEL } from '../../support/organizations.js';
import { onPublicRecord, startOrganizationWorld, type OrganizationWorld } from './world.js';

const LETTER: OrganizationStep[] = ['letter'];

let world: OrganizationWorld;
beforeAll(async () => {
  world = await startOrganizationWorld();
}, 60_000);
afterAll(() => world.stop());
afterEach(() => world.ca.control('DELETE', '/hostile'));

const byLetter = (name: string) => ({ brand: 'globalsign', type: 'ov', names: [name] });

function store(orderId: string, content = letterFile('pdf')): Promise<StoredLetter> {
  const kind = {
    document: 'confirmation-letter',
    uploads: 'until-accepted',
    contentType: 'application/pdf',
  } as const;
  return storeLetter(world.database, { subject: { orderId }, ...kind, content, uploadedBy: 'the test' });
}

function handIn(orderId: string, reference: string) {
  return world.activities.handInLetter({ orderId, reference });
}

function ask(orderId: string, reason?: string) {
  const wait = world.wait('subscriber-letter');
  return world.activities.awaitOrganization({ orderId, wait, steps: LETTER, changes: 0, reason });
}

describe('a letter', () => {
  it('goes to the CA once, is rejected with a reason, and a new version is accepted', async () => {
    await world.place('versions', byLetter('versions.com'));
    const uploads = world.uploads();
    await expect(ask('versions', 'a confirmation letter is needed')).rejects.toMatchObject({
      type: 'StillWaiting',
    });
    const first = await store('versions');
    expect(await ask('versions')).toEqual({ outcome: 'letter-given', letterId: first.letterId });
    expect(await handIn('versions', first.letterId)).toEqual({ outcome: 'handed-in' });
    expect(await handIn('versions', first.letterId)).toEqual({ outcome: 'handed-in' });
    expect(world.uploads() - uploads).toBe(1);
    expect(await ask('versions')).toMatchObject({ outcome: 'ball-passed', to: 'reviewer-letter' });

    await world.giveBack('versions', 'letter', `No stamp. ${CONTACT.name} (13800000002) knows.`);
    expect(await ask('versions')).toMatchObject({
      outcome: 'ball-passed',
      to: 'subscriber-letter',
      reason: 'a confirmation letter is needed: No stamp. … (…) knows.',
    });
    expect(await listLetters(world.database, { orderId: 'versions' })).toMatchObject([
      { status: 'rejected', reason: 'No stamp. … (…) knows.' },
    ]);

    const second = await store('versions', letterFile('pdf', 2_000, 'stamped'));
    expect(await ask('versions')).toEqual({ outcome: 'letter-given', letterId: second.letterId });
    await handIn('versions', second.letterId);
    await world.pass('versions', 'letter');
    expect(await ask('versions')).toEqual({ outcome: 'passed' });
    expect((await listLetters(world.database, { orderId: 'versions' })).map(({ status }) => status)).toEqual([
      'rejected',
      'accepted',
    ]);
  });

  it('is not sent again after an unknown outcome where the CA has it', async () => {
    await world.place('unknown', byLetter('unknown.com'));
    const { letterId } = await store('unknown');
    const uploads = world.uploads();
    await world.ca.hostile({ mode: 'accept-then-drop', path: 'letter', times: 1 });
    await expect(handIn('unknown', letterId)).rejects.toMatchObject({ type: 'CaUnavailable' });
    expect(await handIn('unknown', letterId)).toEqual({ outcome: 'handed-in' });
    expect(world.uploads() - uploads).toBe(1);
    expect(await listLetters(world.database, { orderId: 'unknown' })).toMatchObject([
      { status: 'handed-in' },
    ]);
  });

  it('is sent again after an unknown outcome where the CA has it not', async () => {
    await world.place('lost', byLetter('lost.com'));
    const { letterId } = await store('lost');
    const uploads = world.uploads();
    await world.ca.hostile({ mode: 'server-error', path: 'letter', times: 1 });
    await expect(handIn('lost', letterId)).rejects.toMatchObject({ type: 'CaUnavailable' });
    expect(await handIn('lost', letterId)).toEqual({ outcome: 'handed-in' });
    expect(world.uploads() - uploads).toBe(2);
  });

  it('a look finds a letter that was thought lost', async () => {
    await world.place('found', byLetter('found.com'));
    const { letterId } = await store('found');
    await world.ca.hostile({ mode: 'accept-then-drop', path: 'letter', times: 1 });
    await expect(handIn('found', letterId)).rejects.toMatchObject({ type: 'CaUnavailable' });
    expect(await ask('found')).toMatchObject({ outcome: 'ball-passed', to: 'reviewer-letter' });
    expect(await listLetters(world.database, { orderId: 'found' })).toMatchObject([{ status: 'handed-in' }]);
  });

  it('that the CA refuses keeps its reason, which is told until another one comes', async () => {
    await world.place('refused', byLetter('refused.com'));
    const { letterId } = await store('refused', letterFile('text'));
    const outcome = await handIn('refused', letterId);
    expect(outcome).toMatchObject({ outcome: 'refused' });
    const reason = outcome.outcome === 'refused' ? outcome.reason : '';
    expect(await handIn('refused', letterId)).toMatchObject({ outcome: 'refused', reason });
    expect(await listLetters(world.database, { orderId: 'refused' })).toMatchObject([
      { status: 'refused', reason },
    ]);
    expect(await ask('refused')).toMatchObject({
      outcome: 'ball-passed',
      to: 'subscriber-letter',
      reason: `a confirmation letter is needed; the last one was refused: ${reason}`,
    });
  });

  it('of no order, or of another one, is refused', async () => {
    await world.place('mine', byLetter('mine.com'));
    await world.place('other', byLetter('other.com'));
    const { letterId } = await store('other');
    for (const reference of [letterId, 'nothing'])
      expect(await handIn('mine', reference)).toMatchObject({
        outcome: 'refused',
        reason: `no letter ${reference} of this order`,
      });
    expect(await listLetters(world.database, { orderId: 'other' })).toMatchObject([{ status: 'stored' }]);
  });
});

describe('changed details', () => {
  const handInDetails = (orderId: string, reference: string) =>
    world.activities.handInDetails({ orderId, reference });

  it('another channel goes to the CA, and into the order’s own form', async () => {
    await world.place('channel', onPublicRecord('channel.com'));
    await world.giveBack('channel', 'public-record-check', 'nobody answers');
    const details = { ...PHONE_CHANNEL, number: '010-88880009' };
    const row = { detailsId: 'd-channel', orderId: 'channel', createdBy: 'the test' };
    await insertDetails(world.database, { ...row, part: 'channel', details });
    expect(await handInDetails('channel', 'd-channel')).toEqual({ outcome: 'handed-in' });
    expect(await handInDetails('channel', 'd-channel')).toEqual({ outcome: 'handed-in' });
    expect(await loadForm(world.database, 'channel')).toMatchObject({ organizationCheck: details });
    const { steps } = await world.activities.lookAtOrganization('channel');
    expect(steps).toMatchObject([{ step: 'public-record-check', status: 'with-ca' }]);
  });

  it('another contact gets the later notices', async () => {
    await world.place('contact', onPublicRecord('contact.com'));
    const details = { ...MANAGER, name: '新联系人', email: 'new@people.example' };
    const row = { detailsId: 'd-contact', orderId: 'contact', createdBy: 'the test' };
    await insertDetails(world.database, { ...row, part: 'contact', details });
    expect(await handInDetails('contact', 'd-contact')).toEqual({ outcome: 'handed-in' });
    expect(await loadForm(world.database, 'contact')).toMatchObject({ contact: details, manager: MANAGER });
  });

  it('that the brand does not take are refused, and the form stays', async () => {
    await world.place('fixed', { brand: 'wotrus', type: 'ov', names: ['fixed.com'] });
    const row = { detailsId: 'd-fixed', orderId: 'fixed', createdBy: 'the test' };
    await insertDetails(world.database, { ...row, part: 'contact', details: MANAGER });
    const outcome = await handInDetails('fixed', 'd-fixed');
    expect(outcome).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(/wotrus/) as string });
    expect(await handInDetails('fixed', 'd-fixed')).toEqual(outcome);
    expect(await loadDetails(world.database, 'fixed', 'd-fixed')).toMatchObject({ status: 'refused' });
    expect(await loadForm(world.database, 'fixed')).toMatchObject({ contact: CONTACT });
  });

  it('of no order, or of another one, are refused', async () => {
    await world.place('others', onPublicRecord('others.com'));
    for (const reference of ['d-channel', 'nothing'])
      expect(await handInDetails('others', reference)).toMatchObject({ outcome: 'refused' });
  });
});
