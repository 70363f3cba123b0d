/** Does each certificate of a chain vouch for the one before it? (RFC 5280, section 6, as far as a server's chain needs it) */
import type { Bilingual } from '../bilingual.js';
import { CHAIN_MISMATCHES } from './mismatch-texts.js';
import {
  isRoot,
  isSignedBy,
  mayIssue,
  readCertificates,
  wholeOf,
  type CertificateText,
  type ReadCertificate,
} from './read-certificate.js';

export interface CertificateChain {
  readonly certificatePem: string;
  /** The issuing certificates in order, leaf and root excluded. */
  readonly chainPem: string;
  readonly rootPem?: string;
}

/** The same, each certificate of it read once, for all that is asked of it. */
export interface ReadChain {
  readonly leaf: CertificateText;
  readonly issuing: CertificateText;
  readonly roots: CertificateText;
}

export function readChain({ certificatePem, chainPem, rootPem }: CertificateChain): ReadChain {
  return {
    leaf: readCertificates(certificatePem),
    issuing: readIssuers(chainPem),
    roots: readIssuers(rootPem ?? ''),
  };
}

/** How many chains are kept: a CA has a handful, and hands the same ones over with every certificate. */
const CHAINS_KEPT = 32;
const knownIssuers = new Map<string, CertificateText>();

/** Reading costs milliseconds; what is read is never changed. */
function readIssuers(pem: string): CertificateText {
  const known = knownIssuers.get(pem);
  if (known) return known;
  const read = readCertificates(pem);
  const [oldest] = knownIssuers.keys();
  if (knownIssuers.size >= CHAINS_KEPT && oldest !== undefined) knownIssuers.delete(oldest);
  knownIssuers.set(pem, read);
  return read;
}

/**
 * What breaks the chain, in words; empty when it holds. Signatures, names, key identifiers and key usage are checked by
 * OpenSSL, but for the signatures of SM2: Node hands it no id. Without a root the chain holds as far as it goes.
 */
export function problemsOfChain(chain: CertificateChain, now: Date): Bilingual[] {
  return problemsOfReadChain(readChain(chain), now);
}

/** As `problemsOfChain`, of what was read before. */
export function problemsOfReadChain(read: ReadChain, now: Date): Bilingual[] {
  const issuing = wholeOf(read.issuing);
  const roots = wholeOf(read.roots);
  const leaf = wholeOf(read.leaf)?.[0];
  if (!issuing || !roots || !leaf) return [CHAIN_MISMATCHES.unreadable];
  const issuers = [...issuing, ...roots.slice(0, 1)];
  if (issuers.length === 0) return [CHAIN_MISMATCHES.empty];
  return [
    ...[leaf, ...issuers.slice(0, -1)].flatMap((certificate, index) =>
      problemsOfLink(certificate, issuers[index], index),
    ),
    ...issuers.flatMap((issuer, index) => problemsOfIssuer(issuer, index, now)),
    ...(issuing.some(isRoot) ? [CHAIN_MISMATCHES.hasRoot] : []),
  ];
}

function problemsOfLink(
  certificate: ReadCertificate,
  issuer: ReadCertificate | undefined,
  index: number,
): Bilingual[] {
  if (!issuer) return [];
  const what = index === 0 ? CHAIN_MISMATCHES.leaf : CHAIN_MISMATCHES.link(index);
  if (!certificate.x509.checkIssued(issuer.x509)) return [CHAIN_MISMATCHES.otherIssuer(what)];
  return isSignedBy(certificate, issuer) ? [] : [CHAIN_MISMATCHES.wrongSignature(what)];
}

function problemsOfIssuer(issuer: ReadCertificate, index: number, now: Date): Bilingual[] {
  const what = CHAIN_MISMATCHES.link(index + 1);
  const { notBefore, notAfter } = issuer.facts;
  const isValid = Date.parse(notBefore) <= now.getTime() && now.getTime() <= Date.parse(notAfter);
  return [
    ...(mayIssue(issuer) ? [] : [CHAIN_MISMATCHES.noCa(what)]),
    ...(isValid ? [] : [CHAIN_MISMATCHES.notNow(what)]),
  ];
}
