/** Certificate signing requests (RFC 2986): what one says, and whether a pasted one fits its order (ordering rules, 4). */
import { createHash } from 'node:crypto';
import { inBoth, type Bilingual } from '../bilingual.js';
import { readPublicKey, whySpelledOtherwise, type PublicKeyFacts } from './csr-key.js';
import { namesOfCsr } from './csr-names.js';
import { readCsrPem, refuseCsr } from './csr-pem.js';
import { isStrictDer } from './strict-der.js';
import { subjectOf, type SubjectField } from './csr-subject.js';
import { problemsIn, problemsInTime, Refusal, type RefusalDetails } from '../refusals.js';
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
    key: words.en,
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

/** What a pasted CSR says, for whoever pasted it; what could not be read is null. */
export interface CsrReading {
  /** Such as `RSA 2048`. */
  readonly key: Bilingual | null;
  readonly keyAlgorithm: KeyAlgorithm | null;
  /** What it is signed with, such as `SHA-256`. */
  readonly hash: string | null;
  readonly isSignatureValid: boolean;
  /** In its order; each value fit to be shown. */
  readonly subject: readonly SubjectField[];
  /** As `CsrFacts.names`. */
  readonly names: readonly string[];
  /** All that is wrong with it, not the first only; field `csr`. */
  readonly problems: readonly RefusalDetails[];
}

/**
 * Reads a CSR back. Judged as `checkPastedCsr` does, by what of the order is known yet, but to the end: what one check finds does not
 * keep the next one from being made. Never throws Refusal.
 */
export async function readBackCsr(pem: string, expected: Partial<CsrExpectations>): Promise<CsrReading> {
  const found: { der?: Buffer; csr?: Pkcs10CertificateRequest; key?: PublicKeyFacts; names?: string[] } = {};
  const problems = problemsIn(() => {
    found.der = readCsrPem(pem);
    found.csr = parse(found.der);
  });
  const { der, csr } = found;
  if (!der || !csr) return { ...NOTHING_READ, problems };
  problems.push(...problemsIn(() => (found.key = publicKeyOf(csr))));
  const { key } = found;
  const { keyAlgorithms, names, certificateNames } = expected;
  if (key && keyAlgorithms) problems.push(...problemsIn(() => refuseUnfitKey(key, keyAlgorithms)));
  problems.push(...problemsIn(() => refuseBrokenHash(csr, key?.algorithm)));
  const ofSignature = await problemsInTime(() => refuseBadSignature(csr, key?.algorithm));
  problems.push(...ofSignature);
  problems.push(...problemsIn(() => (found.names = readNames(der))));
  const has = found.names;
  if (has && names && certificateNames)
    problems.push(...problemsIn(() => refuseOtherNames(has, { names, certificateNames })));
  return {
    key: key?.words ?? null,
    keyAlgorithm: key?.algorithm ?? null,
    hash: hashOf(csr),
    isSignatureValid: ofSignature.length === 0,
    subject: subjectOf(csr),
    names: has ?? [],
    problems,
  };
}

const NOTHING_READ = {
  key: null,
  keyAlgorithm: null,
  hash: null,
  isSignatureValid: false,
  subject: [],
  names: [],
} as const;

function hashOf(csr: Pkcs10CertificateRequest): string | null {
  const { name, hash } = signatureAlgorithmOf(csr);
  if (name === SM2_WITH_SM3) return 'SM3';
  return typeof hash?.name === 'string' ? hash.name : null;
}

export function sha256Hex(bytes: ArrayBuffer | Uint8Array): string {
  return createHash('sha256').update(new Uint8Array(bytes)).digest('hex');
}

const A_CSR: Bilingual = {
  zh: 'PEM 格式的 PKCS#10 CSR,可用 `openssl req -new` 生成',
  en: 'a PKCS#10 certificate signing request in PEM, as `openssl req -new` makes it',
};

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
  return refuseCsr(
    {
      zh: '无法读取 CSR:已损坏,或不是 CSR',
      en: 'The CSR can’t be read: it is damaged, or something else than a CSR',
    },
    A_CSR,
  );
}

