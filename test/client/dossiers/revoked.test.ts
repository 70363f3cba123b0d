/** The dossier of an order whose certificate is an SM2 pair, and was revoked on a letter: all of it is there, and proven. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readArchive } from '../../../client/dossiers/archive.js';
import type { Dossier } from '../../../client/dossiers/dossier.js';
import { verifyDossierFile } from '../../../client/dossiers/verifying.js';
import { readCertificatePem } from '../../../domain/certificates/read-certificate.js';
import { sm2PublicKeyIn } from '../../../domain/sm2/keys.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { actUntilEnd, companyForm } from '../../support/organization-orders.js';
import { revocationAt, revocationEnd, uploadRevocationLetter } from '../../support/revocations.js';
import { findNeedles } from '../../support/secret-needles.js';
import { peopleNeedles, secretNeedles } from '../../support/secret-sweep.js';

let world: OrderWorld;
let orderId: string;
let whole: Dossier;
let withoutPeople: Dossier;

beforeAll(async () => {
  world = await createOrderWorld();
  const form = companyForm({ brand: 'dnspod-sm2', type: 'ov' }, 'revoked-pair');
  ({ orderId } = await world.orders.create({ form }));
  expect(await actUntilEnd(world, orderId)).toMatchObject({ state: 'issued' });
  await world.orders.certificates.revoke(orderId, { reason: 'superseded' });
  await revocationAt(world, orderId, 'subscriber-revocation-letter');
  await uploadRevocationLetter(world, orderId);
  await revocationAt(world, orderId, 'reviewer-revocation');
  await world.caControls.passRevocation(orderId);
  expect(await revocationEnd(world, orderId)).toMatchObject({ state: 'revoked' });
  whole = await world.orders.dossiers.make(orderId);
  withoutPeople = await world.orders.dossiers.make(orderId, { withoutPersonalData: true, language: 'zh' });
}, 180_000);
afterAll(() => world.stop());

function filesOf({ archive }: Dossier): Map<string, Buffer> {
  const { files } = readArchive(archive) ?? { files: [] };
  return new Map([...files].map(([path, content]) => [path, Buffer.from(content)]));
}

function textOf(dossier: Dossier, path: string): string {
  return filesOf(dossier).get(path)?.toString() ?? '';
}

it('has both certificates of the pair, and neither key', async () => {
  const certificates = ['certificate/certificate.pem', 'certificate/encryption-certificate.pem'].map(
    (path) => {
      const { engine } = readCertificatePem(textOf(whole, path)) ?? {};
      return sm2PublicKeyIn(new Uint8Array(engine?.publicKey.rawData ?? []));
    },
  );
  expect(certificates.every((key) => key !== undefined)).toBe(true);
  expect(Buffer.compare(certificates[0] ?? Buffer.of(), certificates[1] ?? Buffer.of())).not.toBe(0);
  const { database } = world.dependencies;
  const needles = await secretNeedles({ ...world, database }, new Set());
  expect(needles.map(({ name }) => name)).toContain(`the encryption key of ${orderId}`);
  for (const dossier of [whole, withoutPeople])
    for (const [path, content] of filesOf(dossier)) expect(findNeedles(content, needles), path).toEqual([]);
});

it('has the revocation: what asked for it, what became of it, what was told of it', () => {
  expect(JSON.parse(textOf(whole, 'revocations.json'))).toMatchObject([
    { reason: 'superseded', proof: 'letter', state: 'revoked' },
  ]);
  expect(JSON.parse(textOf(whole, 'letters.json'))).toMatchObject([
    { document: 'application-form', status: 'accepted' },
    { document: 'revocation-letter', status: 'accepted', file: 'letters/revocation-1/version-1.pdf' },
  ]);
  expect(filesOf(whole).has('letters/revocation-1/version-1.pdf')).toBe(true);
  const operations = textOf(whole, 'log.jsonl').trimEnd().split('\n');
  expect(operations.map((line) => (JSON.parse(line) as { operation: string }).operation)).toEqual(
    expect.arrayContaining(['certificate.revoke', 'certificate.upload-revocation-letter']),
  );
  expect(textOf(whole, 'summary.txt')).toMatch(/revok/i);
  expect(textOf(withoutPeople, 'summary.txt')).toContain('吊销');
});

it('without personal data tells of the revocation, and of nobody who asked for it', () => {
  const found = [...filesOf(withoutPeople)].flatMap(([path, content]) =>
    findNeedles(content, peopleNeedles()).map((name) => `${name} in ${path}`),
  );
  expect(found).toEqual([]);
  expect(JSON.parse(textOf(withoutPeople, 'revocations.json'))).toMatchObject([
    { state: 'revoked', requestedBy: null },
  ]);
  expect([...filesOf(withoutPeople).keys()].filter((path) => path.startsWith('letters/'))).toEqual([]);
});

it('is verified offline, and not with one byte changed', () => {
  for (const dossier of [whole, withoutPeople]) {
    expect(verifyDossierFile(dossier.archive)).toMatchObject({ verified: true, orderId });
    const changed = Buffer.from(dossier.archive);
    const at = changed.indexOf('superseded');
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(at).toBeGreaterThan(0);
    expect(verifyDossierFile(changed)).toMatchObject({ verified: false });
  }
});
