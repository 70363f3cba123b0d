/** Does each certificate of a chain vouch for the one before it? (RFC 5280, section 6, as far as a server's chain needs it) */
import { X509Certificate } from 'node:crypto';
import { sm2PublicKeyIn } from '../sm2/keys.js';
import { isSignedWithSm2 } from '../sm2/signed.js';

export interface CertificateChain {
  readonly certificatePem: string;
  /** The issuing certificates in order, leaf and root excluded. */
  readonly chainPem: string;
  readonly rootPem?: string;
}

const PEM_BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * What breaks the chain, in words; empty when it holds. Signatures, names, key identifiers and key usage are checked by
 * OpenSSL, but for the signatures of SM2: Node hands it no id. Without a root the chain holds as far as it goes.
 */
export function problemsOfChain(
  { certificatePem, chainPem, rootPem }: CertificateChain,
  now: Date,
): string[] {
  const issuing = parseAll(chainPem);
  const roots = parseAll(rootPem ?? '');
  const leaf = parseAll(certificatePem)?.[0];
  if (!issuing || !roots || !leaf) return ['its chain can’t be read'];
  const issuers = [...issuing, ...roots.slice(0, 1)];
  if (issuers.length === 0) return ['its chain is empty'];
  return [
    ...[leaf, ...issuers.slice(0, -1)].flatMap((certificate, index) =>
      problemsOfLink(certificate, issuers[index], index),
    ),
    ...issuers.flatMap((issuer, index) => problemsOfIssuer(issuer, index, now)),
    ...(issuing.some(isSelfSigned) ? ['its chain contains a root'] : []),
  ];
}

function parseAll(pem: string): X509Certificate[] | undefined {
  try {
    return (pem.match(PEM_BLOCK) ?? []).map((block) => new X509Certificate(block));
  } catch {
    return undefined;
  }
}

function problemsOfLink(
  certificate: X509Certificate,
  issuer: X509Certificate | undefined,
  index: number,
): string[] {
  if (!issuer) return [];
  const what = index === 0 ? 'the certificate' : `certificate ${index} of its chain`;
  if (!certificate.checkIssued(issuer)) return [`${what} was not issued by the next one of its chain`];
  return isSignedBy(certificate, issuer) ? [] : [`the signature on ${what} is wrong`];
}

function problemsOfIssuer(issuer: X509Certificate, index: number, now: Date): string[] {
  const what = `certificate ${index + 1} of its chain`;
  const isValid =
    Date.parse(issuer.validFrom) <= now.getTime() && now.getTime() <= Date.parse(issuer.validTo);
  return [...(issuer.ca ? [] : [`${what} is not a CA`]), ...(isValid ? [] : [`${what} is not valid now`])];
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate) && isSignedBy(certificate, certificate);
}

function isSignedBy(certificate: X509Certificate, { publicKey }: X509Certificate): boolean {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return sm2PublicKeyIn(spki) ? isSignedWithSm2(certificate.raw, spki) : certificate.verify(publicKey);
}
