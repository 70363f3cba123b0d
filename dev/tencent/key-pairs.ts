/** Keys and CSRs that the reseller makes for its clients (`CsrType` online). */
import { webcrypto } from 'node:crypto';
import type { KeyAlgorithm } from '../../domain/catalogue/words.js';
import { pemOf } from '../../domain/certificates/pem.js';
import {
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
} from '../../domain/certificates/x509-engine.js';
import { isIpAddress } from '../../domain/names/forms.js';
import { exportKey, newSm2CryptoKeys, SM2_SIGNING } from '../../domain/sm2/crypto.js';
import { openSm2Envelope } from '../../domain/sm2/envelope.js';
import { readSm2Pkcs8, sm2Pkcs8 } from '../../domain/sm2/keys.js';

const ALGORITHMS = {
  'rsa-2048': rsa(2048),
  'rsa-4096': rsa(4096),
  'ecc-p256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  'ecc-p384': { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
} as const;

function rsa(modulusLength: number) {
  return {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
}

/** PEM each, the key as PKCS#8 without a password: it protects only JKS and PFX (tencent-ssl-api, section 10). */
export async function newKeyAndCsr(
  algorithm: KeyAlgorithm,
  names: readonly string[],
): Promise<{ readonly csrPem: string; readonly privateKeyPem: string }> {
  const isSm2 = algorithm === 'sm2';
  const keys = isSm2
    ? newSm2CryptoKeys()
    : await webcrypto.subtle.generateKey(ALGORITHMS[algorithm], true, ['sign', 'verify']);
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: [{ CN: [names[0] ?? ''] }],
    keys,
    signingAlgorithm: isSm2 ? SM2_SIGNING : ALGORITHMS[algorithm],
    extensions: [
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIpAddress(value) ? ('ip' as const) : ('dns' as const), value })),
      ),
    ],
  });
  const pkcs8 = new Uint8Array(await exportKey('pkcs8', keys.privateKey));
  return { csrPem: `${csr.toString('pem').trim()}\n`, privateKeyPem: pemOf('PRIVATE KEY', pkcs8) };
}

/** The key of the encryption half, as PEM, out of the CA's envelope, which the signing key opens. */
export function openedKey(envelopedKey: string, signingKeyPem: string): string {
  const der = Buffer.from(signingKeyPem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const { privateKey } = readSm2Pkcs8(der);
  return pemOf('PRIVATE KEY', sm2Pkcs8(openSm2Envelope(Buffer.from(envelopedKey, 'base64'), privateKey)));
}
