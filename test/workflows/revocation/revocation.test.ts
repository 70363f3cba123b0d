/** Revocations from the request to the CA's list: by each of the three proofs, with letters rejected, with workers that die. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CertificateType, Brand } from '../../../domain/catalogue/words.js';
import { storeLetter } from '../../../db/statements/organization/letters.js';
import { certificateRevocationWorkflowId, revocationStatus } from '../../../workflows/messages.js';
import { lostResults } from '../../support/lost-results.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { actUntilEnd, orderForCompany } from '../../support/organization-orders.js';
import { actAsSubscriber, ended, leftBehind, order, standing } from '../../support/orders.js';
import { refusalOf } from '../../support/refusal-of.js';
import {
  revocationAt,
  revocationEnd,
  revocationOver,
  revokedSerials,
  revokedSm2Serials,
  uploadRevocationLetter,
} from '../../support/revocations.js';
import { until } from '../../support/until.js';

vi.setConfig({ testTimeout: 120_000 });

const results = lostResults();
let world: OrderWorld;
/** Of every step the first result is lost. */
let forgetful: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
  forgetful = await createOrderWorld({ changedActivities: results.loseFirstResults });
});
afterAll(async () => {
  await world.stop();
  await forgetful.stop();
});

async function issuedDv(name: string, brand: Brand = 'trustasia', inWorld = world): Promise<string> {
  const sm2 = brand === 'dnspod-sm2' ? { csr: undefined } : {};
  const orderId = await order(inWorld, name, { brand, ...sm2 });
  expect(await ended(inWorld, orderId)).toMatchObject({ state: 'issued' });
  return orderId;
}

async function issuedByHand(name: string, validation: 'manual-dns' | 'file'): Promise<string> {
  const orderId = await order(world, name, { validation });
  const waiting = await standing(
    world,
    orderId,
    validation === 'file' ? 'subscriber-file' : 'subscriber-dns',
  );
  await actAsSubscriber(world, waiting);
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  return orderId;
}

async function issuedForCompany(brand: Brand, label: string, inWorld = world): Promise<string> {
  const type: CertificateType = 'ov';
  const orderId = await orderForCompany(inWorld, { brand, type }, label);
  expect(await actUntilEnd(inWorld, orderId)).toMatchObject({ state: 'issued' });
  return orderId;
}

async function revoke(orderId: string, inWorld = world) {
  return await inWorld.orders.certificates.revoke(orderId, { reason: 'keyCompromise' });
}

/** It ends as it should, and everybody can see it. */
async function expectRevoked(orderId: string, inWorld = world): Promise<void> {
  const view = await revocationEnd(inWorld, orderId);
  expect(view).toMatchObject({ state: 'revoked', waitingOn: null });
  await revocationOver(inWorld, view);
  const certificate = await inWorld.orders.certificates.show(orderId);
  expect(certificate).toMatchObject({ state: 'revoked', revocationReason: 'keyCompromise' });
  const { brand } = await inWorld.orders.show(orderId);
  const serials = brand === 'dnspod-sm2' ? await revokedSm2Serials(inWorld) : await revokedSerials(inWorld);
  expect(serials).toContain(certificate.serialNumber);
  expect(await refusalOf(inWorld.orders.certificates.download(orderId))).toMatchObject({
    code: 'RefusedInThisState',
  });
}

async function expectInUse(orderId: string): Promise<void> {
  const certificate = await world.orders.certificates.show(orderId);
  expect(certificate).toMatchObject({ state: 'active', revokedAt: null, revocation: null });
  expect(await revokedSerials(world)).not.toContain(certificate.serialNumber);
  expect(await world.orders.certificates.download(orderId)).toMatchObject({
    certificateId: certificate.certificateId,
  });
}

async function remoteStepsOf(inWorld: OrderWorld, revocationId: string): Promise<string[]> {
  const handle = inWorld.temporal.workflow.getHandle(certificateRevocationWorkflowId(revocationId));
  const { events } = await handle.fetchHistory();
  return (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: scheduled }) =>
    scheduled ? [scheduled.activityType?.name ?? ''] : [],
  );
}

