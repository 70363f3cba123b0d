/** Looks at a CSR as a CA does: it parses, its signature verifies, its key is strong enough. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Bilingual } from '../../domain/bilingual.js';
import { CATALOGUE } from '../../domain/catalogue/rows.js';
import type { Brand, SignatureHash } from '../../domain/catalogue/words.js';
import { sm2PublicKeyIn } from '../../domain/sm2/keys.js';
import { weaknessOf } from '../../domain/certificates/weak-keys.js';
import { Pkcs10CertificateRequest } from '../../domain/certificates/x509-engine.js';
import { ApiError } from './api-error.js';
import type { SubjectKey } from './stored-order.js';

/** BR 6.1.5. */
const LEAST_RSA_BITS = 2048;
const TOO_SHORT: Bilingual = {
  zh: `其 RSA 密钥不足 ${LEAST_RSA_BITS} 位`,
  en: `its RSA key has fewer than ${LEAST_RSA_BITS} bits`,
};
const CURVES = ['prime256v1', 'secp384r1'];

/** Throws ApiError `order-refused` with what is wrong. Returns the key to be certified. */
export async function checkedKey(csrPem: string, brand: Brand): Promise<SubjectKey> {
  const csr = parse(csrPem);
  const spki = Buffer.from(csr.publicKey.rawData);
  const type = sm2PublicKeyIn(spki) ? 'sm2' : refuseWeakKey(publicKeyOf(spki));
  refuseOtherKind(type, brand);
  // It throws for keys and algorithms that do not belong together.
  if (!(await csr.verify().catch(() => false)))
    throw refusal({ zh: '其签名无法验证', en: 'its signature does not verify' });
  return { type, spkiBase64: spki.toString('base64') };
}

/** SM2 for SM2 products, and for no others (ordering rules, section 2). */
function refuseOtherKind(type: SubjectKey['type'], brand: Brand): void {
  const wantsSm2 = CATALOGUE.some((row) => row.brand === brand && row.keyAlgorithms.includes('sm2'));
  if (wantsSm2 !== (type === 'sm2'))
    throw refusal(
      wantsSm2
        ? { zh: `${brand} 只接受 SM2 密钥`, en: `${brand} takes SM2 keys only` }
        : { zh: `${brand} 不接受 SM2 密钥`, en: `${brand} takes no SM2 keys` },
    );
}

/** SM3 is for SM2 keys, and these take no other. Throws ApiError `order-refused`. */
export function refuseUnfitHash({ type }: SubjectKey, signatureHash: SignatureHash | undefined): void {
  if (signatureHash === undefined || (type === 'sm2') === (signatureHash === 'sm3')) return;
  throw refusal({
    zh: `${type} 类型的密钥不用 ${signatureHash} 签发证书`,
    en: `a key of the type ${type} is not certified with ${signatureHash}`,
  });
}

function parse(csrPem: string): Pkcs10CertificateRequest {
  try {
    return new Pkcs10CertificateRequest(csrPem);
  } catch {
    throw refusal({ zh: '不是 PEM 编码的 PKCS#10 请求', en: 'it is not a PEM-encoded PKCS#10 request' });
  }
}

function publicKeyOf(spki: Buffer): KeyObject {
  try {
    return createPublicKey({ key: spki, format: 'der', type: 'spki' });
  } catch {
    throw refusal({ zh: '其公钥无法读取', en: 'its public key can’t be read' });
  }
}

function refuseWeakKey(key: KeyObject): SubjectKey['type'] {
  const details = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') {
    refuseWeakRsa(key, details.modulusLength ?? 0);
    return 'rsa';
  }
  if (key.asymmetricKeyType === 'ec' && CURVES.includes(details.namedCurve ?? '')) return 'ec';
  throw refusal({
    zh: '其密钥既不是 RSA,也不在 P-256 和 P-384 曲线上',
    en: 'its key is neither RSA nor on the curves P-256 and P-384',
  });
}

function refuseWeakRsa(key: KeyObject, bits: number): void {
  if (bits < LEAST_RSA_BITS) throw refusal(TOO_SHORT);
  const { n = '', e = '' } = key.export({ format: 'jwk' });
  const weakness = weaknessOf({ modulus: bigInteger(n), exponent: bigInteger(e) });
  if (weakness) throw refusal({ zh: `其密钥${weakness.zh}`, en: `its key ${weakness.en}` });
}

function bigInteger(base64Url: string): bigint {
  return BigInt(`0x${Buffer.from(base64Url, 'base64url').toString('hex')}`);
}

function refusal({ zh, en }: Bilingual): ApiError {
  return new ApiError('order-refused', { zh: `CSR 不能使用:${zh}`, en: `The CSR can’t be used: ${en}` });
}
