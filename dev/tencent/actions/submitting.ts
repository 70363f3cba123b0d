/** Handing in what an order needs, and handing it on to the CA: the old pair and the new one, on one state machine. */
import { problemOfMailAddress } from '../../../domain/organization/mail-addresses.js';
import { NEW_NAMES, SUBMITTED_FIELDS, type TencentInformation } from '../../../domain/tencent/information.js';
import { TencentError } from '../../../domain/tencent/wire/error.js';
import { flagIn, numberIn, textIn, textsIn } from '../../../domain/tencent/wire/fields.js';
import {
  changed,
  failed,
  invalid,
  missing,
  named,
  told,
  wrongStatus,
  type DoubleAction,
  type DoubleCall,
} from '../call.js';
import { refuseUnsoundNames } from '../names.js';
import { handedOn, pastedCsr } from '../placing.js';
import { keyNamed } from '../selling.js';
import { isDv, productOf, statusOf } from '../status.js';
import { namesOf, type StoredCertificate, type VerifyType } from '../stored-certificate.js';

export const SUBMITTING: Readonly<Record<string, DoubleAction>> = {
  SubmitCertificateInformation: submitCertificateInformation,
  CertificateInfoSubmit: certificateInfoSubmit,
  CommitCertificateInformation: commitCertificateInformation,
  CertificateOrderSubmit: certificateOrderSubmit,
};

/** May come in several calls: what is given is laid over what was given before. */
async function submitCertificateInformation(call: DoubleCall) {
  const { input } = call;
  const certificate = await named(call);
  refuseUnlessOpen(call, certificate, 'InvalidCertificateStatusCode');
  if (flagIn(input, 'IsDV') === true && !isDv(productOf(certificate).type))
    throw failed(call, 'InvalidParam', {
      zh: '此证书不是域名型(DV)证书。',
      en: 'The certificate is not domain validated (DV).',
    });
  const given = Object.fromEntries(
    SUBMITTED_FIELDS.flatMap((field) => {
      const value = field === 'DomainList' ? textsIn(input, field) : textIn(input, field);
      return value === undefined ? [] : [[field, value]];
    }),
  ) as TencentInformation;
  const whole = { ...certificate.information, ...given };
  await refuseWrong(call, { ...certificate, information: whole }, 'InvalidParam');
  await kept(call, certificate, given, textIn(input, 'KeyPassword'));
  return { CertificateId: certificate.id };
}

async function certificateInfoSubmit(call: DoubleCall) {
  const { input } = call;
  const certificate = await named(call, 'CertId');
  refuseUnlessOpen(call, certificate, 'CertificateInfoSubmitStatusInvalid');
  const product = productOf(certificate);
  const companyType = numberIn(input, 'CompanyType');
  if (companyType === 1 && !isDv(product.type)) throw invalid(call, 'CompanyType', '2');
  refuseBadMails(call, companyType);
  const information = informationIn(call);
  if (information.CsrType === 'online') {
    const { CsrEncryptAlgo, CsrKeyParameter } = information;
    if (CsrEncryptAlgo === undefined) throw missing(call, 'CsrEncryptAlgo');
    if (CsrKeyParameter === undefined) throw missing(call, 'CsrKeyParameter');
    keyNamed(call, product, CsrEncryptAlgo, CsrKeyParameter);
  } else if (information.CsrContent === undefined) throw missing(call, 'Csr');
  refuseUnknownPeople(call, information);
  if (!isDv(product.type)) refuseLackingCompany(call, information, product.brand === 'cfca');
  const whole = { ...information, ...(companyType !== undefined && { CompanyType: companyType }) };
  await refuseWrong(call, { ...certificate, information: whole }, 'CertificateInfoSubmitDomainInvalid');
  await kept(call, { ...certificate, information: {} }, whole, textIn(input, 'KeyPass'));
  return {};
}

function informationIn({ input }: DoubleCall): TencentInformation {
  const given: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(NEW_NAMES).flatMap(([from, to]) => {
      const value = textIn(input, from);
      return value === undefined ? [] : [[to, value] as const];
    }),
  );
  const names = textsIn(input, 'DnsNames');
  const renew = numberIn(input, 'AutoRenewFlag');
  return {
    ...given,
    CsrType: textIn(input, 'GenCsrType') ?? '',
    CertificateDomain: textIn(input, 'CertCommonName') ?? '',
    ...(names && { DomainList: names }),
    ...(renew !== undefined && { AutoRenewFlag: renew }),
  };
}

function refuseBadMails(call: DoubleCall, companyType: number | undefined): void {
  if (companyType === 1 && textIn(call.input, 'ContactEmail') === undefined)
    throw failed(call, 'CertificateInfoSubmitContactEmailEmpty', {
      zh: '个人申请时须填写联系邮箱(`ContactEmail`)。',
      en: 'A person gives a mail address (`ContactEmail`).',
    });
  for (const field of ['ContactEmail', 'AdminEmail', 'TechEmail']) {
    const email = textIn(call.input, field);
    if (email !== undefined && problemOfMailAddress(email) !== undefined)
      throw failed(call, 'CertificatePreVerifyEmailInvalid', {
        zh: `邮箱地址不正确:\`${field}\`。`,
        en: `The mail address is not valid: \`${field}\`.`,
      });
  }
}

