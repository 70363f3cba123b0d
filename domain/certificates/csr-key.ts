/** A public key as a CSR brings it: which of our algorithms it is, in words what it is, and whether it is weak. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { BitString, ObjectIdentifier } from 'asn1js';
import { inBoth, type Bilingual } from '../bilingual.js';
import type { KeyAlgorithm } from '../catalogue/words.js';
import { items, readDer } from '../sm2/der.js';
import { EC_PUBLIC_KEY, SM2_CURVE, sm2PublicKeyIn } from '../sm2/keys.js';
import { weaknessOf } from './weak-keys.js';

export interface PublicKeyFacts {
  /** Undefined for a key that no product takes. */
  readonly algorithm: KeyAlgorithm | undefined;
  /** Such as `RSA 1024`, `ECC secp256k1` or `SM2`. */
  readonly words: Bilingual;
  /** What is known to be wrong with it (BR 6.1.1.3, 6.1.6), to follow "the key". */
  readonly weakness: Bilingual | undefined;
}

/** Takes a subject public key info, DER. Undefined where it can't be read. */
export function readPublicKey(spki: Uint8Array): PublicKeyFacts | undefined {
  // Asked first: what Node says of such a key differs between versions.
  if (sm2PublicKeyIn(spki)) return { algorithm: 'sm2', words: inBoth('SM2'), weakness: undefined };
  const key = parse(spki);
  if (!key) return undefined;
  const algorithm = algorithmOf(key);
  // Of a key that nobody takes it does not matter, and arithmetic with a modulus of any size takes any time.
  return { algorithm, words: inWords(key), weakness: algorithm && weaknessOfKey(key) };
}

/**
 * What is unusual about how an elliptic key is written, to follow "the key"; undefined where nothing is. Such keys are sound:
 * no reader of certificates takes the one kind, and SM2's standard knows no other spelling than one.
 */
export function whySpelledOtherwise(
  spki: Uint8Array,
): { readonly problem: Bilingual; readonly accepted: Bilingual } | undefined {
  const { curve, firstOctet } = partsOf(spki);
  if (curve === 'spelled-out')
    return {
      problem: {
        zh: '写出了曲线的全部参数;证书中只写曲线名称(RFC 5480 第 2.1.1 节)',
        en: 'spells out the parameters of its curve; certificates name the curve (RFC 5480, section 2.1.1)',
      },
      accepted: {
        zh: '新的 CSR,其密钥使用命名曲线,可用 `openssl ecparam -name prime256v1 -genkey -param_enc named_curve` 生成',
        en: 'a new CSR whose key names its curve, as `openssl ecparam -name prime256v1 -genkey -param_enc named_curve` makes it',
      },
    };
  if (curve !== SM2_CURVE || firstOctet === UNCOMPRESSED) return undefined;
  return {
    problem: {
      zh: '是 SM2 密钥,但其点为压缩格式;标准要求未压缩格式(GM/T 0009 第 7.1 节)',
      en: 'is of SM2, with its point compressed; the standard has it uncompressed (GM/T 0009, section 7.1)',
    },
    accepted: {
      zh: '新的 CSR,其密钥的点为未压缩格式,可用 `openssl ec -conv_form uncompressed` 写出',
      en: 'a new CSR whose key has its point uncompressed, as `openssl ec -conv_form uncompressed` writes it',
    },
  };
}

/** SEC 1, section 2.3.3: 04; compressed points begin with 02 and 03, hybrid ones with 06 and 07. */
const UNCOMPRESSED = 4;

function partsOf(spki: Uint8Array): { readonly curve?: string; readonly firstOctet?: number | undefined } {
  try {
    const [algorithm, point] = items(readDer(spki));
    const [type, curve] = items(algorithm);
    if (!(type instanceof ObjectIdentifier) || type.getValue() !== EC_PUBLIC_KEY) return {};
    if (!(curve instanceof ObjectIdentifier)) return { curve: 'spelled-out' };
    const firstOctet = point instanceof BitString ? point.valueBlock.valueHexView[0] : undefined;
    return { curve: curve.getValue(), firstOctet };
  } catch {
    return {};
  }
}

function parse(spki: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

const CURVES: Readonly<Record<string, KeyAlgorithm>> = { prime256v1: 'ecc-p256', secp384r1: 'ecc-p384' };
const RSA_SIZES: Readonly<Record<number, KeyAlgorithm>> = { 2048: 'rsa-2048', 4096: 'rsa-4096' };

function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): KeyAlgorithm | undefined {
  if (asymmetricKeyType === 'rsa') return RSA_SIZES[asymmetricKeyDetails?.modulusLength ?? 0];
  if (asymmetricKeyType === 'ec') return CURVES[asymmetricKeyDetails?.namedCurve ?? ''];
  return undefined;
}

function inWords({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): Bilingual {
  const { modulusLength, namedCurve } = asymmetricKeyDetails ?? {};
  if (asymmetricKeyType === 'rsa')
    return modulusLength === undefined ? RSA_OF_ANY_SIZE : inBoth(`RSA ${modulusLength}`);
  if (asymmetricKeyType === 'ec')
    return namedCurve === undefined ? UNNAMED_CURVE : inBoth(`ECC ${namedCurve}`);
  return asymmetricKeyType === undefined ? UNKNOWN_TYPE : inBoth(asymmetricKeyType);
}

const RSA_OF_ANY_SIZE: Bilingual = { zh: '长度未知的 RSA', en: 'RSA of unknown size' };
const UNNAMED_CURVE: Bilingual = { zh: '曲线未命名的 ECC', en: 'ECC on an unnamed curve' };
const UNKNOWN_TYPE: Bilingual = { zh: '未知类型', en: 'of an unknown type' };

function weaknessOfKey(key: KeyObject): Bilingual | undefined {
  if (key.asymmetricKeyType !== 'rsa') return undefined;
  const { n = '', e = '' } = key.export({ format: 'jwk' });
  return weaknessOf({ modulus: toNumber(n), exponent: toNumber(e) });
}

function toNumber(base64url: string): bigint {
  return BigInt(`0x${Buffer.from(base64url, 'base64url').toString('hex')}`);
}
