/** SM2 CSRs as subscribers paste them, signed under the default id or another. */
import {
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
} from '../../domain/certificates/x509-engine.js';
import { isIpAddress } from '../../domain/names/forms.js';
import { SM2_SIGNING, sm2CryptoKeys } from '../../domain/sm2/crypto.js';
import { newSm2KeyPair, type Sm2KeyPair } from '../../domain/sm2/keys.js';

export interface Sm2Csr {
  readonly pem: string;
  readonly pair: Sm2KeyPair;
}

export async function makeSm2Csr(names: readonly string[], id?: string): Promise<Sm2Csr> {
  const pair = newSm2KeyPair();
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: `CN=${names[0] ?? ''}`,
    keys: sm2CryptoKeys(pair),
    signingAlgorithm: id === undefined ? SM2_SIGNING : { ...SM2_SIGNING, id },
    extensions: [
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIpAddress(value) ? 'ip' : 'dns', value })),
      ),
    ],
  });
  return { pem: csr.toString('pem'), pair };
}
