/** What a CA issued: what it says, and whether it is what was ordered (ordering rules, section 8). */
import type { Bilingual } from '../bilingual.js';
import { MISMATCHES } from './mismatch-texts.js';
import { CERTIFICATE_POLICY_OIDS } from './policies.js';
import { problemsOfReadChain, readChain, type CertificateChain, type ReadChain } from './chain.js';
import { sha256Hex } from './csr.js';
import { readCertificatePem, type CertificateFacts, type ReadCertificate } from './read-certificate.js';
import { validityDays } from '../catalogue/dated-rules.js';
import { parseIpAddress } from '../names/ip-addresses.js';
import type { CertificateType, SignatureHash } from '../catalogue/words.js';
import { sm2PublicKeyIn } from '../sm2/keys.js';
import { SM2_WITH_SM3 } from '../sm2/signature.js';
import {
  BasicConstraintsExtension,
  CertificatePolicyExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
} from './x509-engine.js';

export interface IssuedFacts extends CertificateFacts {
  readonly names: readonly string[];
}

export interface OrderedCertificate {
  /** All names the certificate must carry, complimentary ones included; no other may be there. */
  readonly names: readonly string[];
  /** SHA-256 of the CSR's subject public key info, lower-case hex. */
  readonly spkiSha256: string;
  /** Absent: a CA outside the Forum issues it, which marks no types. */
  readonly certificateType?: CertificateType;
  /** What it must be signed with; absent where that was the CA's to choose. */
  readonly signatureHash?: SignatureHash | undefined;
  /** Longest validity for a certificate issued then; undefined where no rule binds. Asked with its `notBefore`. */
  readonly maxDaysAt: (issuedAt: Date) => number | undefined;
  readonly now: Date;
}

/** Throws Error when the PEM can't be read: `compareIssued` has said so before. */
export function readIssued(certificatePem: string): IssuedFacts {
  return factsOfIssued(parsed(certificatePem));
}

export function factsOfIssued({ engine, facts }: ReadCertificate): IssuedFacts {
  return { ...facts, names: namesOf(engine) };
}

/** SHA-256 of the subject public key info, lower-case hex. Throws Error when the PEM can't be read. */
export function spkiSha256Of(certificatePem: string): string {
  return sha256Hex(parsed(certificatePem).engine.publicKey.rawData);
}

/** Everything in which it differs from what was ordered, in words; empty when it may be delivered. Never throws for bad input. */
export function compareIssued(issued: CertificateChain, ordered: OrderedCertificate): Bilingual[] {
  return compareReadChain(readChain(issued), ordered);
}

/** As `compareIssued`, of what was read before. */
export function compareReadChain(issued: ReadChain, ordered: OrderedCertificate): Bilingual[] {
  const certificate = issued.leaf.blocks[0]?.certificate?.engine;
  if (!certificate) return [MISMATCHES.unreadable];
  return [
    ...problemsOfNames(certificate, ordered.names),
    ...problemsOfKey(certificate, ordered.spkiSha256),
    ...problemsOfDates(certificate, ordered),
    ...problemsOfUse(certificate),
    ...problemsOfSignature(certificate, ordered.signatureHash),
    ...(ordered.certificateType ? problemsOfPolicy(certificate, ordered.certificateType) : []),
    ...problemsOfReadChain(issued, ordered.now),
  ];
}

function parsed(pem: string): ReadCertificate {
  const certificate = readCertificatePem(pem);
  if (!certificate) throw new Error('The certificate can’t be read');
  return certificate;
}

function namesOf(certificate: X509Certificate): string[] {
  const items = certificate.getExtension(SubjectAlternativeNameExtension)?.names.items ?? [];
  return items.map(({ type, value }) => (type === 'ip' ? canonicalAddress(value) : value.toLowerCase()));
}

function canonicalAddress(value: string): string {
  return parseIpAddress(value)?.name ?? value;
}

