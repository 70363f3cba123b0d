/** Looks at a CSR as a CA does: it parses, its signature verifies, its key is strong enough. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { weaknessOf } from '../../domain/weak-keys.js';
import { Pkcs10CertificateRequest } from '../../domain/x509-engine.js';
import { ApiError } from './api-error.js';

/** BR 6.1.5. */
const LEAST_RSA_BITS = 2048;
const CURVES = ['prime256v1', 'secp384r1'];

/** Throws ApiError `order-refused` with what is wrong. Returns the CSR, ready for its public key to be taken. */
export async function checkedCsr(csrPem: string): Promise<Pkcs10CertificateRequest> {
  const csr = parse(csrPem);
  refuseWeakKey(publicKeyOf(csr));
  if (!(await csr.verify())) throw refusal('its signature does not verify');
  return csr;
}

export function parse(csrPem: string): Pkcs10CertificateRequest {
  try {
    return new Pkcs10CertificateRequest(csrPem);
  } catch {
    throw refusal('it is not a PEM-encoded PKCS#10 request');
  }
}

function publicKeyOf(csr: Pkcs10CertificateRequest): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(csr.publicKey.rawData), format: 'der', type: 'spki' });
  } catch {
    throw refusal('its public key can’t be read');
  }
}

function refuseWeakKey(key: KeyObject): void {
  const details = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') {
    refuseWeakRsa(key, details.modulusLength ?? 0);
    return;
  }
  if (key.asymmetricKeyType === 'ec' && CURVES.includes(details.namedCurve ?? '')) return;
  throw refusal('its key is neither RSA nor on the curves P-256 and P-384');
}

function refuseWeakRsa(key: KeyObject, bits: number): void {
  if (bits < LEAST_RSA_BITS) throw refusal(`its RSA key has fewer than ${LEAST_RSA_BITS} bits`);
  const { n = '', e = '' } = key.export({ format: 'jwk' });
  const weakness = weaknessOf({ modulus: bigInteger(n), exponent: bigInteger(e) });
  if (weakness) throw refusal(`its key ${weakness}`);
}

function bigInteger(base64Url: string): bigint {
  return BigInt(`0x${Buffer.from(base64Url, 'base64url').toString('hex')}`);
}

function refusal(problem: string): ApiError {
  return new ApiError('order-refused', `The CSR can’t be used: ${problem}`);
}
