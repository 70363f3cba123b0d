/** An order form as the reseller takes it (`CertificateInfoSubmit`, tencent-ssl-api, section 6.1). Personal data: sent, and kept nowhere. */
import type { CaOrganizationRequest } from '../../certificate-authority.js';
import type { Company, Person } from '../../../../domain/organization/form.js';
import type { TencentForm } from '../../../../domain/connections/kinds/tencent.js';
import { nameInParts } from '../../../../domain/tencent/person-names.js';
import { verifyTypeOf } from './proofs.js';
import type { OwnedOrder } from './ports.js';

const ID_KINDS = { 'unified-social-credit-code': 'TYDMZ', other: 'OTHERS' } as const;
const PERSON_ID_KINDS = { 'id-card': 'SFZ', passport: 'HZ' } as const;

/** `1`: a person, for DV alone. */
const COMPANY_TYPES = { person: 1, company: 2 } as const;

export function informationOf(
  { certificateId, names, csrPem, validationMethod }: OwnedOrder,
  organization: CaOrganizationRequest | undefined,
  { contactEmail }: Pick<TencentForm, 'contactEmail'>,
): object {
  const [commonName = '', ...others] = names;
  return {
    CertId: certificateId,
    GenCsrType: 'parse',
    Csr: csrPem ?? '',
    CertCommonName: commonName,
    ...(others.length > 0 && { DnsNames: others }),
    CompanyId: '0',
    VerifyType: verifyTypeOf(validationMethod),
    ...(organization
      ? { CompanyType: COMPANY_TYPES.company, ...peopleOf(organization) }
      : { CompanyType: COMPANY_TYPES.person, ContactEmail: contactEmail }),
  };
}

function peopleOf({ company, manager, contact }: CaOrganizationRequest): object {
  return {
    ...companyOf(company),
    ...personAs('Admin', manager),
    ...personAs('Tech', contact),
    ContactEmail: contact.email,
  };
}

function companyOf(company: Company): object {
  const { fullName, department, country, province, city, address, landline, registration } = company;
  return {
    OrgOrganization: fullName,
    ...(department !== undefined && { OrgDivision: department }),
    OrgAddress: address,
    OrgCountry: country,
    OrgRegion: province,
    OrgCity: city,
    OrgPhoneArea: landline.areaCode,
    OrgPhoneNumber: landline.number,
    ...(registration && { OrgIdType: ID_KINDS[registration.kind], OrgIdNumber: registration.number }),
  };
}

function personAs(part: 'Admin' | 'Tech', { name, phone, email, position, identity }: Person): object {
  const { first, last } = nameInParts(name);
  return {
    [`${part}FirstName`]: first,
    [`${part}LastName`]: last,
    [`${part}Phone`]: phone,
    [`${part}Email`]: email,
    [`${part}Title`]: position,
    ...(identity && {
      [`${part}IdType`]: PERSON_ID_KINDS[identity.kind],
      [`${part}IdNumber`]: identity.number,
    }),
  };
}
