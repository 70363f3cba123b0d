/** From what was handed in, under their names, to the order form. What both submit pairs leave out is filled in as theirs does. */
import type { OrderFormInput } from '../../../client/orders/creating.js';
import type { SubmitForm } from '../../../client/orders/submitting.js';
import type { ValidationMethod } from '../../../domain/catalogue/words.js';
import type { KeyAlgorithm } from '../../../domain/catalogue/words.js';
import { isChineseMobile } from '../../../domain/organization/phones.js';
import type { TencentInformation } from '../../../domain/tencent/information.js';
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

function companyIn(information: TencentInformation): Exclude<SubmitForm['company'], { existing: string }> {
  const { OrganizationName, OrganizationDivision, OrganizationAddress, OrgIdNumber, OrgIdType } = information;
  const { OrganizationCountry, OrganizationCity, OrganizationRegion } = information;
  if (OrganizationName === undefined) return undefined;
  return {
    fullName: OrganizationName,
    ...(OrganizationDivision !== undefined && { department: OrganizationDivision }),
    country: OrganizationCountry ?? 'CN',
    province: OrganizationRegion ?? '',
    city: OrganizationCity ?? '',
    address: OrganizationAddress ?? '',
    landline: landlineIn(information),
    ...(OrgIdNumber !== undefined && {
      registration: {
        kind: OrgIdType === 'OTHERS' ? ('other' as const) : ('unified-social-credit-code' as const),
        number: OrgIdNumber,
      },
    }),
  };
}

/** A mobile's area code is the country's (`OrgPhoneArea`: `86`), also where none was given. */
function landlineIn({ PhoneAreaCode, PhoneNumber = '' }: TencentInformation): {
  areaCode: string;
  number: string;
} {
  return { areaCode: PhoneAreaCode ?? (isChineseMobile(PhoneNumber) ? '86' : ''), number: PhoneNumber };
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

const IDENTITIES: Readonly<Record<string, 'id-card' | 'passport'>> = { SFZ: 'id-card', HZ: 'passport' };

function personIn(
  information: TencentInformation,
  who: 'Admin' | 'Contact',
): Exclude<SubmitForm['manager'], { existing: string }> {
  const isAdmin = who === 'Admin';
  const first = isAdmin ? information.AdminFirstName : information.ContactFirstName;
  const last = isAdmin ? information.AdminLastName : information.ContactLastName;
  if (first === undefined && last === undefined) return undefined;
  const number = isAdmin ? information.AdminIdNumber : information.TechIdNumber;
  const kind = IDENTITIES[(isAdmin ? information.AdminIdType : information.TechIdType)?.toUpperCase() ?? ''];
  const position = (isAdmin ? information.AdminPosition : information.ContactPosition) ?? '';
  return {
    name: fullName(first, last),
    // Theirs asks for the company's alone.
    department: information.OrganizationDivision ?? position,
    position,
    phone: (isAdmin ? information.AdminPhoneNum : information.ContactNumber) ?? '',
    email: (isAdmin ? information.AdminEmail : information.ContactEmail) ?? '',
    ...(number !== undefined && kind !== undefined && { identity: { kind, number } }),
  };
}

/** Chinese names begin with the family's, without a blank. */
export function fullName(first = '', last = ''): string {
  return /\p{Script=Han}/u.test(`${first}${last}`) ? `${last}${first}` : `${first} ${last}`.trim();
}

/** Back into two: of a Chinese name the first character is the family's, of another one the last word. */
export function nameParts(name: string): { readonly first: string; readonly last: string } {
  if (/^\p{Script=Han}+$/u.test(name)) {
    const [last = '', ...first] = name;
    return { first: first.join(''), last };
  }
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? (words.pop() ?? '') : '';
  return { first: words.join(' '), last };
}
