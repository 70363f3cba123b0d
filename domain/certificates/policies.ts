/** The reserved policy identifiers that say in a certificate how its subject was validated (BR 7.1.6.1; EV Guidelines 9.3). */
import type { CertificateType } from '../catalogue/words.js';

const DOMAIN_VALIDATED = '2.23.140.1.2.1';
const ORGANIZATION_VALIDATED = '2.23.140.1.2.2';
const EXTENDED_VALIDATION = '2.23.140.1.1';

export const CERTIFICATE_POLICY_OIDS: Readonly<Record<CertificateType, string>> = {
  dv: DOMAIN_VALIDATED,
  'dv-free': DOMAIN_VALIDATED,
  ov: ORGANIZATION_VALIDATED,
  'ov-pro': ORGANIZATION_VALIDATED,
  ev: EXTENDED_VALIDATION,
  'ev-pro': EXTENDED_VALIDATION,
};