function publicKeyOf(csr: Pkcs10CertificateRequest): PublicKeyFacts {
  const spki = new Uint8Array(csr.publicKey.rawData);
  const spelling = whySpelledOtherwise(spki);
  if (spelling) throw refuseCsr(ofItsKey(spelling.problem), spelling.accepted);
  const key = readPublicKey(spki);
  if (!key)
    throw refuseCsr({ zh: '无法读取 CSR 的公钥', en: 'The public key of the CSR can’t be read' }, A_CSR);
  return key;
}

function ofItsKey(problem: Bilingual): Bilingual {
  return { zh: `CSR 的密钥${problem.zh}`, en: `The key of the CSR ${problem.en}` };
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
    {
      zh: 'CSR 的签名算法不受支持',
      en: 'The CSR is signed with an algorithm that is not taken',
    },
    algorithm === 'sm2'
      ? { zh: 'SM2 与 SM3 签名', en: 'a signature SM2 with SM3' }
      : {
          zh: '使用 SHA-256、SHA-384 或 SHA-512 的签名',
          en: 'a signature with SHA-256, SHA-384 or SHA-512',
        },
  );
}

async function refuseBadSignature(
  csr: Pkcs10CertificateRequest,
  algorithm: KeyAlgorithm | undefined,
): Promise<void> {
  // It throws for keys and algorithms that do not belong together.
  if (await csr.verify().catch(() => false)) return;
  if (algorithm === 'sm2') throw refuseCsr(WRONG_SM2_SIGNATURE, AN_SM2_CSR);
  throw refuseCsr(WRONG_SIGNATURE, A_CSR);
}

const WRONG_SIGNATURE: Bilingual = {
  zh: 'CSR 的签名有误:CSR 被改动过,或由另一密钥签名',
  en: 'The signature of the CSR is wrong: the CSR was altered, or made with another key',
};
const WRONG_SM2_SIGNATURE: Bilingual = {
  zh: `${WRONG_SIGNATURE.zh},或使用了另一用户标识`,
  en: `${WRONG_SIGNATURE.en}, or with another id`,
};
const AN_SM2_CSR: Bilingual = {
  zh: `${A_CSR.zh},以用户标识 ${DEFAULT_SM2_ID} 签名`,
  en: `${A_CSR.en}, signed with the id ${DEFAULT_SM2_ID}`,
};

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
  const accepted = {
    zh: `新的 CSR,密钥算法为 ${keyAlgorithms.join(', ')}`,
    en: `a new CSR with a key of ${keyAlgorithms.join(', ')}`,
  };
  if (!algorithm || !keyAlgorithms.includes(algorithm))
    throw refuseCsr(
      {
        zh: `CSR 的密钥是 ${words.zh},此产品不支持`,
        en: `The key of the CSR is ${words.en}, which this product does not take`,
      },
      accepted,
    );
  if (weakness)
    throw refuseCsr(ofItsKey(weakness), {
      zh: `${accepted.zh},并用当前版本的软件生成`,
      en: `${accepted.en}, made with current software`,
    });
}

function refuseOtherNames(
  names: readonly string[],
  expected: Pick<CsrExpectations, 'names' | 'certificateNames'>,
): void {
  const missing = expected.names.filter((name) => !names.includes(name));
  const extra = names.filter((name) => !expected.certificateNames.includes(name));
  if (missing.length + extra.length === 0) return;
  const ordered = listed(expected.names);
  const parts: Bilingual[] = [
    ...(missing.length > 0 ? [lacking(listed(missing))] : []),
    ...(extra.length > 0 ? [having(listed(extra))] : []),
  ];
  throw refuseCsr(
    {
      zh: `CSR 中的域名与订单不一致:${parts.map(({ zh }) => zh).join(';')}`,
      en: `The names of the CSR are not those of the order: it ${parts.map(({ en }) => en).join(' and ')}`,
    },
    { zh: `包含 ${ordered.zh} 的 CSR`, en: `a CSR for ${ordered.en}` },
  );
}

function lacking(names: Bilingual): Bilingual {
  return { zh: `缺少 ${names.zh}`, en: `lacks ${names.en}` };
}

function having(names: Bilingual): Bilingual {
  return { zh: `含有未订购的 ${names.zh}`, en: `has ${names.en}, which was not ordered` };
}

function listed(names: readonly string[]): Bilingual {
  const shown = names.slice(0, 5).map(quoted).join(', ');
  const more = names.length - 5;
  return more > 0 ? { zh: `${shown} 等 ${names.length} 个`, en: `${shown} and ${more} more` } : inBoth(shown);
}
