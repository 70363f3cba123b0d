/** Signs by key and hash: one certificate under the issuer for its hash, or an SM2 pair under its own (ordering rules, 10). */
import { sealSm2Envelope } from '../../domain/sm2/envelope.js';
import { newSm2KeyPair, sm2PublicKeyIn, sm2Spki } from '../../domain/sm2/keys.js';
import type { Authority } from './authority.js';
import { chainOf, type ChainName } from './chains.js';
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
  const issuerOf = (chain: ChainName) =>
    LeafIssuer.create(authority[chain].intermediate, urlsOf(baseUrl, chain));
  const usual = await issuerOf('usual');
  const sha384 = await issuerOf('sha384');
  const sm2 = await issuerOf('sm2');
  return {
    issue: (request, now) => {
      const chain = chainOf(request);
      if (chain === 'sm2') return issuePair(sm2, request, now);
      return (chain === 'sha384' ? sha384 : usual).issue(request, now);
    },
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
