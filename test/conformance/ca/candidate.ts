/** What the suite needs of a CA that is put to it: an adapter, a world in which control can be shown, and what it says it can't. */
import { webcrypto } from 'node:crypto';
import type { CaOrderRequest, CertificateAuthority } from '../../../activities/ca/certificate-authority.js';
import { certificateNamesOf } from '../../../domain/catalogue/complimentary.js';
import type { Brand } from '../../../domain/catalogue/words.js';
import {
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
} from '../../../domain/certificates/x509-engine.js';
import type { DomainValidation } from '../../../domain/control/validations.js';
import { isIpAddress } from '../../../domain/names/forms.js';
import { kindOf } from '../../../domain/names/kinds.js';

export interface CaCandidate {
  readonly adapter: CertificateAuthority;
  readonly brand: Brand;
  /** Puts records and files where the CA looks for them. */
  readonly publish: (validations: readonly DomainValidation[]) => Promise<void>;
  /** Puts something else there. */
  readonly publishWrong: (validations: readonly DomainValidation[]) => Promise<void>;
  /** PEM of the root that signs what is issued. */
  root(): Promise<string>;
  /** What it is known not to do, beside its limits. */
  readonly gaps: CaGaps;
  readonly stop: () => Promise<void>;
}

export interface CaGaps {
  /** A proof that the CA did not see is followed by another order there, whose values are new. */
  readonly newValuesAfterFailure: boolean;
  readonly ipAddresses: boolean;
  /** A subscriber's request to revoke is done at once. */
  readonly revokesAtOnce: boolean;
  /** Are wildcard and base proven by one record each? */
  readonly provesWildcardBesideBase: boolean;
  /** Proofs are used again for another order. */
  readonly reusesProofs: boolean;
}

let orders = 0;

/** Names of its own for each order, so that tests of one world don't meet. */
export async function requestOf(
  brand: Brand,
  differing: { names?: (zone: string) => string[] } & Partial<Omit<CaOrderRequest, 'names'>> = {},
): Promise<CaOrderRequest> {
  orders += 1;
  const { names: namesIn, ...others } = differing;
  const zone = `zone-${process.pid}-${orders}.com`;
  const names = namesIn?.(zone) ?? [`shop.${zone}`];
  return {
    reference: `order-${process.pid}-${orders}`,
    brand,
    certificateType: 'dv',
    names,
    csrPem: await csrFor(certificateNamesOf({ brand, kind: kindOf(names), names })),
    validationMethod: 'auto-dns',
    accountReference: 'account-of-this-test',
    ...others,
  };
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export async function csrFor(names: readonly string[]): Promise<string> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: isIpAddress(names[0] ?? '') ? '' : `CN=${names[0] ?? ''}`,
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIpAddress(value) ? 'ip' : 'dns', value })),
      ),
    ],
  });
  return csr.toString('pem');
}
