/** What was handed in for an order form, piece by piece, under the reseller's field names (`SubmittedData`, tencent-ssl-api 6.3). */

/** Both submit pairs in one vocabulary: the old one's names where it has one. The key password is kept apart, sealed. */
export interface TencentInformation {
  readonly CsrType?: string;
  readonly CsrContent?: string;
  readonly CertificateDomain?: string;
  readonly DomainList?: readonly string[];
  readonly OrganizationName?: string;
  readonly OrganizationDivision?: string;
  readonly OrganizationAddress?: string;
  readonly OrganizationCountry?: string;
  readonly OrganizationCity?: string;
  readonly OrganizationRegion?: string;
  readonly PostalCode?: string;
  readonly PhoneAreaCode?: string;
  readonly PhoneNumber?: string;
  readonly VerifyType?: string;
  readonly AdminFirstName?: string;
  readonly AdminLastName?: string;
  readonly AdminPhoneNum?: string;
  readonly AdminEmail?: string;
  readonly AdminPosition?: string;
  readonly ContactFirstName?: string;
  readonly ContactLastName?: string;
  readonly ContactEmail?: string;
  readonly ContactNumber?: string;
  readonly ContactPosition?: string;
  /** From here on: of the new pair alone. */
  readonly CsrEncryptAlgo?: string;
  readonly CsrKeyParameter?: string;
  readonly CompanyType?: number;
  readonly CompanyId?: string;
  readonly ManagerId?: string;
  readonly OrgIdType?: string;
  readonly OrgIdNumber?: string;
  readonly AdminIdType?: string;
  readonly AdminIdNumber?: string;
  readonly TechIdType?: string;
  readonly TechIdNumber?: string;
  readonly NotificationEmail?: string;
  readonly AutoRenewFlag?: number;
}

/** The fields that `SubmittedData` tells, in its order. */
export const SUBMITTED_FIELDS = [
  'CsrType',
  'CsrContent',
  'CertificateDomain',
  'DomainList',
  'OrganizationName',
  'OrganizationDivision',
  'OrganizationAddress',
  'OrganizationCountry',
  'OrganizationCity',
  'OrganizationRegion',
  'PostalCode',
  'PhoneAreaCode',
  'PhoneNumber',
  'VerifyType',
  'AdminFirstName',
  'AdminLastName',
  'AdminPhoneNum',
  'AdminEmail',
  'AdminPosition',
  'ContactFirstName',
  'ContactLastName',
  'ContactEmail',
  'ContactNumber',
  'ContactPosition',
] as const satisfies readonly (keyof TencentInformation)[];

/** Fields of the new pair (`CertificateInfoSubmit`) to the names they have in the old one. */
export const NEW_NAMES: Readonly<Record<string, keyof TencentInformation>> = {
  Csr: 'CsrContent',
  OrgOrganization: 'OrganizationName',
  OrgDivision: 'OrganizationDivision',
  OrgAddress: 'OrganizationAddress',
  OrgCountry: 'OrganizationCountry',
  OrgCity: 'OrganizationCity',
  OrgRegion: 'OrganizationRegion',
  OrgPhoneArea: 'PhoneAreaCode',
  OrgPhoneNumber: 'PhoneNumber',
  VerifyType: 'VerifyType',
  AdminFirstName: 'AdminFirstName',
  AdminLastName: 'AdminLastName',
  AdminPhone: 'AdminPhoneNum',
  AdminEmail: 'AdminEmail',
  AdminTitle: 'AdminPosition',
  TechFirstName: 'ContactFirstName',
  TechLastName: 'ContactLastName',
  TechPhone: 'ContactNumber',
  TechEmail: 'ContactEmail',
  TechTitle: 'ContactPosition',
  ContactEmail: 'NotificationEmail',
  CsrEncryptAlgo: 'CsrEncryptAlgo',
  CsrKeyParameter: 'CsrKeyParameter',
  OrgIdType: 'OrgIdType',
  OrgIdNumber: 'OrgIdNumber',
  AdminIdType: 'AdminIdType',
  AdminIdNumber: 'AdminIdNumber',
  TechIdType: 'TechIdType',
  TechIdNumber: 'TechIdNumber',
  CompanyId: 'CompanyId',
  ManagerId: 'ManagerId',
};
