/** Does each certificate of a chain vouch for the one before it? (RFC 5280, section 6, as far as a server's chain needs it) */
import { readPem } from './pem.js';
import { isRoot, isSignedBy, mayIssue, readCertificate, type ReadCertificate } from './read-certificate.js';

export interface CertificateChain {
  readonly certificatePem: string;
  /** The issuing certificates in order, leaf and root excluded. */
  readonly chainPem: string;
  readonly rootPem?: string;
}

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
    ...(issuing.some(isRoot) ? ['its chain contains a root'] : []),
  ];
}

function parseAll(pem: string): ReadCertificate[] | undefined {
  const read = readPem(pem);
  if ('problem' in read) return undefined;
  const certificates = read.blocks.map(({ der }) => readCertificate(der));
  return certificates.every((each) => each !== undefined) ? certificates : undefined;
}

function problemsOfLink(
  certificate: ReadCertificate,
  issuer: ReadCertificate | undefined,
  index: number,
): string[] {
  if (!issuer) return [];
  const what = index === 0 ? 'the certificate' : `certificate ${index} of its chain`;
  if (!certificate.x509.checkIssued(issuer.x509))
    return [`${what} was not issued by the next one of its chain`];
  return isSignedBy(certificate, issuer) ? [] : [`the signature on ${what} is wrong`];
}

function problemsOfIssuer(issuer: ReadCertificate, index: number, now: Date): string[] {
  const what = `certificate ${index + 1} of its chain`;
  const { notBefore, notAfter } = issuer.facts;
  const isValid = Date.parse(notBefore) <= now.getTime() && now.getTime() <= Date.parse(notAfter);
  return [
    ...(mayIssue(issuer) ? [] : [`${what} is not a CA`]),
    ...(isValid ? [] : [`${what} is not valid now`]),
  ];
}