describe('by control of the names', () => {
  it('nobody has to do anything where we publish the record; it is removed afterwards', async () => {
    const orderId = await issuedDv('auto.revoked.com');
    const { revocationId } = await revoke(orderId);
    await expectRevoked(orderId);
    expect(await remoteStepsOf(world, revocationId)).toContain('removeRevocationProof');
    expect(await leftBehind(world, orderId)).toEqual([]);
  });

  it.each(['manual-dns', 'file'] as const)('by %s, the subscriber is told what to set', async (method) => {
    const orderId = await issuedByHand(`${method}.revoked.com`, method);
    await revoke(orderId);
    const waiting = await revocationAt(world, orderId, 'subscriber-revocation-proof');
    expect(waiting).toMatchObject({ state: 'proving', party: 'subscriber', proof: 'domain-control' });
    expect(waiting.validations).toMatchObject([{ method }]);
    expect(await refusalOf(world.orders.certificates.download(orderId))).toMatchObject({
      code: 'RefusedInThisState',
    });
    const proofs = waiting.validations.map(({ record = null, file = null, ...each }) => ({
      ...each,
      record,
      file,
      status: 'pending',
      zoneHeldBy: null,
      lastFinding: null,
    }));
    await actAsSubscriber(world, { ...(await world.orders.show(orderId)), validations: proofs });
    expect(await world.orders.certificates.checkRevocation(orderId)).toMatchObject({ signalled: true });
    await expectRevoked(orderId);
  });
});

describe('by a letter', () => {
  it('that is rejected, then another one that is accepted', async () => {
    const orderId = await issuedForCompany('globalsign', 'letter-revoked');
    await revoke(orderId);
    await revocationAt(world, orderId, 'subscriber-revocation-letter');
    await uploadRevocationLetter(world, orderId);
    await revocationAt(world, orderId, 'reviewer-revocation');
    await world.caControls.returnRevocation(orderId, 'no stamp');
    await world.orders.certificates.checkRevocation(orderId);
    const again = await revocationAt(world, orderId, 'subscriber-revocation-letter');
    expect(again.detail).toContain('no stamp');
    expect(again.letters).toMatchObject([{ version: 1, status: 'rejected', reason: 'no stamp' }]);
    await uploadRevocationLetter(world, orderId, 'stamped');
    await revocationAt(world, orderId, 'reviewer-revocation');
    await world.caControls.passRevocation(orderId);
    await world.orders.certificates.checkRevocation(orderId);
    await expectRevoked(orderId);
    const { letters } = await world.orders.certificates.revocation(orderId);
    expect(letters).toMatchObject([{ status: 'rejected' }, { status: 'accepted' }]);
  });
});

it('a letter that the CA does not take is told with the reason, and another one may follow', async () => {
  const orderId = await issuedForCompany('globalsign', 'letter-not-taken');
  const { revocationId } = await revoke(orderId);
  await revocationAt(world, orderId, 'subscriber-revocation-letter');
  const [content, contentType] = [Buffer.from('no letter at all '.repeat(1_000)), 'application/pdf'] as const;
  await storeLetter(world.dependencies.database, {
    subject: { revocationId },
    document: 'revocation-letter',
    uploads: 'until-accepted',
    contentType,
    content,
    uploadedBy: 'a looser door than ours',
  });
  await world.orders.certificates.checkRevocation(orderId);
  const handle = world.temporal.workflow.getHandle(certificateRevocationWorkflowId(revocationId));
  const told = await until('the reason is told', async () => {
    const status = await handle.query(revocationStatus);
    return status.reason?.includes('of no known kind') === true && status;
  });
  expect(told).toMatchObject({ state: 'proving', waitingOn: 'subscriber-revocation-letter' });
  const shown = await world.orders.certificates.revocation(orderId);
  expect(shown.detail).toContain('of no known kind');
  await uploadRevocationLetter(world, orderId, 'a letter');
  await revocationAt(world, orderId, 'reviewer-revocation');
  expect((await world.orders.certificates.revocation(orderId)).letters).toMatchObject([
    { status: 'refused' },
    { status: 'handed-in', reason: null },
  ]);
  await world.caControls.passRevocation(orderId);
  await world.orders.certificates.checkRevocation(orderId);
  await expectRevoked(orderId);
});

