/** Company and people between the reseller's fields and ours. */
import type { z } from 'zod';
import type { COMPANY_SCHEMA, PERSON_SCHEMA } from '../organization/form.js';
import { isChineseMobile } from '../organization/phones.js';
import type { TencentInformation } from './information.js';

/** Undefined where no name was handed in. */
export function companyIn(information: TencentInformation): z.input<typeof COMPANY_SCHEMA> | undefined {
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
export function landlineIn({ PhoneAreaCode, PhoneNumber = '' }: TencentInformation): {
  areaCode: string;
  number: string;
} {
  return { areaCode: PhoneAreaCode ?? (isChineseMobile(PhoneNumber) ? '86' : ''), number: PhoneNumber };
}

const IDENTITIES: Readonly<Record<string, 'id-card' | 'passport'>> = { SFZ: 'id-card', HZ: 'passport' };

/** Undefined where no name was handed in. */
export function personIn(
  information: TencentInformation,
  who: 'Admin' | 'Contact',
): z.input<typeof PERSON_SCHEMA> | undefined {
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
