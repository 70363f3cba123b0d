/** Orders with a company at their CA: what it is told, what it takes from earlier ones, and why it goes back. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCaActivities } from '../../../activities/ca/index.js';
import { organizationRequestOf } from '../../../activities/ca/organization-request.js';
import { createCertificateStore } from '../../../activities/certificates/store.js';
import { createDueReminders } from '../../../activities/notices/due-reminders.js';
import { postingWithoutTemporal } from '../../support/notices.js';
import type { CaOrder, IssuedChain } from '../../../activities/ca/certificate-authority.js';
import { COMPANY, CONTACT, MANAGER, PHONE_CHANNEL } from '../../support/organizations.js';
import { TEST_MASTER_KEYS } from '../../support/stored-orders.js';
import { onPublicRecord, startOrganizationWorld, type OrganizationWorld } from '../organization/world.js';

const DAY_MS = 86_400_000;

let world: OrganizationWorld;
beforeAll(async () => {
  world = await startOrganizationWorld();
}, 60_000);
afterAll(() => world.stop());
afterEach(() => {
  world.ca.now = undefined;
});

async function proveAndPass(orderId: string, form: Readonly<Record<string, unknown>>): Promise<CaOrder> {
  const { caReference, validations } = await world.place(orderId, form);
  await world.ca.publish(validations.map((validation) => ({ ...validation, status: 'pending' })));
  await world.pass(orderId, 'public-record-check');
  return await world.ca.adapter.requestValidation(caReference);
}

/** `telling` stands between the CA's answer and its reader: for what a CA may say that this one never does. */
function collect(
  orderId: string,
  telling: (order: CaOrder) => CaOrder = (order) => order,
  handing: (issued: IssuedChain) => IssuedChain = (issued) => issued,
) {
  const { database, ca } = world;
  const clock = () => world.now().getTime();
  const activities = createCaActivities({
    database,
    clock,
    ca: {
      ...ca.adapter,
      orderStatus: async (id) => telling(await ca.adapter.orderStatus(id)),
      fetchCertificate: async (id) => handing(await ca.adapter.fetchCertificate(id)),
    },
    certificates: createCertificateStore({ database }),
    masterKeys: TEST_MASTER_KEYS,
    reminders: createDueReminders(postingWithoutTemporal(database, clock)),
  });
  return activities.collectCertificate({ orderId, wait: world.wait('ca-issuance'), changes: 0 });
}

describe('what the CA is told', () => {
  const people = { company: COMPANY, manager: MANAGER };

  it.each([
    ['the contact', { ...people, contact: CONTACT }, CONTACT],
    ['the manager as contact', { ...people, contact: 'same-as-manager' }, MANAGER],
    ['the manager where no contact is named', people, MANAGER],
  ])('%s', (_, form, contact) => {
    const told = organizationRequestOf('order', 'public-record', {
      ...form,
      organizationCheck: PHONE_CHANNEL,
    });
    expect(told).toEqual({ way: 'public-record', ...people, contact, channel: PHONE_CHANNEL });
  });

  it.each([
    ['company', { ...people, company: { existing: 'company_1' } }],
    ['manager', { company: COMPANY }],
    ['contact', { ...people, contact: { existing: 'contact_1' } }],
  ])('nothing while the form names no %s', (field, form) => {
    expect(() => organizationRequestOf('order', 'two-emails', form)).toThrow(
      expect.objectContaining({
        type: 'OrderDataUnusable',
        message: expect.stringContaining(`no ${field}`) as string,
      }) as Error,
    );
  });
});

it('an earlier order’s proof is taken where our own tables agree, and its time is kept', async () => {
  const form = { ...onPublicRecord('reuse.com'), company: COMPANY };
  await proveAndPass('earlier', form);
  expect(await world.place('later', form)).toMatchObject({ domainReused: true });
  const { rows } = await world.database.query<{ status: string; known: boolean }>(
    "select status, validated_at is not null as known from domain_validations where order_id = 'later'",
  );
  expect(rows[0]).toEqual({ status: 'valid', known: true });
  const first = await world.place('no-earlier', onPublicRecord('first.reuse.com'));
  expect(first).not.toHaveProperty('domainReused');
});

it('a certificate on what is fresh is taken', async () => {
  await proveAndPass('fresh', onPublicRecord('fresh.com'));
  expect(await collect('fresh')).toMatchObject({ outcome: 'issued' });
});

it('a certificate on what had lapsed is not', async () => {
  await proveAndPass('stale', onPublicRecord('stale.com'));
  const longAgo = new Date(Date.now() - 400 * DAY_MS).toISOString();
  const stale = collect('stale', (order) => ({
    ...order,
    ...(order.organization ? { organization: { ...order.organization, validatedAt: longAgo } } : {}),
  }));
  await expect(stale).rejects.toMatchObject({
    type: 'IssuedCertificateMismatch',
    message: expect.stringContaining('the validation of the company') as string,
  });
});

describe('what can’t be read is the CA’s broken protocol, and fetched again', () => {
  const damaged = (pem: string) => pem.replace('MII', 'MIA');

  it.each<[string, (issued: IssuedChain) => IssuedChain, RegExp]>([
    [
      'the certificate',
      (issued) => ({ ...issued, certificatePem: damaged(issued.certificatePem) }),
      /the certificate can’t/,
    ],
    ['the chain', (issued) => ({ ...issued, chainPem: damaged(issued.chainPem) }), /its chain can’t/],
    ['the root', (issued) => ({ ...issued, rootPem: damaged(issued.rootPem ?? '') }), /its root can’t/],
    ['half of it', (issued) => ({ ...issued, chainPem: issued.chainPem.slice(0, 200) }), /its chain can’t/],
    ['nothing', (issued) => ({ ...issued, certificatePem: '' }), /the certificate can’t/],
  ])('%s', async (what, handing, message) => {
    const orderId = `damaged-${what.replace(/\W/g, '-')}`;
    await proveAndPass(orderId, onPublicRecord(`${orderId}.com`));
    const collecting = collect(orderId, undefined, handing);
    await expect(collecting).rejects.toMatchObject({
      type: 'CaProtocolBroken',
      nonRetryable: false,
      message: expect.stringMatching(message) as string,
    });
    expect(await collect(orderId)).toMatchObject({ outcome: 'issued' });
  });
});

it('a certificate that outlives the term that was bought is not', async () => {
  await proveAndPass('outliving', onPublicRecord('outliving.com'));
  const tomorrow = new Date(Date.now() + DAY_MS).toISOString();
  await world.database.query("update orders set valid_until = $1 where order_id = 'outliving'", [tomorrow]);
  await expect(collect('outliving')).rejects.toMatchObject({
    type: 'IssuedCertificateMismatch',
    message: expect.stringContaining(`the term that was bought ends at ${tomorrow}`) as string,
  });
});

it('a company’s check that went back is named, without the people in it', async () => {
  const { caReference, validations } = await world.place('back', onPublicRecord('back.com'));
  await world.ca.publish(validations.map((validation) => ({ ...validation, status: 'pending' })));
  await world.ca.adapter.requestValidation(caReference);
  await world.giveBack('back', 'public-record-check', `${CONTACT.name}: wrong number 13800000002`);
  expect(await collect('back')).toMatchObject({
    outcome: 'validation-lost',
    reason:
      'development-ca no longer accepts the check of the company: ' +
      'the CA reached nobody on the channel that was named: …: wrong number …',
  });
});
