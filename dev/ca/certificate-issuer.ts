/** Signs by the kind of key: one certificate under the usual issuer, or an SM2 pair under its own (ordering rules, 10). */
import { sealSm2Envelope } from '../../domain/sm2/envelope.js';
import { newSm2KeyPair, sm2PublicKeyIn, sm2Spki } from '../../domain/sm2/keys.js';
import type { Authority } from './authority.js';
import { LeafIssuer, type LeafRequest } from './leaf.js';
import { urlsOf } from './public-routes.js';
import type { EncryptionHalf, IssuedCertificate } from './stored-order.js';

export interface CertificateIssuer {
  issue(request: LeafRequest, now: Date): Promise<IssuedCertificate>;
}

/** `baseUrl` is where relying parties reach the CA. */
export async function createCertificateIssuer(
  authority: Authority,
  baseUrl: string,
): Promise<CertificateIssuer> {
  const usual = await LeafIssuer.create(authority.intermediate, urlsOf(baseUrl, 'usual'));
  const sm2 = await LeafIssuer.create(authority.sm2.intermediate, urlsOf(baseUrl, 'sm2'));
  return {
    issue: (request, now) =>
      request.key.type === 'sm2' ? issuePair(sm2, request, now) : usual.issue(request, now),
  };
}

async function issuePair(issuer: LeafIssuer, request: LeafRequest, now: Date): Promise<IssuedCertificate> {
  const signing = await issuer.issue({ ...request, half: 'signing' }, now);
  return { ...signing, encryption: await encryptionHalf(issuer, request, now) };
}

/** The key is made here and leaves in an envelope for the signing key alone. */
async function encryptionHalf(issuer: LeafIssuer, request: LeafRequest, now: Date): Promise<EncryptionHalf> {
  const signingKey = sm2PublicKeyIn(Buffer.from(request.key.spkiBase64, 'base64'));
  if (!signingKey) throw new Error('The order’s key is no SM2 key');
  const pair = newSm2KeyPair();
  const key = { type: 'sm2', spkiBase64: sm2Spki(pair.publicKey).toString('base64') } as const;
  const { serialNumber, certificatePem } = await issuer.issue({ ...request, key, half: 'encryption' }, now);
  const envelopedKey = sealSm2Envelope(pair, signingKey).toString('base64');
  pair.privateKey.fill(0);
  return { serialNumber, certificatePem, envelopedKey };
}
