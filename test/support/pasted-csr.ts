/** CSRs as subscribers paste them, good and bad, with keys of their own making. */
import { createPublicKey, webcrypto, type KeyObject } from 'node:crypto';
import {
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
} from '../../domain/certificates/x509-engine.js';

export const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export function rsaKey(modulusLength: number, publicExponent = [1, 0, 1]) {
  const exponent = new Uint8Array(publicExponent);
  return { name: 'RSASSA-PKCS1-v1_5', modulusLength, publicExponent: exponent, hash: 'SHA-256' };
}

export interface CsrPlan {
  readonly names: readonly string[];
  readonly algorithm?: typeof P256 | ReturnType<typeof rsaKey>;
  /** Of an earlier CSR; default: new ones. */
  readonly keys?: webcrypto.CryptoKeyPair;
}

export async function pastedCsr({
  names,
  algorithm = P256,
  keys: given,
}: CsrPlan): Promise<{ pem: string; publicKey: KeyObject; keys: webcrypto.CryptoKeyPair }> {
  const keys = given ?? (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']));
  const items = names.map((value) => ({ type: 'dns' as const, value }));
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: `CN=${names[0] ?? ''}`,
    keys,
    signingAlgorithm: algorithm,
    extensions: [new SubjectAlternativeNameExtension(items)],
  });
  const spki = Buffer.from(csr.publicKey.rawData);
  return {
    pem: csr.toString('pem'),
    keys,
    publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }),
  };
}

/** The same CSR with one octet of its first name changed: its signature no longer holds. */
export function alteredCsr(pem: string, name: string): string {
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const other = `${name.startsWith('x') ? 'y' : 'x'}${name.slice(1)}`;
  for (let at = der.indexOf(name); at !== -1; at = der.indexOf(name)) der.write(other, at);
  return `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
}
