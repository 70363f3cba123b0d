/** Signatures SM2 with SM3 (GB/T 32918.2; written as GM/T 0009, section 7.3, says). */
import { Integer, Sequence } from 'asn1js';
import smCrypto from 'sm-crypto-v2';
import { coordinateOf, derOf, items, numberOf, readDer } from './der.js';
import type { Sm2KeyPair } from './keys.js';

/** GM/T 0006: `sm2sign-with-sm3`. Without parameters, as OpenSSL writes it. */
export const SM2_WITH_SM3 = '1.2.156.10197.1.501';

/** Who signs, where nothing else is agreed (GM/T 0009, section 10; ordering rules, section 10). */
export const DEFAULT_SM2_ID = '1234567812345678';

/** The order of the curve's group (GB/T 32918.5): signatures are numbers below it. */
const GROUP_ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

/** DER. The message is hashed together with id and public key. */
export function signSm2(
  message: Uint8Array,
  { privateKey, publicKey }: Sm2KeyPair,
  id = DEFAULT_SM2_ID,
): Buffer {
  const raw = smCrypto.sm2.doSignature(message, privateKey.toString('hex'), {
    hash: true,
    publicKey: publicKey.toString('hex'),
    userId: id,
  });
  const signature = Buffer.from(raw, 'hex');
  return signatureDer(numberOf(signature.subarray(0, 32)), numberOf(signature.subarray(32)));
}

/** False for every signature that is wrong, malformed or not strictly DER. */
export function verifySm2(
  message: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
  id = DEFAULT_SM2_ID,
): boolean {
  try {
    // The library's own reading of DER looks at lengths only, so it is given the two numbers as they are.
    const raw = readSignature(signature).toString('hex');
    const key = Buffer.from(publicKey).toString('hex');
    return smCrypto.sm2.doVerifySignature(message, raw, key, { hash: true, userId: id });
  } catch {
    return false;
  }
}

function signatureDer(r: bigint, s: bigint): Buffer {
  return derOf(new Sequence({ value: [Integer.fromBigInt(r), Integer.fromBigInt(s)] }));
}

/** r and s, 32 octets each. Throws Error. */
function readSignature(der: Uint8Array): Buffer {
  const [r, s] = items(readDer(der));
  if (!(r instanceof Integer) || !(s instanceof Integer)) throw new Error('The signature is no two numbers');
  const numbers = [r, s].map((integer) => integer.toBigInt());
  if (!numbers.every((number) => 0n < number && number < GROUP_ORDER)) throw new Error('Out of range');
  if (!signatureDer(r.toBigInt(), s.toBigInt()).equals(der)) throw new Error('The signature is not DER');
  return Buffer.concat([coordinateOf(r), coordinateOf(s)]);
}
