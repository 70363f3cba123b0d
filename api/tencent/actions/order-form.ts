/** From what was handed in, under their names, to the order form. What both submit pairs leave out is filled in as theirs does. */
import type { OrderFormInput } from '../../../client/orders/creating.js';
import type { SubmitForm } from '../../../client/orders/submitting.js';
import type { ValidationMethod } from '../../../domain/catalogue/words.js';
import type { KeyAlgorithm } from '../../../domain/catalogue/words.js';
import { isChineseMobile } from '../../../domain/organization/phones.js';
import type { TencentInformation } from '../../../domain/tencent/information.js';
import { companyIn, landlineIn, personIn } from '../../../domain/tencent/people.js';
import type { TencentCall } from '../action.js';
import type { OrderedCertificate } from './named.js';
import { invalidValue, missingParameter } from './refusing.js';

const BY_PUBLIC_RECORD: readonly string[] = ['securesite', 'geotrust', 'trustasia'];

/** Saved company and manager, where the call named them by number. */
export interface SavedPeople {
  readonly company?: string | undefined;
  readonly manager?: string | undefined;
}

/** Throws TencentError for what is missing or is none of their words; the rest the form itself judges. */
export function orderFormOf(
  call: TencentCall,
  certificate: OrderedCertificate,
  validation: ValidationMethod,
  saved: SavedPeople,
): SubmitForm {
  const { bought, alias, tags, project, brand, type } = certificate;
  const information = bought?.information ?? {};
  const needsCompany = type !== 'dv' && type !== 'dv-free';
  return {
    brand,
    type,
    names: namesIn(call, information),
    validation,
    csr: csrIn(call, information, brand === 'dnspod-sm2'),
    ...(needsCompany && peopleIn(information, saved)),
    ...(needsCompany && BY_PUBLIC_RECORD.includes(brand) && channelIn(information)),
    ...(information.NotificationEmail !== undefined && { notificationEmail: information.NotificationEmail }),
    ...(information.AutoRenewFlag === 1 && { autoRenew: true }),
    ...(alias !== null && { alias }),
    tags: [...tags],
    ...(project !== null && { project }),
    planYears: bought?.years ?? 1,
  };
}

function namesIn(call: TencentCall, { CertificateDomain, DomainList = [] }: TencentInformation): string[] {
  if (CertificateDomain === undefined) throw missingParameter(call, 'CertificateDomain');
  // The list may repeat the common name, which is written first.
  return [CertificateDomain, ...DomainList.filter((name) => !isSame(name, CertificateDomain))];
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

function csrIn(
  call: TencentCall,
  { CsrType, CsrContent, CsrEncryptAlgo, CsrKeyParameter }: TencentInformation,
  isSm2: boolean,
): NonNullable<OrderFormInput['csr']> {
  if (CsrType?.toLowerCase() === 'parse') {
    if (CsrContent === undefined) throw missingParameter(call, 'CsrContent');
    return { mode: 'paste', pem: CsrContent };
  }
  if (isSm2) return { mode: 'generate' };
  return { mode: 'generate', algorithm: keyAlgorithmOf(call, CsrEncryptAlgo, CsrKeyParameter) };
}

const KEYS: Readonly<Record<string, Readonly<Record<string, KeyAlgorithm>>>> = {
  RSA: { '2048': 'rsa-2048', '4096': 'rsa-4096' },
  ECC: { prime256v1: 'ecc-p256', secp384r1: 'ecc-p384' },
  SM2: { sm2: 'sm2' },
};

/** RSA 2048 unless told otherwise. Throws TencentError `InvalidParameterValue`. */
export function keyAlgorithmOf(
  call: TencentCall,
  algorithm = 'RSA',
  parameter?: string,
  fields: readonly [string, string] = ['CsrEncryptAlgo', 'CsrKeyParameter'],
): KeyAlgorithm {
  const sizes = KEYS[algorithm.toUpperCase()];
  if (!sizes) throw invalidValue(call, fields[0], Object.keys(KEYS).join(', '));
  const known = Object.keys(sizes);
  const chosen = parameter === undefined ? Object.values(sizes)[0] : sizes[parameter.toLowerCase()];
  if (!chosen) throw invalidValue(call, fields[1], known.join(', '));
  return chosen;
}

/** Company and people that are saved, or as they were handed in. */
function peopleIn(information: TencentInformation, saved: SavedPeople): Partial<SubmitForm> {
  const manager = personIn(information, 'Admin');
  const contact = personIn(information, 'Contact');
  const company = companyIn(information);
  return {
    ...(saved.company !== undefined ? { company: { existing: saved.company } } : company && { company }),
    ...(saved.manager !== undefined ? { manager: { existing: saved.manager } } : manager && { manager }),
    ...(contact ? { contact } : (manager ?? saved.manager) && { contact: 'same-as-manager' as const }),
  };
}

/**
 * The CA phones the company by the number that was handed in, as the credit register has it: theirs asks for no channel, and finds
 * the number there.
 */
function channelIn(information: TencentInformation): Pick<SubmitForm, 'organizationCheck'> {
  const { areaCode, number } = landlineIn(information);
  if (number === '') return {};
  return {
    organizationCheck: {
      by: 'phone',
      number: isChineseMobile(number) ? number : [areaCode, number].filter(Boolean).join('-'),
      source: 'enterprise-credit-registration',
    },
  };
}
