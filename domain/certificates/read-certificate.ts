/**
 * A certificate of anybody's, read as a whole and at once. Its readers leave much for later; what is damaged would throw
 * then, in the words of a library, wherever it happens to be looked at first.
 */
import { X509Certificate } from 'node:crypto';
import { sha256Hex } from './csr.js';
import { readPem } from './pem.js';
import { parseIpAddress } from '../names/ip-addresses.js';
import { sm2PublicKeyIn } from '../sm2/keys.js';
import { isSignedWithSm2 } from '../sm2/signed.js';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
  X509Certificate as EngineCertificate,
} from './x509-engine.js';

/** As stored. Times are ISO 8601, UTC; serial number and fingerprint lower-case hex. */
export interface CertificateFacts {
  readonly serialNumber: string;
  readonly fingerprintSha256: string;
  /** Distinguished name, RFC 4514. */
  readonly issuer: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

export interface ReadCertificate {
  readonly pem: string;
  /** To judge signatures and keys with. */
  readonly x509: X509Certificate;
  /** To ask for what is not here; each of its extensions can be read. */
  readonly engine: EngineCertificate;
  readonly facts: CertificateFacts;
  /** Of its alternative names the DNS names and addresses, in lower case; host names or not. */
  readonly names: readonly string[];
  readonly commonNames: readonly string[];
  /** Object identifiers; undefined where it may serve for anything. */
  readonly usages: readonly string[] | undefined;
  /** Undefined where it has no basic constraints, as every X.509 v1 certificate. */
  readonly constraints: { readonly isCa: boolean; readonly pathLength: number | undefined } | undefined;
  /** Lower-case hex; two certificates of one CA under one key have the same. */
  readonly spkiSha256: string;
  readonly isSm2: boolean;
}

/** DER. Undefined for what is damaged, dated outside RFC 5280's years, or has a key of a kind that OpenSSL does not know. */
export function readCertificate(der: Uint8Array): ReadCertificate | undefined {
  try {
    const x509 = new X509Certificate(der);
    const engine = new EngineCertificate(x509.raw);
    return { pem: x509.toString(), x509, engine, ...keyOf(x509), ...contentsOf(engine) };
  } catch {
    return undefined;
  }
}

/** The first one in a PEM text, as `readCertificate`. */
export function readCertificatePem(pem: string): ReadCertificate | undefined {
  const read = readPem(pem);
  const [block] = 'problem' in read ? [] : read.blocks;
  return block && readCertificate(block.der);
}

/** What a PEM text has of certificates, block by block; undefined for a block that can't be read as one. */
export interface CertificateText {
  /** False where the text is no PEM: then there are no blocks. */
  readonly isPem: boolean;
  readonly blocks: readonly {
    /** What stands behind BEGIN. */
    readonly label: string;
    readonly certificate: ReadCertificate | undefined;
  }[];
}

export function readCertificates(pem: string): CertificateText {
  const read = readPem(pem);
  if ('problem' in read) return { isPem: false, blocks: [] };
  const blocks = read.blocks.map(({ label, der }) => ({ label, certificate: readCertificate(der) }));
  return { isPem: true, blocks };
}

/** All of them; undefined where one can't be read. */
export function wholeOf({ isPem, blocks }: CertificateText): ReadCertificate[] | undefined {
  const certificates = blocks.map(({ certificate }) => certificate);
  return isPem && certificates.every((each) => each !== undefined) ? certificates : undefined;
}

/** RFC 5280, section 6.1.4 (k): what anchors trust need not say that it is a CA's, whoever stands below it must. */
export function mayIssue(certificate: ReadCertificate): boolean {
  return certificate.constraints ? certificate.x509.ca : isSelfIssued(certificate);
}

export function isSelfIssued({ x509 }: ReadCertificate): boolean {
  return x509.checkIssued(x509);
}

/** By names, key identifiers and usage, by signature, and by a certificate that may issue others. */
export function isIssuedBy(certificate: ReadCertificate, issuer: ReadCertificate): boolean {
  return mayIssue(issuer) && certificate.x509.checkIssued(issuer.x509) && isSignedBy(certificate, issuer);
}

export function isRoot(certificate: ReadCertificate): boolean {
  return isSelfIssued(certificate) && isSignedBy(certificate, certificate);
}

/** Node hands OpenSSL no id for signatures of SM2: those are verified here. */
export function isSignedBy({ x509 }: ReadCertificate, issuer: ReadCertificate): boolean {
  const { publicKey } = issuer.x509;
  try {
    if (issuer.isSm2) return isSignedWithSm2(x509.raw, publicKey.export({ type: 'spki', format: 'der' }));
    return x509.verify(publicKey);
  } catch {
    // A key and an algorithm that do not belong together.
    return false;
  }
}

function keyOf({ publicKey }: X509Certificate) {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return { spkiSha256: sha256Hex(spki), isSm2: sm2PublicKeyIn(spki) !== undefined };
}

function contentsOf(certificate: EngineCertificate) {
  const alternative = certificate.getExtension(SubjectAlternativeNameExtension)?.names.items ?? [];
  const constraints = certificate.getExtension(BasicConstraintsExtension);
  return {
    facts: factsOf(certificate),
    names: alternative.flatMap(({ type, value }) => nameOf(type, value)),
    commonNames: certificate.subjectName.getField('CN').map((name) => name.toLowerCase()),
    usages: certificate.getExtension(ExtendedKeyUsageExtension)?.usages.map(String),
    constraints: constraints ? { isCa: constraints.ca, pathLength: constraints.pathLength } : undefined,
  };
}

function factsOf(certificate: EngineCertificate): ReadCertificate['facts'] {
  return {
    serialNumber: certificate.serialNumber.toLowerCase(),
    fingerprintSha256: sha256Hex(certificate.rawData),
    issuer: certificate.issuer,
    notBefore: instant(certificate.notBefore),
    notAfter: instant(certificate.notAfter),
  };
}

/** RFC 5280, section 4.1.2.5: UTCTime begins in 1950, GeneralizedTime ends with 9999. */
function instant(date: Date): string {
  if (date.getUTCFullYear() < 1950 || date.getUTCFullYear() > 9999) throw new Error('No date');
  return date.toISOString();
}

function nameOf(type: string, value: string): string[] {
  if (type === 'dns') return [value.toLowerCase().replace(/\.$/, '')];
  return type === 'ip' ? [parseIpAddress(value)?.name ?? value] : [];
}
