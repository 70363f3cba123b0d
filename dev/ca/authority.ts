/** The CA's own keys and certificates: a root and an intermediate, made at first start and kept. */
import { createPrivateKey, KeyObject, randomBytes, webcrypto } from 'node:crypto';
import { join } from 'node:path';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CertificatePolicyExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '../../domain/x509-engine.js';
import { z } from 'zod';
import { readJson, writeDurably } from './durable-file.js';

/** Fast to make and to sign with, strong enough for any length (BR 6.1.5). */
const ROOT_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' };
const INTERMEDIATE_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

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
  readonly algorithm: typeof ROOT_ALGORITHM;
}

export interface Authority {
  readonly root: Issuer;
  readonly intermediate: Issuer;
}

const KeptIssuer = z.object({ certificatePem: z.string(), privateKeyPem: z.string() });
const KeptAuthority = z.object({ root: KeptIssuer, intermediate: KeptIssuer });

/** Opens the authority kept in `directory`, or makes one. Both keys are in one file, so that there is never half a CA. */
export async function openAuthority(directory: string, now: Date): Promise<Authority> {
  const path = join(directory, 'authority.json');
  const kept = await readJson(path);
  if (kept !== undefined) return restore(KeptAuthority.parse(kept));
  const made = await make(now);
  await writeDurably(
    path,
    JSON.stringify({ root: toKeep(made.root), intermediate: toKeep(made.intermediate) }),
  );
  return made;
}

/** 128 random bits, positive and without a leading zero (BR 7.1: at least 64 bits from a CSPRNG). */
export function newSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

async function make(now: Date): Promise<Authority> {
  const notBefore = new Date(now.getTime() - BACKDATED_DAYS * DAY_MS);
  const root = await makeRoot(notBefore);
  return { root, intermediate: await makeIntermediate(root, notBefore) };
}

async function makeRoot(notBefore: Date): Promise<Issuer> {
  const keys = await newKeys(ROOT_ALGORITHM);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerialNumber(),
    name: 'CN=Sealflow Development Root CA, O=Sealflow Development CA, C=CN',
    notBefore,
    notAfter: new Date(notBefore.getTime() + ROOT_DAYS * DAY_MS),
    keys,
    signingAlgorithm: ROOT_ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, privateKey: keys.privateKey, algorithm: ROOT_ALGORITHM };
}

async function makeIntermediate(root: Issuer, notBefore: Date): Promise<Issuer> {
  const keys = await newKeys(INTERMEDIATE_ALGORITHM);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: newSerialNumber(),
    subject: 'CN=Sealflow Development Issuing CA, O=Sealflow Development CA, C=CN',
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
  return { certificate, privateKey: keys.privateKey, algorithm: INTERMEDIATE_ALGORITHM };
}

async function newKeys(algorithm: typeof ROOT_ALGORITHM): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

function toKeep(issuer: Issuer): z.infer<typeof KeptIssuer> {
  const privateKey = KeyObject.from(issuer.privateKey).export({ type: 'pkcs8', format: 'pem' });
  return { certificatePem: issuer.certificate.toString('pem'), privateKeyPem: privateKey.toString() };
}

async function restore(kept: z.infer<typeof KeptAuthority>): Promise<Authority> {
  return {
    root: await restoreIssuer(kept.root, ROOT_ALGORITHM),
    intermediate: await restoreIssuer(kept.intermediate, INTERMEDIATE_ALGORITHM),
  };
}

async function restoreIssuer(
  kept: z.infer<typeof KeptIssuer>,
  algorithm: typeof ROOT_ALGORITHM,
): Promise<Issuer> {
  const der = createPrivateKey(kept.privateKeyPem).export({ type: 'pkcs8', format: 'der' });
  const privateKey = await webcrypto.subtle.importKey('pkcs8', der, algorithm, true, ['sign']);
  return { certificate: new X509Certificate(kept.certificatePem), privateKey, algorithm };
}
