/** Whom a certificate names: the company that was validated, and a common name (BR 7.1.2.7; EV Guidelines, section 9.2). */
import type { CertificateType } from '../../domain/catalogue/words.js';
import type { Company } from '../../domain/organization/form.js';
import type { JsonNameParams } from '../../domain/certificates/x509-engine.js';

/** X.520, as RFC 5280, appendix A, bounds it. A longer first name stands among the alternative names only. */
const LONGEST_COMMON_NAME = 64;
const LONGEST_ORGANIZATION = 64;
const LONGEST_PLACE = 128;

const BUSINESS_CATEGORY = '2.5.4.15';
const SERIAL_NUMBER = '2.5.4.5';
/** EV Guidelines, section 9.2.4. */
const JURISDICTION_COUNTRY = '1.3.6.1.4.1.311.60.2.1.3';

export interface SubjectRequest {
  readonly type: CertificateType;
  /** The first that is short enough becomes the common name. */
  readonly names: readonly string[];
  /** Absent for types that name no company. */
  readonly company?: Company;
}

/** Empty where no name is short enough and there is no company. */
export function subjectOf({ type, names, company }: SubjectRequest): JsonNameParams {
  const commonName = names.find((name) => name.length <= LONGEST_COMMON_NAME);
  return [
    ...(company ? organizationOf(company) : []),
    ...(company && (type === 'ev' || type === 'ev-pro') ? registrationOf(company) : []),
    ...(commonName === undefined ? [] : [{ CN: [commonName] }]),
  ];
}

function organizationOf({ country, province, city, fullName }: Company): JsonNameParams {
  return [
    { C: [country] },
    { ST: [shortened(province, LONGEST_PLACE)] },
    { L: [shortened(city, LONGEST_PLACE)] },
    { O: [shortened(fullName, LONGEST_ORGANIZATION)] },
  ];
}

function registrationOf({ country, registration }: Company): JsonNameParams {
  return [
    { [BUSINESS_CATEGORY]: ['Private Organization'] },
    { [JURISDICTION_COUNTRY]: [{ printableString: country }] },
    ...(registration ? [{ [SERIAL_NUMBER]: [{ printableString: registration.number }] }] : []),
  ];
}

function shortened(text: string, characters: number): string {
  return Array.from(text).slice(0, characters).join('');
}
