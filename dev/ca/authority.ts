/** The CA's own keys and certificates: a root and an intermediate of each kind, made at first start and kept. */
import { randomBytes, webcrypto } from 'node:crypto';
import { join } from 'node:path';
import {
  exportKey,
  importSm2Pkcs8,
  newSm2CryptoKeys,
  SM2_SIGNING,
  type Sm2Algorithm,
} from '../../domain/sm2/crypto.js';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CertificatePolicyExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '../../domain/certificates/x509-engine.js';
import { z } from 'zod';
import { DamagedState, readState } from '../kept-state.js';
import type { ChainName } from './chains.js';
import { writeDurably } from './durable-file.js';

export type IssuerAlgorithm = (webcrypto.EcKeyGenParams & { readonly hash: string }) | Sm2Algorithm;

interface Kind {
  /** Between `Sealflow Development` and `Root CA` in the names. */
  readonly word: string;
  readonly root: IssuerAlgorithm;
  readonly intermediate: IssuerAlgorithm;
}

/** Fast to make and to sign with, strong enough for any length (BR 6.1.5). */
const USUAL: Kind = {
  word: '',
  root: { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
  intermediate: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
};
/** BR 7.1.3.2.2: an issuer with a P-384 key signs with SHA-384, and one with a P-256 key does not. */
const SHA384: Kind = { ...USUAL, word: 'SHA-384 ', intermediate: USUAL.root };
/** A chain of one algorithm: who verifies SM2 may know nothing else. */
const SM2: Kind = { word: 'SM2 ', root: SM2_SIGNING, intermediate: SM2_SIGNING };

const DAY_MS = 86_400_000;
const ROOT_DAYS = 7300;
const INTERMEDIATE_DAYS = 3650;
/** Clocks of those who verify may be behind ours, and tests look at certificates of the past. */
const BACKDATED_DAYS = 1;
const ANY_POLICY = '2.5.29.32.0';

/** One certificate of the CA with the key that signs under it. */
export interface Issuer {
  readonly certificate: X509Certificate;
  readonly privateKey: webcrypto.CryptoKey;
  readonly algorithm: IssuerAlgorithm;
}

export interface Hierarchy {
  readonly root: Issuer;
  readonly intermediate: Issuer;
}

export type Authority = Readonly<Record<ChainName, Hierarchy>>;

const KeptIssuer = z.object({ certificatePem: z.string(), privateKeyPem: z.string() });
const KeptHierarchy = z.object({ root: KeptIssuer, intermediate: KeptIssuer });
/** What was added later is not in data from before. The issuer for SHA-384 hangs on the usual root. */
const KeptAuthority = KeptHierarchy.extend({
  sm2: KeptHierarchy.optional(),
  sha384: KeptIssuer.optional(),
});

const WAY_OUT = {
  zh: '请由数据文件夹的副本恢复,或将其移走:此后 CA 为自己生成新的根证书,信任旧根证书的各方都不认识它。',
  en:
    'Restore it from a copy of the data folder, or move it away: the CA then makes itself a new root, which nobody who trusts ' +
    'the old one knows.',
};

/**
 * Opens the authority kept in `directory`, or makes one. All keys are in one file, so that there is never half a CA. Throws
 * DamagedState.
 */
export async function openAuthority(directory: string, now: Date): Promise<Authority> {
  const path = join(directory, 'authority.json');
  const kept = readState(path, KeptAuthority, WAY_OUT);
  const unusable = () => {
    const what = {
      zh: '已损坏:其中的密钥或证书无法读取',
      en: 'is damaged: a key or a certificate in it can not be read',
    };
    throw new DamagedState(path, what, WAY_OUT);
  };
  const usual = kept ? await restore(kept, USUAL).catch(unusable) : await make(USUAL, now);
  const sm2 = kept?.sm2 ? await restore(kept.sm2, SM2).catch(unusable) : await make(SM2, now);
  const sha384 = kept?.sha384
    ? await restoreIssuer(kept.sha384, SHA384.intermediate).catch(unusable)
    : await makeIntermediate(SHA384, usual.root, backdated(now));
  if (!kept?.sm2 || !kept.sha384) {
    const added = { sm2: await toKeep(sm2), sha384: await issuerToKeep(sha384) };
    await writeDurably(path, JSON.stringify({ ...(await toKeep(usual)), ...added }));
  }
  return { usual, sha384: { root: usual.root, intermediate: sha384 }, sm2 };
}

/** 128 random bits, positive and without a leading zero (BR 7.1: at least 64 bits from a CSPRNG). */
export function newSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

async function make(kind: Kind, now: Date): Promise<Hierarchy> {
  const notBefore = backdated(now);
  const root = await makeRoot(kind, notBefore);
  return { root, intermediate: await makeIntermediate(kind, root, notBefore) };
}

function backdated(now: Date): Date {
  return new Date(now.getTime() - BACKDATED_DAYS * DAY_MS);
}

async function makeRoot({ word, root: algorithm }: Kind, notBefore: Date): Promise<Issuer> {
  const keys = await newKeys(algorithm);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerialNumber(),
    name: `CN=Sealflow Development ${word}Root CA, O=Sealflow Development CA, C=CN`,
    notBefore,
    notAfter: new Date(notBefore.getTime() + ROOT_DAYS * DAY_MS),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, privateKey: keys.privateKey, algorithm };
}

async function makeIntermediate(
  { word, intermediate: algorithm }: Kind,
  root: Issuer,
  notBefore: Date,
): Promise<Issuer> {
  const keys = await newKeys(algorithm);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: newSerialNumber(),
    subject: `CN=Sealflow Development ${word}Issuing CA, O=Sealflow Development CA, C=CN`,
    issuer: root.certificate.subject,
    notBefore,
    notAfter: new Date(notBefore.getTime() + INTERMEDIATE_DAYS * DAY_MS),
    publicKey: keys.publicKey,
    signingKey: root.privateKey,
    signingAlgorithm: root.algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      new CertificatePolicyExtension([ANY_POLICY]),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(root.certificate.publicKey),
    ],
  });
  return { certificate, privateKey: keys.privateKey, algorithm };
}

async function newKeys(algorithm: IssuerAlgorithm): Promise<webcrypto.CryptoKeyPair> {
  if (!('namedCurve' in algorithm)) return newSm2CryptoKeys();
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function toKeep({ root, intermediate }: Hierarchy): Promise<z.infer<typeof KeptHierarchy>> {
  return { root: await issuerToKeep(root), intermediate: await issuerToKeep(intermediate) };
}

async function issuerToKeep(issuer: Issuer): Promise<z.infer<typeof KeptIssuer>> {
  const privateKeyPem = PemConverter.encode(await exportKey('pkcs8', issuer.privateKey), 'PRIVATE KEY');
  return { certificatePem: issuer.certificate.toString('pem'), privateKeyPem };
}

async function restore(kept: z.infer<typeof KeptHierarchy>, kind: Kind): Promise<Hierarchy> {
  return {
    root: await restoreIssuer(kept.root, kind.root),
    intermediate: await restoreIssuer(kept.intermediate, kind.intermediate),
  };
}

async function restoreIssuer(kept: z.infer<typeof KeptIssuer>, algorithm: IssuerAlgorithm): Promise<Issuer> {
  const der = PemConverter.decodeFirst(kept.privateKeyPem);
  const privateKey =
    'namedCurve' in algorithm
      ? await webcrypto.subtle.importKey('pkcs8', der, algorithm, true, ['sign'])
      : importSm2Pkcs8(new Uint8Array(der));
  return { certificate: new X509Certificate(kept.certificatePem), privateKey, algorithm };
}
