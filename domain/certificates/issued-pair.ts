/** Both halves of what a CA issued: an SM2 pair is one object, so one half that is wrong makes the pair wrong (ordering rules, 10). */
import type { Bilingual } from '../bilingual.js';
import { readChain, type CertificateChain, type ReadChain } from './chain.js';
import { sha256Hex } from './csr.js';
import { compareReadChain, type OrderedCertificate } from './issued.js';
import { PAIR_MISMATCHES } from './mismatch-texts.js';
import { readCertificates, type CertificateText } from './read-certificate.js';
import { openSm2Envelope, readSm2Envelope, Sm2EnvelopeError, type Sm2Envelope } from '../sm2/envelope.js';
import { readSm2Pkcs8, sm2PublicKeyIn, sm2Spki } from '../sm2/keys.js';
import { KeyUsageFlags, KeyUsagesExtension, type X509Certificate } from './x509-engine.js';

export interface IssuedPair extends CertificateChain {
  readonly encryption?: {
    readonly certificatePem: string;
    /** DER of SM2EnvelopedKey, base64. */
    readonly envelopedKey: string;
  };
}

/** The same, each certificate of it read once. */
export interface ReadPair extends ReadChain {
  readonly encryption?: { readonly leaf: CertificateText; readonly envelopedKey: string };
}

export function readPair({ encryption, ...chain }: IssuedPair): ReadPair {
  return {
    ...readChain(chain),
    ...(encryption && {
      encryption: {
        leaf: readCertificates(encryption.certificatePem),
        envelopedKey: encryption.envelopedKey,
      },
    }),
  };
}

/** Where the signing key is at hand, the envelope is opened; else it is looked at from outside. PKCS#8, DER. */
export type SigningKeyAtHand = Uint8Array | undefined;

/** `compareIssued` for every kind of order. Never throws for bad input. */
export function compareIssuedPair(
  issued: IssuedPair,
  ordered: OrderedCertificate,
  signingKey?: SigningKeyAtHand,
): Bilingual[] {
  return compareReadPair(readPair(issued), ordered, signingKey);
}

/** As `compareIssuedPair`, of what was read before. */
export function compareReadPair(
  issued: ReadPair,
  ordered: OrderedCertificate,
  signingKey?: SigningKeyAtHand,
): Bilingual[] {
  const problems = compareReadChain(issued, ordered);
  const signing = engineOf(issued.leaf);
  if (!signing) return problems;
  const { encryption } = issued;
  if (!isSm2(signing)) return encryption ? [...problems, PAIR_MISMATCHES.notOrdered] : problems;
  if (!encryption) return [...problems, PAIR_MISMATCHES.missing];
  return [
    ...problems,
    ...problemsOfUsage(signing, SIGNING_USAGE, PAIR_MISMATCHES.signing),
    ...problemsOfEncryption({ ...issued, encryption }, signing, ordered),
    ...problemsOfEnvelope(encryption, signingKey),
  ];
}

const SIGNING_USAGE: KeyUsageFlags = KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation;
const ENCRYPTION_USAGE: KeyUsageFlags =
  KeyUsageFlags.keyEncipherment | KeyUsageFlags.dataEncipherment | KeyUsageFlags.keyAgreement;

function problemsOfEncryption(
  { encryption, ...chain }: Required<ReadPair>,
  signing: X509Certificate,
  ordered: OrderedCertificate,
): Bilingual[] {
  const certificate = engineOf(encryption.leaf);
  if (!certificate) return [PAIR_MISMATCHES.unreadable];
  const spkiSha256 = sha256Hex(certificate.publicKey.rawData);
  const half = { ...chain, leaf: encryption.leaf };
  return [
    ...compareReadChain(half, { ...ordered, spkiSha256 }).map(PAIR_MISMATCHES.ofEncryption),
    ...(isSm2(certificate) ? [] : [PAIR_MISMATCHES.noSm2Key]),
    ...(spkiSha256 === ordered.spkiSha256 ? [PAIR_MISMATCHES.sameKey] : []),
    ...(certificate.subject === signing.subject ? [] : [PAIR_MISMATCHES.otherSubject]),
    ...problemsOfUsage(certificate, ENCRYPTION_USAGE, PAIR_MISMATCHES.encryption),
  ];
}

function problemsOfUsage(
  certificate: X509Certificate,
  expected: KeyUsageFlags,
  what: Bilingual,
): Bilingual[] {
  const usages = certificate.getExtension(KeyUsagesExtension)?.usages;
  return usages === expected ? [] : [PAIR_MISMATCHES.otherUsages(what)];
}

function problemsOfEnvelope(
  { leaf, envelopedKey }: Required<ReadPair>['encryption'],
  signingKey: SigningKeyAtHand,
): Bilingual[] {
  const certificate = engineOf(leaf);
  const envelope = attempt(() => look(Buffer.from(envelopedKey, 'base64'), signingKey));
  if ('zh' in envelope) return [envelope];
  const isItsKey =
    certificate && sm2Spki(envelope.publicKey).equals(Buffer.from(certificate.publicKey.rawData));
  return isItsKey ? [] : [PAIR_MISMATCHES.otherEnvelope];
}

function look(der: Uint8Array, signingKey: SigningKeyAtHand): Pick<Sm2Envelope, 'publicKey'> {
  return signingKey ? openSm2Envelope(der, readSm2Pkcs8(signingKey).privateKey) : readSm2Envelope(der);
}

function attempt<T>(read: () => T): T | Bilingual {
  try {
    return read();
  } catch (error) {
    if (error instanceof Sm2EnvelopeError) return error.words;
    throw error;
  }
}

function isSm2(certificate: X509Certificate): boolean {
  return sm2PublicKeyIn(new Uint8Array(certificate.publicKey.rawData)) !== undefined;
}

function engineOf({ blocks: [first] }: CertificateText): X509Certificate | undefined {
  return first?.certificate?.engine;
}
