/** The lines of the catalogue, with the source of each (ordering rules, section 2). Data only. */
import type { CatalogueRow, OrganizationValidation } from './row.js';
import type { Brand, CertificateType, KeyAlgorithm } from './words.js';
import type { CertificateKind } from '../names/kinds.js';
import { VALIDATION_METHODS } from './words.js';

const ALL_KINDS: readonly CertificateKind[] = ['single', 'multi', 'wildcard', 'wildcard-multi'];
const UP_TO_WILDCARD: readonly CertificateKind[] = ['single', 'multi', 'wildcard'];
/** EV is never a wildcard (EV Guidelines, 9.2.2). */
const WITHOUT_WILDCARD: readonly CertificateKind[] = ['single', 'multi'];

/** Keys are offered by brand; RSA 2048 is the recommended one and stands first. */
const USUAL_KEYS: readonly KeyAlgorithm[] = ['rsa-2048', 'rsa-4096', 'ecc-p256'];
const WOTRUS_KEYS: readonly KeyAlgorithm[] = [...USUAL_KEYS, 'ecc-p384'];
const TRUSTASIA_DV_KEYS: readonly KeyAlgorithm[] = ['rsa-2048', 'ecc-p256'];
const SM2_KEYS: readonly KeyAlgorithm[] = ['sm2'];

const ONE_YEAR = [1];
const UP_TO_THREE_YEARS = [1, 2, 3];

/** What most lines have in common; a line names only what differs. */
function row(
  brand: Brand,
  certificateType: CertificateType,
  kinds: readonly CertificateKind[],
  organizationValidation: OrganizationValidation,
  differing: Partial<CatalogueRow> = {},
): CatalogueRow {
  return {
    brand,
    certificateType,
    kinds,
    organizationValidation,
    planYears: ONE_YEAR,
    keyAlgorithms: USUAL_KEYS,
    signatureHashes: ['sha256', 'sha384'],
    ipAddresses: false,
    maxNames: 100,
    validationMethods: VALIDATION_METHODS,
    validationMethodsOfLongPlans: VALIDATION_METHODS,
    source: `ordering rules, section 2, line ${brand}`,
    ...differing,
  };
}

/** ECDSA first: every public directory takes it, and chains are shorter. Let's Encrypt takes these four, and no other hash than it chooses. */
const ACME = {
  keyAlgorithms: ['ecc-p256', 'rsa-2048', 'ecc-p384', 'rsa-4096'],
  ipAddresses: true,
  source:
    'RFC 8555 and RFC 8738; 100 names and keys: letsencrypt.org/docs/rate-limits and /integration-guide',
} as const;

const LONG = { planYears: UP_TO_THREE_YEARS };
const WITH_IP = { ipAddresses: true };
const TRUSTASIA_DV = { keyAlgorithms: TRUSTASIA_DV_KEYS };
const WOTRUS = { keyAlgorithms: WOTRUS_KEYS };
const SM2 = { keyAlgorithms: SM2_KEYS, signatureHashes: ['sm3'] } as const;

export const CATALOGUE: readonly CatalogueRow[] = [
  row('securesite', 'ov', UP_TO_WILDCARD, 'public-record', LONG),
  row('securesite', 'ev', WITHOUT_WILDCARD, 'public-record', LONG),
  row('securesite', 'ov-pro', WITHOUT_WILDCARD, 'public-record', LONG),
  row('securesite', 'ev-pro', WITHOUT_WILDCARD, 'public-record', LONG),

  row('geotrust', 'ov', ['single', 'wildcard'], 'public-record', LONG),
  row('geotrust', 'ev', WITHOUT_WILDCARD, 'public-record', LONG),

  row('trustasia', 'dv', ['single', 'multi', 'wildcard-multi'], 'none', TRUSTASIA_DV),
  row('trustasia', 'dv', ['wildcard'], 'none', {
    ...TRUSTASIA_DV,
    ...LONG,
    validationMethodsOfLongPlans: ['auto-dns', 'auto-file'],
    source: 'ordering rules, section 2, line trustasia; section 5, plans of 2 and 3 years',
  }),
  row('trustasia', 'dv-free', ['single'], 'none', {
    ...TRUSTASIA_DV,
    maxNames: 1,
    source: 'ordering rules, section 2, line trustasia; section 7',
  }),
  row('trustasia', 'ov', ALL_KINDS, 'public-record', WITH_IP),
  row('trustasia', 'ev', WITHOUT_WILDCARD, 'public-record'),

  row('globalsign', 'ov', ALL_KINDS, 'confirmation-letter'),
  row('globalsign', 'ev', WITHOUT_WILDCARD, 'confirmation-letter'),

  row('cfca', 'ov', UP_TO_WILDCARD, 'confirmation-letter', LONG),
  row('cfca', 'ev', ['single'], 'confirmation-letter'),

  row('wotrus', 'dv', UP_TO_WILDCARD, 'none', WOTRUS),
  row('wotrus', 'ov', UP_TO_WILDCARD, 'two-emails', WOTRUS),
  row('wotrus', 'ev', WITHOUT_WILDCARD, 'two-emails', WOTRUS),

  row('dnspod', 'dv', UP_TO_WILDCARD, 'none'),
  row('dnspod', 'ov', UP_TO_WILDCARD, 'phone-and-mailbox', WITH_IP),
  row('dnspod', 'ev', WITHOUT_WILDCARD, 'phone-and-mailbox', WITH_IP),

  row('dnspod-sm2', 'dv', UP_TO_WILDCARD, 'none', SM2),
  row('dnspod-sm2', 'ov', UP_TO_WILDCARD, 'application-form', { ...SM2, ...WITH_IP }),
  row('dnspod-sm2', 'ev', WITHOUT_WILDCARD, 'application-form', { ...SM2, ...WITH_IP }),

  row('acme', 'dv', ALL_KINDS, 'none', ACME),
];
