/** Requests to revoke at the development CA: the proof each brand wants, its end, and the CRL. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { X509Certificate, X509Crl } from '../../../domain/certificates/x509-engine.js';
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';
import { CaControls } from '../../support/ca-controls.js';
import { letterFile } from '../../support/letter-files.js';
import { type CaWorld, startCaWorld, TOKEN } from './ca-world.js';
import { DAY_MS, place, type Differing, type PlacedOrder } from './organization-world.js';

let world: CaWorld;
let controls: CaControls;
beforeAll(async () => {
  world = await startCaWorld();
});
beforeEach(() => {
  controls = new CaControls(world.ca.url, TOKEN);
});
afterEach(async () => {
  world.now = undefined;
  await controls.bePeaceful();
});
afterAll(() => world.stop());

async function issued(brand: Brand, type: CertificateType, differing: Differing = {}): Promise<PlacedOrder> {
  const order = await place(world, brand, type, differing);
  await order.proveNames();
  if (brand === 'globalsign') {
    await order.upload(letterFile('pdf'));
    await order.pass('letter');
  }
  await order.becomes('issued');
  return order;
}

async function issuedSm2(): Promise<PlacedOrder> {
  const order = await place(world, 'dnspod-sm2', 'ov');
  await order.upload(letterFile('pdf'));
  await order.proveNames();
  await order.pass('manual-review');
  await order.becomes('issued');
  return order;
}

function sendLetter({ caReference }: PlacedOrder, kind: 'pdf' | 'png' | 'gif' | 'text', mark = '') {
  return world.adapter.uploadRevocationLetter(caReference, {
    contentType: 'application/octet-stream',
    content: letterFile(kind, 2_000, mark),
  });
}

async function isOnCrl({ caReference }: PlacedOrder): Promise<boolean> {
  const { certificatePem } = await world.adapter.fetchCertificate(caReference);
  const response = await fetch(`${world.ca.url}/crl/intermediate.crl`);
  const crl = new X509Crl(await response.arrayBuffer());
  return crl.findRevoked(new X509Certificate(certificatePem).serialNumber) !== null;
}

describe('by control of the names', () => {
  it('new random values are asked for and seen, and the CRL grows', async () => {
    const order = await issued('dnspod', 'dv');
    const asked = await world.adapter.requestRevocation(order.caReference, 'superseded');
    expect(asked).toMatchObject({
      status: 'pending',
      proof: 'domain-control',
      turn: 'subscriber',
      validations: [{ status: 'pending', method: 'auto-dns' }],
      letters: [],
    });
    const [fresh] = asked.validations;
    expect(fresh?.record?.value).not.toBe(order.placed.validations[0]?.record?.value);
    await expect(world.adapter.validateRevocation(order.caReference)).resolves.toMatchObject({
      status: 'pending',
      validations: [{ status: 'failed' }],
    });
    expect(await isOnCrl(order)).toBe(false);
    await world.publish(asked.validations);
    const done = await world.adapter.validateRevocation(order.caReference);
    expect(done).toMatchObject({ status: 'revoked', revokedAt: expect.any(String) as string });
    await expect(world.adapter.findRevocation(order.caReference)).resolves.toEqual(done);
    expect(await isOnCrl(order)).toBe(true);
  });

  it('is shown in a file where the order was validated so, and CAA has no say in it', async () => {
    const order = await issued('dnspod', 'dv', { validationMethod: 'file', names: ['revoked-by-file.com'] });
    await world.dns.zone.set('revoked-by-file.com', 'CAA', '0 issue "ca.example"');
    const asked = await world.adapter.requestRevocation(order.caReference, 'unspecified');
    expect(asked.validations[0]?.file?.url).toContain('/.well-known/pki-validation/');
    await world.publish(asked.validations);
    await expect(world.adapter.validateRevocation(order.caReference)).resolves.toMatchObject({
      status: 'revoked',
    });
  });

  it('fails after three days of the CA’s clock, and may be asked for anew', async () => {
    const order = await issued('dnspod', 'dv');
    const began = Date.now();
    world.now = new Date(began);
    const asked = await world.adapter.requestRevocation(order.caReference, 'keyCompromise');
    world.now = new Date(began + 3 * DAY_MS - 1);
    await expect(world.adapter.findRevocation(order.caReference)).resolves.toMatchObject({
      status: 'pending',
    });
    world.now = new Date(began + 3 * DAY_MS);
    await world.publish(asked.validations);
    await expect(world.adapter.validateRevocation(order.caReference)).resolves.toMatchObject({
      status: 'refused',
      detail: expect.stringContaining('within 3 days') as string,
    });
    const again = await world.adapter.requestRevocation(order.caReference, 'superseded');
    expect(again).toMatchObject({ status: 'pending', validations: [{ status: 'pending' }] });
    expect(again.validations[0]?.record?.value).not.toBe(asked.validations[0]?.record?.value);
  });

  it('is decided by nobody else', async () => {
    const order = await issued('dnspod', 'dv');
    await world.adapter.requestRevocation(order.caReference, 'superseded');
    await expect(controls.passRevocation(order.request.reference)).rejects.toThrow('Nobody decides');
    await expect(sendLetter(order, 'pdf')).rejects.toMatchObject({ type: 'LetterRefusedByCa' });
  });
});

describe('the first request', () => {
  it('stands, with its reason and its random values, over a restart', async () => {
    const order = await issued('dnspod', 'dv');
    const first = await world.adapter.requestRevocation(order.caReference, 'keyCompromise');
    await world.restart({ gently: true });
    controls = new CaControls(world.ca.url, TOKEN);
    await expect(world.adapter.requestRevocation(order.caReference, 'superseded')).resolves.toEqual(first);
    await expect(controls.revocationOf(order.request.reference)).resolves.toMatchObject({
      reason: 'keyCompromise',
    });
  });

  it('reaches the CA although its answer is lost; none is told where none was asked for', async () => {
    const order = await issued('dnspod', 'dv');
    await expect(world.adapter.findRevocation(order.caReference)).resolves.toBeUndefined();
    await world.hostile({ mode: 'accept-then-drop', path: 'revoke', times: 1 });
    const lost = world.adapter.requestRevocation(order.caReference, 'superseded');
    await expect(lost).rejects.toMatchObject({ type: 'CaUnavailable' });
    await expect(world.adapter.findRevocation(order.caReference)).resolves.toMatchObject({
      status: 'pending',
    });
    await world.hostile({ mode: 'server-error', path: 'validate', times: 1 });
    await expect(world.adapter.validateRevocation(order.caReference)).rejects.toMatchObject({
      type: 'CaUnavailable',
    });
  });

  it('is not taken for what is not issued, or unknown', async () => {
    const order = await place(world, 'dnspod', 'dv');
    await expect(world.adapter.requestRevocation(order.caReference, 'superseded')).rejects.toMatchObject({
      type: 'CaUnavailable',
    });
    await expect(world.adapter.requestRevocation('dca-unknown', 'superseded')).rejects.toMatchObject({
      type: 'CaOrderUnknown',
    });
  });

  it('is not taken for what has expired', async () => {
    const order = await issued('dnspod', 'dv');
    world.now = new Date(Date.now() + 400 * DAY_MS);
    await expect(world.adapter.requestRevocation(order.caReference, 'superseded')).rejects.toMatchObject({
      type: 'OrderRefusedByCa',
    });
  });

  it('finds a certificate that was revoked at once revoked', async () => {
    const order = await issued('dnspod', 'dv');
    await world.adapter.revokeCertificate(order.caReference, 'unspecified');
    await expect(world.adapter.requestRevocation(order.caReference, 'superseded')).resolves.toMatchObject({
      status: 'revoked',
    });
  });
});

describe('by a letter', () => {
  it('people read it: another may follow a rejected one, and an accepted one revokes', async () => {
    const order = await issued('globalsign', 'ov');
    const { reference } = order.request;
    await expect(world.adapter.requestRevocation(order.caReference, 'superseded')).resolves.toMatchObject({
      proof: 'letter',
      turn: 'subscriber',
      validations: [],
    });
    await expect(controls.passRevocation(reference)).rejects.toThrow('No letter');
    await expect(sendLetter(order, 'gif')).rejects.toMatchObject({ type: 'LetterRefusedByCa' });
    await sendLetter(order, 'png', 'first');
    await sendLetter(order, 'png', 'first');
    await expect(sendLetter(order, 'pdf', 'other')).rejects.toThrow('in review');
    await controls.returnRevocation(reference, 'the stamp can’t be read');
    await expect(world.adapter.findRevocation(order.caReference)).resolves.toMatchObject({
      status: 'pending',
      turn: 'subscriber',
      detail: 'the stamp can’t be read',
      letters: [{ status: 'rejected', reason: 'the stamp can’t be read' }],
    });
    await expect(sendLetter(order, 'png', 'first')).rejects.toThrow('rejected before');
    await sendLetter(order, 'pdf', 'second');
    await controls.passRevocation(reference);
    await controls.passRevocation(reference);
    const done = await world.adapter.findRevocation(order.caReference);
    expect(done).toMatchObject({ status: 'revoked', letters: [{}, { status: 'accepted' }] });
    expect(done).not.toHaveProperty('turn');
  });

  it('of SM2 comes once: its rejection ends the request', async () => {
    const order = await issuedSm2();
    await world.adapter.requestRevocation(order.caReference, 'superseded');
    await expect(sendLetter(order, 'png')).rejects.toMatchObject({ type: 'LetterRefusedByCa' });
    await sendLetter(order, 'gif');
    await controls.returnRevocation(order.request.reference, 'another company’s stamp');
    await expect(world.adapter.findRevocation(order.caReference)).resolves.toMatchObject({
      status: 'refused',
      detail: 'another company’s stamp',
    });
    await expect(sendLetter(order, 'pdf')).rejects.toMatchObject({ type: 'LetterRefusedByCa' });
  });

  it('is not waited for once people say no for good', async () => {
    const order = await issued('globalsign', 'ov');
    await world.adapter.requestRevocation(order.caReference, 'superseded');
    await controls.rejectRevocation(order.request.reference, 'not your certificate');
    await expect(controls.passRevocation(order.request.reference)).rejects.toThrow('The request is refused');
    await expect(world.adapter.findRevocation(order.caReference)).resolves.toMatchObject({
      status: 'refused',
    });
  });
});

describe('by a review', () => {
  it('people say yes, or the policy does', async () => {
    const [one, other] = [await issued('wotrus', 'dv'), await issued('wotrus', 'dv')];
    for (const { caReference } of [one, other])
      await expect(world.adapter.requestRevocation(caReference, 'superseded')).resolves.toMatchObject({
        proof: 'manual-review',
        turn: 'ca',
      });
    await controls.passRevocation(one.request.reference);
    await expect(world.adapter.findRevocation(one.caReference)).resolves.toMatchObject({ status: 'revoked' });
    await controls.setPolicy({ approveAfterSeconds: { review: 0 } });
    await expect
      .poll(async () => (await controls.revocationOf(other.request.reference))?.status, { timeout: 15_000 })
      .toBe('revoked');
    await controls.clearPolicy();
  });

  it('people say no: the certificate stays what it was', async () => {
    const order = await issued('wotrus', 'dv');
    await world.adapter.requestRevocation(order.caReference, 'superseded');
    await controls.returnRevocation(order.request.reference, 'nobody answers');
    await expect(world.adapter.findRevocation(order.caReference)).resolves.toMatchObject({
      status: 'refused',
      detail: 'nobody answers',
    });
    expect(await isOnCrl(order)).toBe(false);
  });
});