function problemsOfNames(certificate: X509Certificate, ordered: readonly string[]): Bilingual[] {
  const names = namesOf(certificate);
  const missing = ordered.filter((name) => !names.includes(name));
  // BR 7.1.4.3: a common name repeats one of the alternative names.
  const commonNames = certificate.subjectName.getField('CN').map((name) => name.toLowerCase());
  const extra = [...new Set([...names, ...commonNames])].filter((name) => !ordered.includes(name));
  return [
    ...(missing.length > 0 ? [MISMATCHES.lacksNames(missing.join(', '))] : []),
    ...(extra.length > 0 ? [MISMATCHES.extraNames(extra.join(', '))] : []),
  ];
}

function problemsOfKey(certificate: X509Certificate, spkiSha256: string): Bilingual[] {
  const isTheOrders = sha256Hex(certificate.publicKey.rawData) === spkiSha256;
  return isTheOrders ? [] : [MISMATCHES.otherKey];
}

/** BR 7.1.2.7: `notBefore` is within 48 hours of the signing; so much may lie ahead of our clock. */
const MAX_AHEAD_MS = 48 * 3_600_000;

function problemsOfDates({ notBefore, notAfter }: X509Certificate, ordered: OrderedCertificate): Bilingual[] {
  const days = validityDays(notBefore, notAfter);
  const maxDays = ordered.maxDaysAt(notBefore);
  return [
    ...(notBefore.getTime() > ordered.now.getTime() + MAX_AHEAD_MS
      ? [MISMATCHES.notYet(notBefore.toISOString())]
      : []),
    ...(notAfter <= ordered.now ? [MISMATCHES.expired(notAfter.toISOString())] : []),
    ...(maxDays !== undefined && days > maxDays ? [MISMATCHES.tooLong(days, maxDays)] : []),
  ];
}

/** BR 7.1.2.7.6 and 7.1.2.7.10: a server certificate, and no CA. */
function problemsOfUse(certificate: X509Certificate): Bilingual[] {
  const isCa = certificate.getExtension(BasicConstraintsExtension)?.ca ?? false;
  const usages: readonly unknown[] = certificate.getExtension(ExtendedKeyUsageExtension)?.usages ?? [];
  return [
    ...(isCa ? [MISMATCHES.isCa] : []),
    ...(usages.includes(ExtendedKeyUsage.serverAuth) ? [] : [MISMATCHES.notForServers]),
  ];
}

/** BR 7.1.3.2; SM2 keys are certified with SM2. That the signature is right is the chain's concern. */
const PERMITTED_HASHES: readonly unknown[] = ['SHA-256', 'SHA-384', 'SHA-512'];

const HASH_NAMES: Readonly<Record<SignatureHash, unknown>> = {
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sm3: SM2_WITH_SM3,
};

function problemsOfSignature(certificate: X509Certificate, ordered: SignatureHash | undefined): Bilingual[] {
  const { name, hash } = certificate.signatureAlgorithm as { name: string; hash?: { name?: unknown } };
  const isSm2 = sm2PublicKeyIn(new Uint8Array(certificate.publicKey.rawData)) !== undefined;
  const found = name === SM2_WITH_SM3 ? name : hash?.name;
  if (isSm2 ? found !== SM2_WITH_SM3 : !PERMITTED_HASHES.includes(found)) return [MISMATCHES.otherAlgorithm];
  if (ordered === undefined || found === HASH_NAMES[ordered]) return [];
  return [MISMATCHES.otherHash(String(found), ordered)];
}

function problemsOfPolicy(certificate: X509Certificate, certificateType: CertificateType): Bilingual[] {
  const ordered = CERTIFICATE_POLICY_OIDS[certificateType];
  const policies = certificate.getExtension(CertificatePolicyExtension)?.policies ?? [];
  return policies.includes(ordered) ? [] : [MISMATCHES.otherPolicies(policies.join(', '), ordered)];
}
