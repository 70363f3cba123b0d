/** The SM2 pair is compared as one: each half that is wrong, missing or of another pair is told. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createCertificateIssuer, type CertificateIssuer } from '../../../dev/ca/certificate-issuer.js';
import { openAuthority, type Authority } from '../../../dev/ca/authority.js';
import type { IssuedCertificate } from '../../../dev/ca/stored-order.js';
import { sha256Hex } from '../../../domain/certificates/csr.js';
import { compareIssuedPair, type IssuedPair } from '../../../domain/certificates/issued-pair.js';
import { sealSm2Envelope } from '../../../domain/sm2/envelope.js';
import { newSm2KeyPair, sm2Pkcs8, sm2Spki } from '../../../domain/sm2/keys.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const now = new Date('2026-11-23T12:00:00Z');
const names = ['www.example.com', 'example.com'];
const signing = newSm2KeyPair();
const ordered = {
  names,
  spkiSha256: sha256Hex(sm2Spki(signing.publicKey)),
  certificateType: 'dv',
  maxDaysAt: () => undefined,
  now,
} as const;

const folder = temporaryFolder();
const strangeFolder = temporaryFolder();
let authority: Authority;
let issuer: CertificateIssuer;
let good: IssuedPair & Required<Pick<IssuedPair, 'encryption'>>;
beforeAll(async () => {
  authority = await openAuthority(folder, now);
  issuer = await createCertificateIssuer(authority, 'http://127.0.0.1:1');
  good = await issue();
});

async function issue(certified: readonly string[] = names) {
  const key = { type: 'sm2', spkiBase64: sm2Spki(signing.publicKey).toString('base64') } as const;
  const request = { brand: 'dnspod-sm2', type: 'dv', names: certified, key } as const;
  return asFetched(await issuer.issue(request, now));
}

function asFetched({ certificatePem, encryption }: IssuedCertificate) {
  if (!encryption) throw new Error('the development CA issued no pair');
  const chainPem = authority.sm2.intermediate.certificate.toString('pem');
  return { certificatePem, chainPem, rootPem: authority.sm2.root.certificate.toString('pem'), encryption };
}

const compare = (differing: Partial<IssuedPair>, key: Uint8Array | undefined = sm2Pkcs8(signing)) =>
  compareIssuedPair({ ...good, ...differing }, ordered, key).map(({ en }) => en);

it('what was ordered passes, with the signing key at hand or without', () => {
  expect(compare({})).toEqual([]);
  expect(compareIssuedPair(good, ordered)).toEqual([]);
});

describe('is told:', () => {
  it('a half that is missing, or is no certificate', () => {
    expect(compare({ encryption: undefined })).toEqual(['its encryption certificate is missing']);
    expect(compare({ encryption: { ...good.encryption, certificatePem: 'rubbish' } })).toContain(
      'its encryption certificate can’t be read',
    );
  });

  it('halves that changed places', () => {
    const swapped = { ...good.encryption, certificatePem: good.certificatePem };
    expect(compare({ encryption: swapped })).toEqual([
      'its encryption certificate has the key of the signing certificate',
      'its encryption certificate has other key usages than its half of an SM2 pair has',
      'the envelope does not hold the key of its encryption certificate',
    ]);
    expect(compare({ certificatePem: good.encryption.certificatePem })).toContain(
      'its public key is not that of the CSR',
    );
  });

  it('a half of other names', async () => {
    const other = await issue(['other.example.com']);
    expect(compare({ encryption: other.encryption })).toEqual([
      'of its encryption certificate: it lacks the names www.example.com, example.com',
      'of its encryption certificate: it has names that were not ordered: other.example.com',
      'its encryption certificate names another subject',
    ]);
  });

  it('an envelope of another pair, for another key, or altered', async () => {
    const { encryption } = await issue();
    const { certificatePem } = good.encryption;
    expect(compare({ encryption: { ...encryption, certificatePem } })).toEqual([
      'the envelope does not hold the key of its encryption certificate',
    ]);
    const strange = sealSm2Envelope(newSm2KeyPair(), newSm2KeyPair().publicKey).toString('base64');
    expect(compare({ encryption: { certificatePem, envelopedKey: strange } })).toEqual([
      expect.stringContaining('sealed for another key') as string,
    ]);
    expect(compare({ encryption: { certificatePem, envelopedKey: 'AAAA' } })).toEqual([
      expect.stringContaining('not an SM2EnvelopedKey') as string,
    ]);
  });

  it('a signature of another CA on either half', async () => {
    const strange = await openAuthority(strangeFolder, now);
    const chainPem = strange.sm2.intermediate.certificate.toString('pem');
    expect(compare({ chainPem, rootPem: undefined })).toEqual([
      'the certificate was not issued by the next one of its chain',
      'of its encryption certificate: the certificate was not issued by the next one of its chain',
    ]);
  });

  it('a bit flipped in what was signed', () => {
    const der = Buffer.from(good.certificatePem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    const at = der.indexOf('www.example.com') + 1;
    der[at] = (der[at] ?? 0) ^ 1;
    const certificatePem = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
    expect(compare({ certificatePem })).toContain('the signature on the certificate is wrong');
  });
});
