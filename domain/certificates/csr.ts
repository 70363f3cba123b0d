/** Certificate signing requests (RFC 2986): what one says, and whether a pasted one fits its order (ordering rules, 4). */
import { createHash } from 'node:crypto';
import { readPublicKey, whySpelledOtherwise, type PublicKeyFacts } from './csr-key.js';
import { namesOfCsr } from './csr-names.js';
import { readCsrPem, refuseCsr } from './csr-pem.js';
import { isStrictDer } from './strict-der.js';
import { Refusal } from '../refusals.js';
import type { KeyAlgorithm } from '../catalogue/words.js';
import { quoted } from '../text-input.js';
import { DEFAULT_SM2_ID, SM2_WITH_SM3 } from '../sm2/signature.js';
import { Pkcs10CertificateRequest } from './x509-engine.js';

export interface CsrFacts {
  /** The CSR again, in one spelling of PEM. */
  readonly pem: string;
  /** Every name that a CA could take from it, each once, normalized as an order's names are. */
  readonly names: readonly string[];
  /** In words, such as `RSA 1024` or `ECC secp256k1`. */
  readonly key: string;
  /** Undefined for a key that no product takes. */
  readonly keyAlgorithm: KeyAlgorithm | undefined;
  /** SHA-256 of the subject public key info, lower-case hex. */
  readonly spkiSha256: string;
}

/** What the order permits. */
export interface CsrExpectations {
  /** The ordered names: each must be in the CSR. */
  readonly names: readonly string[];
  /** The ordered names and the complimentary ones: nothing else may be in the CSR. */
  readonly certificateNames: readonly string[];
  readonly keyAlgorithms: readonly KeyAlgorithm[];
}

/**
 * Reads a CSR and verifies its signature. Throws Refusal (field `csr`): not one PEM block, not a CSR, signed with a broken
 * hash, signature wrong, names that no certificate can have, or parts that names could hide in.
 */
export async function readCsr(pem: string): Promise<CsrFacts> {
  const der = readCsrPem(pem);
  const csr = parse(der);
  const { algorithm, words } = publicKeyOf(csr);
  refuseBrokenHash(csr, algorithm);
  await refuseBadSignature(csr, algorithm);
  return {
    pem: `${csr.toString('pem').trim()}\n`,
    names: readNames(der),
    key: words,
    keyAlgorithm: algorithm,
    spkiSha256: sha256Hex(csr.publicKey.rawData),
  };
}

/**
 * `readCsr`, and judges key and names: the key's algorithm and size are among the product's, an RSA key has no known
 * weakness (BR 6.1.1.3, 6.1.6), every ordered name is there and no other. Throws Refusal (field `csr`).
 */
export async function checkPastedCsr(pem: string, expected: CsrExpectations): Promise<CsrFacts> {
  refuseUnfitKey(publicKeyOf(parse(readCsrPem(pem))), expected.keyAlgorithms);
  const facts = await readCsr(pem);
  refuseOtherNames(facts.names, expected);
  return facts;
}

export function sha256Hex(bytes: ArrayBuffer | Uint8Array): string {
  return createHash('sha256').update(new Uint8Array(bytes)).digest('hex');
}

const A_CSR = 'a PKCS#10 certificate signing request in PEM, as `openssl req -new` makes it';

function parse(der: Buffer): Pkcs10CertificateRequest {
  if (!isStrictDer(der)) throw unreadable();
  try {
    const csr = new Pkcs10CertificateRequest(new Uint8Array(der));
    // Read on demand, and damaged ones throw only then.
    signatureAlgorithmOf(csr);
    if (csr.publicKey.rawData.byteLength > 0) return csr;
  } catch {
    // Whatever its reader stumbled over.
  }
  throw unreadable();
}

function unreadable(): Refusal {
  return refuseCsr('The CSR can’t be read: it is damaged, or something else than a CSR', A_CSR);
}

function publicKeyOf(csr: Pkcs10CertificateRequest): PublicKeyFacts {
  const spki = new Uint8Array(csr.publicKey.rawData);
  const spelling = whySpelledOtherwise(spki);
  if (spelling) throw refuseCsr(`The key of the CSR ${spelling.problem}`, spelling.accepted);
  const key = readPublicKey(spki);
  if (!key) throw refuseCsr('The public key of the CSR can’t be read', A_CSR);
  return key;
}

function signatureAlgorithmOf(csr: Pkcs10CertificateRequest): { name: string; hash?: { name?: unknown } } {
  return csr.signatureAlgorithm as { name: string; hash?: { name?: unknown } };
}

/** BR 7.1.3.2 permits these hashes in certificates; a CSR signed with MD5 or SHA-1 proves nothing. */
const GOOD_HASHES: readonly unknown[] = ['SHA-256', 'SHA-384', 'SHA-512'];

function refuseBrokenHash(csr: Pkcs10CertificateRequest, algorithm: KeyAlgorithm | undefined): void {
  const { name, hash } = signatureAlgorithmOf(csr);
  if (algorithm === 'sm2' ? name === SM2_WITH_SM3 : GOOD_HASHES.includes(hash?.name)) return;
  throw refuseCsr(
    'The CSR is signed with an algorithm that is not taken',
    algorithm === 'sm2' ? 'a signature SM2 with SM3' : 'a signature with SHA-256, SHA-384 or SHA-512',
  );
}

async function refuseBadSignature(
  csr: Pkcs10CertificateRequest,
  algorithm: KeyAlgorithm | undefined,
): Promise<void> {
  // It throws for keys and algorithms that do not belong together.
  if (await csr.verify().catch(() => false)) return;
  const [why, accepted] =
    algorithm === 'sm2'
      ? [', or with another id', `${A_CSR}, signed with the id ${DEFAULT_SM2_ID}`]
      : ['', A_CSR];
  throw refuseCsr(
    `The signature of the CSR is wrong: the CSR was altered, or made with another key${why}`,
    accepted,
  );
}

function readNames(der: Buffer): string[] {
  try {
    return namesOfCsr(der);
  } catch (error) {
    throw error instanceof Refusal ? error : unreadable();
  }
}

function refuseUnfitKey(
  { algorithm, words, weakness }: PublicKeyFacts,
  keyAlgorithms: readonly KeyAlgorithm[],
): void {
  const accepted = `a new CSR with a key of ${keyAlgorithms.join(', ')}`;
  if (!algorithm || !keyAlgorithms.includes(algorithm))
    throw refuseCsr(`The key of the CSR is ${words}, which this product does not take`, accepted);
  if (weakness) throw refuseCsr(`The key of the CSR ${weakness}`, `${accepted}, made with current software`);
}

function refuseOtherNames(
  names: readonly string[],
  expected: Pick<CsrExpectations, 'names' | 'certificateNames'>,
): void {
  const missing = expected.names.filter((name) => !names.includes(name));
  const extra = names.filter((name) => !expected.certificateNames.includes(name));
  if (missing.length + extra.length === 0) return;
  const parts = [
    ...(missing.length > 0 ? [`lacks ${listed(missing)}`] : []),
    ...(extra.length > 0 ? [`has ${listed(extra)}, which was not ordered`] : []),
  ];
  throw refuseCsr(
    `The names of the CSR are not those of the order: it ${parts.join(' and ')}`,
    `a CSR for ${listed(expected.names)}`,
  );
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map(quoted).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