it('an SM2 form that is rejected ends the request: there is no second upload, and the pair stays in use', async () => {
  const orderId = await issuedForCompany('dnspod-sm2', 'form-revoked');
  await revoke(orderId);
  await revocationAt(world, orderId, 'subscriber-revocation-letter');
  await uploadRevocationLetter(world, orderId);
  await revocationAt(world, orderId, 'reviewer-revocation');
  const second = uploadRevocationLetter(world, orderId, 'another');
  expect(await refusalOf(second)).toMatchObject({ code: 'RefusedInThisState' });
  await world.caControls.returnRevocation(orderId, 'no stamp');
  await world.orders.certificates.checkRevocation(orderId);
  expect(await revocationEnd(world, orderId)).toMatchObject({ state: 'refused', detail: 'no stamp' });
  await world.orders.certificates.download(orderId);
  expect(await revokedSm2Serials(world)).not.toContain(
    (await world.orders.certificates.show(orderId)).serialNumber,
  );
});

describe('by people at the CA', () => {
  it.each(['wotrus', 'dnspod-sm2'] as const)('%s DV is revoked when they say so', async (brand) => {
    const orderId = await issuedDv(`${brand}.revoked.com`, brand);
    await revoke(orderId);
    const waiting = await revocationAt(world, orderId, 'reviewer-revocation');
    expect(waiting).toMatchObject({ state: 'reviewing', party: 'reviewer', validations: [] });
    await world.caControls.passRevocation(orderId);
    await world.orders.certificates.checkRevocation(orderId);
    await expectRevoked(orderId);
  });

  it('who refuse leave the certificate in use; it may be asked for again', async () => {
    const orderId = await issuedDv('refused.revoked.com', 'wotrus');
    const { revocationId } = await revoke(orderId);
    await revocationAt(world, orderId, 'reviewer-revocation');
    await world.caControls.rejectRevocation(orderId, 'no reason to');
    await world.orders.certificates.checkRevocation(orderId);
    expect(await revocationEnd(world, orderId)).toMatchObject({ state: 'refused', detail: 'no reason to' });
    await expectInUse(orderId);
    expect((await revoke(orderId)).revocationId).not.toBe(revocationId);
    await revocationAt(world, orderId, 'reviewer-revocation');
    await world.caControls.passRevocation(orderId);
    await world.orders.certificates.checkRevocation(orderId);
    await expectRevoked(orderId);
  });
});

it('every first result lost, a new worker for each act: asked for once, handed in once, revoked', async () => {
  const orderId = await issuedForCompany('globalsign', 'forgotten-revocation', forgetful);
  const { revocationId } = await revoke(orderId, forgetful);
  const onFreshWorker = async (act: () => Promise<unknown>) => {
    await forgetful.stopWorker();
    await act();
    await forgetful.startWorker();
  };
  await revocationAt(forgetful, orderId, 'subscriber-revocation-letter');
  await onFreshWorker(() => uploadRevocationLetter(forgetful, orderId));
  await revocationAt(forgetful, orderId, 'reviewer-revocation');
  await onFreshWorker(() => forgetful.caControls.passRevocation(orderId));
  await until('it looks', () => forgetful.orders.certificates.checkRevocation(orderId));
  await expectRevoked(orderId, forgetful);
  const lost = results.activitiesOf(certificateRevocationWorkflowId(revocationId));
  expect(lost).toEqual(
    expect.arrayContaining([
      'requestRevocation',
      'awaitRevocation',
      'handInRevocationLetter',
      'recordRevocation',
    ]),
  );
  expect((await forgetful.orders.certificates.revocation(orderId)).letters).toMatchObject([
    { version: 1, status: 'accepted' },
  ]);
});