/** `0` is none. */
function refuseUnknownPeople(call: DoubleCall, { CompanyId, ManagerId }: TencentInformation): void {
  const { companies, managers } = call.counter.account.now;
  const [company, manager] = [Number(CompanyId ?? 0), Number(ManagerId ?? 0)];
  if (company !== 0 && !companies.some(({ id }) => id === company))
    throw failed(call, 'InvalidParam', { zh: '企业不存在。', en: 'There is no such company.' });
  if (manager !== 0 && !managers.some(({ id }) => id === manager))
    throw new TencentError(
      'ResourceNotFound.Manager',
      told(call, { zh: '管理人不存在。', en: 'There is no such manager.' }),
    );
}

/** What the documents mark as needed of an OV or EV certificate, by the new names. */
const OF_COMPANY = {
  OrganizationName: 'OrgOrganization',
  OrganizationDivision: 'OrgDivision',
  OrganizationAddress: 'OrgAddress',
  OrganizationCountry: 'OrgCountry',
  OrganizationCity: 'OrgCity',
  OrganizationRegion: 'OrgRegion',
  PhoneAreaCode: 'OrgPhoneArea',
  PhoneNumber: 'OrgPhoneNumber',
} as const;
const OF_PEOPLE = {
  AdminFirstName: 'AdminFirstName',
  AdminLastName: 'AdminLastName',
  AdminPhoneNum: 'AdminPhone',
  AdminEmail: 'AdminEmail',
  AdminPosition: 'AdminTitle',
} as const;
/** CFCA identifies company and manager by number. */
const OF_CFCA = {
  OrgIdType: 'OrgIdType',
  OrgIdNumber: 'OrgIdNumber',
  AdminIdType: 'AdminIdType',
  AdminIdNumber: 'AdminIdNumber',
} as const;

function refuseLackingCompany(call: DoubleCall, information: TencentInformation, isCfca: boolean): void {
  if (Number(information.ManagerId ?? 0) !== 0) return;
  const hasCompany = Number(information.CompanyId ?? 0) !== 0;
  const needed = { ...(!hasCompany && OF_COMPANY), ...OF_PEOPLE, ...(isCfca && OF_CFCA) };
  const lacking = Object.entries(needed).find(
    ([field]) => information[field as keyof TencentInformation] === undefined,
  );
  if (lacking) throw missing(call, lacking[1]);
  if (isCfca && information.OrgIdType !== 'TYDMZ') throw invalid(call, 'OrgIdType', 'TYDMZ');
}

function refuseUnlessOpen(call: DoubleCall, { standing }: StoredCertificate, code: string): void {
  if (standing !== 'open') throw wrongStatus(call, code);
}

/** What can be judged of what is there; the sum is judged when it is handed on. */
async function refuseWrong(call: DoubleCall, certificate: StoredCertificate, code: string): Promise<void> {
  const { CertificateDomain, DomainList = [], CsrType, CsrContent } = certificate.information;
  if (CertificateDomain === undefined) return;
  const repeats = DomainList.some(
    (name) => name.trim().toLowerCase() === CertificateDomain.trim().toLowerCase(),
  );
  if (repeats)
    throw failed(call, code, {
      zh: '附加域名不能与通用名重复。',
      en: 'The further names do not repeat the common name.',
    });
  refuseUnsoundNames(call, namesOf(certificate), certificate, code);
  if (CsrType === 'parse' && CsrContent !== undefined) await pastedCsr(call, certificate, CsrContent);
}

async function kept(
  call: DoubleCall,
  certificate: StoredCertificate,
  given: TencentInformation,
  keyPassword: string | undefined,
): Promise<void> {
  const { account, clock } = call.counter;
  await changed(call, certificate, (current) => {
    refuseUnlessOpen(call, current, 'InvalidCertificateStatusCode');
    return {
      ...current,
      information: { ...certificate.information, ...given },
      hasKeyPassword: current.hasKeyPassword || keyPassword !== undefined,
    };
  });
  await account.note('submitInfo', certificate.id, '提交资料', clock());
}

async function commitCertificateInformation(call: DoubleCall) {
  const certificate = await named(call);
  const { order, status } = await committed(call, certificate, 'InvalidCertificateStatusCode');
  return { OrderId: order?.number ?? '', Status: status };
}

async function certificateOrderSubmit(call: DoubleCall) {
  const certificate = await named(call, 'CertId');
  const isReviewed = certificate.standing === 'reviewing';
  const code = isReviewed ? 'CertificateOrderSubmitProcessing' : 'CertificateInfoSubmitStatusInvalid';
  const { order, status } = await committed(call, certificate, code);
  return { OrderId: order?.number ?? '', Status: status, IsAudited: order?.isAudited ?? false };
}

async function committed(call: DoubleCall, certificate: StoredCertificate, code: string) {
  const { input, counter } = call;
  refuseUnlessOpen(call, certificate, code);
  const { CertificateDomain, CsrType, VerifyType } = certificate.information;
  if (CertificateDomain === undefined || CsrType === undefined)
    throw failed(call, 'InvalidParam', {
      zh: '资料不完整:请先提交域名和 CSR。',
      en: 'The information is incomplete: hand in names and CSR first.',
    });
  const verifyType = (textIn(input, 'VerifyType') ?? VerifyType ?? 'DNS') as VerifyType;
  const placed = await changed(call, certificate, (current) => {
    refuseUnlessOpen(call, current, code);
    return handedOn(call, current, {
      verifyType,
      deletesDnsRecord: numberIn(input, 'DeleteDnsAutoRecord') === 1,
    });
  });
  const settled = (await counter.following.settled(placed.id)) ?? placed;
  return { order: settled.order, status: statusOf(settled, counter.clock()) };
}
