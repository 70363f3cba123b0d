/** What was issued is compared with what was ordered: every difference is told, and what is right passes. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Bilingual } from '../../../domain/bilingual.js';
import { compareIssued, readIssued, type OrderedCertificate } from '../../../domain/certificates/issued.js';
import { ExtendedKeyUsage } from '../../../domain/certificates/x509-engine.js';
import { createTestCa, type LeafPlan, type TestCa } from '../../support/test-chain.js';

const now = new Date('2026-11-23T12:00:00Z');
const hoursBefore = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const names = ['www.example.com', 'example.com'];
const good: LeafPlan = { names, commonName: 'www.example.com', notBefore: hoursBefore(1), days: 199 };

let ca: TestCa;
let strange: TestCa;
beforeAll(async () => {
  ca = await createTestCa(now);
  strange = await createTestCa(now, 'Strange');
});

const ordered = (spkiSha256: string): OrderedCertificate => ({
  names,
  spkiSha256,
  certificateType: 'dv',
  maxDaysAt: () => 200,
  now,
});

function english(problems: readonly Bilingual[]): string[] {
  return problems.map(({ en }) => en);
}

async function problemsOf(plan: Partial<LeafPlan>, differently: Partial<OrderedCertificate> = {}) {
  const leaf = await ca.issue({ ...good, ...plan });
  return english(compareIssued({ ...ca, ...leaf }, { ...ordered(leaf.spkiSha256), ...differently }));
}

it('what was ordered passes, with or without the root at hand', async () => {
  const leaf = await ca.issue(good);
  expect(compareIssued({ ...ca, ...leaf }, ordered(leaf.spkiSha256))).toEqual([]);
  expect(
    compareIssued({ certificatePem: leaf.certificatePem, chainPem: ca.chainPem }, ordered(leaf.spkiSha256)),
  ).toEqual([]);
});

it('what is stored is read from it', async () => {
  const { certificatePem } = await ca.issue({ ...good, names: ['WWW.example.com'] });
  const facts = readIssued(certificatePem);
  expect(facts).toMatchObject({ names: ['www.example.com'], issuer: 'CN=Test Issuing' });
  expect(facts.serialNumber).toMatch(/^4[0-9a-f]{29}$/);
  expect(facts.fingerprintSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(facts.notBefore).toBe('2026-11-23T11:00:00.000Z');
  expect(facts.notAfter).toBe('2027-06-10T10:59:59.000Z');
});

it('the hash that was ordered is the one it is signed with; the CA chooses where none was', async () => {
  const signed = 'it is signed with SHA-256, and sha384 was ordered';
  expect(await problemsOf({}, { signatureHash: 'sha384' })).toEqual([signed]);
  expect(await problemsOf({}, { signatureHash: 'sha256' })).toEqual([]);
  expect(await problemsOf({}, { signatureHash: undefined })).toEqual([]);
});

describe('each difference is told:', () => {
  it.each([
    ['a name missing', { names: ['www.example.com'] }, 'it lacks the names example.com'],
    [
      'a name too many',
      { names: [...names, 'b.example.com'] },
      'it has names that were not ordered: b.example.com',
    ],
    [
      'a strange common name',
      { commonName: 'evil.example' },
      'it has names that were not ordered: evil.example',
    ],
    ['a day too long', { days: 201 }, 'it is valid for 201 days, and at most 200 are permitted'],
    ['expired', { notBefore: hoursBefore(48), days: 1 }, 'it expired at 2026-11-22T11:59:59.000Z'],
    [
      'not valid for days',
      { notBefore: hoursBefore(-49) },
      'it is not valid before 2026-11-25T13:00:00.000Z',
    ],
    ['a CA', { isCa: true }, 'it is a CA certificate'],
    ['for clients', { usage: ExtendedKeyUsage.clientAuth }, 'it is not for TLS servers'],
    [
      'another type',
      { policy: '2.23.140.1.2.2' },
      'its policies (2.23.140.1.2.2) are not those of the ordered type (2.23.140.1.2.1)',
    ],
  ] satisfies [string, Partial<LeafPlan>, string][])('%s', async (_what, plan, problem) => {
    expect(await problemsOf(plan)).toEqual([problem]);
  });

  it('another key', async () => {
    expect(await problemsOf({}, { spkiSha256: '00' })).toEqual(['its public key is not that of the CSR']);
  });

  it('one second over the limit counts as another day', async () => {
    const second = 1 / 86_400;
    expect(await problemsOf({ days: 200 })).toEqual([]);
    expect(await problemsOf({ days: 200 + second })).toEqual([
      'it is valid for 201 days, and at most 200 are permitted',
    ]);
  });

  it('the limit is that of the day it was issued', async () => {
    const days: Date[] = [];
    await problemsOf({}, { maxDaysAt: (issuedAt) => void days.push(issuedAt) });
    expect(days).toEqual([good.notBefore]);
  });
});

describe('the chain', () => {
  const compare = async (parts: { certificatePem?: string; chainPem?: string; rootPem?: string }) => {
    const leaf = await ca.issue(good);
    return english(compareIssued({ ...ca, ...leaf, ...parts }, ordered(leaf.spkiSha256)));
  };

  it('of another CA does not hold', async () => {
    expect(await compare({ chainPem: strange.chainPem })).toContain(
      'the certificate was not issued by the next one of its chain',
    );
    expect(await compare({ rootPem: strange.rootPem })).toEqual([
      'certificate 1 of its chain was not issued by the next one of its chain',
    ]);
  });

  it('of the same names with another key does not hold', async () => {
    const impostor = await createTestCa(now);
    expect(await compare({ chainPem: impostor.chainPem, rootPem: undefined })).toEqual([
      'the signature on the certificate is wrong',
    ]);
  });

  it('may be neither empty nor rubbish, and holds no root', async () => {
    expect(await compare({ chainPem: '', rootPem: undefined })).toEqual(['its chain is empty']);
    expect(
      await compare({ chainPem: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }),
    ).toEqual(['its chain can’t be read']);
    expect(await compare({ chainPem: ca.chainPem + '\n' + ca.rootPem })).toContain(
      'its chain contains a root',
    );
    expect(await compare({ certificatePem: '<html>Maintenance</html>' })).toEqual([
      'the certificate can’t be read',
    ]);
  });

  it('must be valid today', async () => {
    const longAgo = await createTestCa(new Date('2010-01-01T00:00:00Z'));
    const leaf = await longAgo.issue(good);
    expect(english(compareIssued({ ...longAgo, ...leaf }, ordered(leaf.spkiSha256)))).toEqual([
      'certificate 1 of its chain is not valid now',
      'certificate 2 of its chain is not valid now',
    ]);
  });
});
