/** Who signed a certificate, CSR or CRL of SM2: all three are SEQUENCE { what is signed, algorithm, BIT STRING }. */
import { BitString, ObjectIdentifier, Sequence } from 'asn1js';
import { items, readDer, refuseOtherDer } from './der.js';
import { sm2PublicKeyIn } from './keys.js';
import { SM2_WITH_SM3, verifySm2 } from './signature.js';

/** Both DER. False for every wrong signature, and for keys and algorithms other than SM2's. */
export function isSignedWithSm2(signed: Uint8Array, issuerSpki: Uint8Array, id?: string): boolean {
  const publicKey = sm2PublicKeyIn(issuerSpki);
  if (!publicKey) return false;
  try {
    const [toBeSigned, algorithm, signature] = items(readDer(signed));
    refuseOtherDer(algorithm, new Sequence({ value: [new ObjectIdentifier({ value: SM2_WITH_SM3 })] }));
    if (!toBeSigned || !(signature instanceof BitString)) return false;
    return verifySm2(toBeSigned.valueBeforeDecodeView, signature.valueBlock.valueHexView, publicKey, id);
  } catch {
    return false;
  }
}
