/** Companies and managers: what the account has saved. Checked they are with each order, and never before. */
import type { Company, Person } from '../../../domain/organization/form.js';
import { tencentNumberOf } from '../../../domain/tencent/ids.js';
import { TencentError } from '../../../domain/tencent/wire/error.js';
import type { TencentAction, TencentCall } from '../action.js';
import { nameParts } from '../../../domain/tencent/people.js';
import { everySaved, type SavedItem } from './people.js';
import { said } from './refusing.js';
import { numberIn, pagingIn, textIn, timeOf } from '../../../domain/tencent/wire/fields.js';

export const COMPANIES: Readonly<Record<string, TencentAction>> = {
  DescribeCompanies: describeCompanies,
  DescribeManagers: describeManagers,
  DescribeManagerDetail: describeManagerDetail,
  DeleteManager: deleteManager,
  SubmitAuditManager: notAudited,
  VerifyManager: notAudited,
};

/** "0" is documented for companies as the usual number: read as ten. */
const PAGES = { usual: 10, most: 1000 };

async function describeCompanies(call: TencentCall) {
  const { offset, limit } = pagingIn(call.input, PAGES);
  const wanted = numberIn(call.input, 'CompanyId');
  const all = (await everySaved<Company>(call.client.companies)).filter(
    ({ id }) => wanted === undefined || wanted === 0 || tencentNumberOf(id) === wanted,
  );
  const shown = all.slice(offset, offset + (limit === 0 ? PAGES.usual : limit));
  return { Companies: shown.map(companyInfo), TotalCount: all.length };
}

function companyInfo({ id, details }: SavedItem<Company>) {
  const { fullName, country, province, city, address, landline, registration } = details;
  return {
    CompanyName: fullName,
    CompanyId: tencentNumberOf(id),
    CompanyCountry: country,
    CompanyProvince: province,
    CompanyCity: city,
    CompanyAddress: address,
    CompanyPhone: [landline.areaCode, landline.number].join('-'),
    IdType: registration ? (registration.kind === 'other' ? 'OTHERS' : 'TYDMZ') : '',
    IdNumber: registration?.number ?? '',
    Tags: [],
  };
}

const NO_COMPANY = {
  CompanyName: '',
  CompanyId: 0,
  CompanyCountry: '',
  CompanyProvince: '',
  CompanyCity: '',
  CompanyAddress: '',
  CompanyPhone: '',
  IdType: '',
  IdNumber: '',
  Tags: [],
};

/** Whoever is saved may answer for any of the account's companies: they are told below each. */
async function describeManagers(call: TencentCall) {
  const { input, client } = call;
  const companyId = numberIn(input, 'CompanyId') ?? 0;
  const companies = await everySaved<Company>(client.companies);
  if (!companies.some(({ id }) => tencentNumberOf(id) === companyId))
    throw new TencentError(
      'FailedOperation.InvalidParam',
      said(call, { zh: '企业不存在。', en: 'There is no such company.' }),
    );
  const status = textIn(input, 'Status');
  const search = textIn(input, 'SearchKey') ?? textIn(input, 'ManagerName') ?? textIn(input, 'ManagerMail');
  const all = (await everySaved(client.contacts)).filter(
    ({ details }) => (status === undefined || status === NOT_SUBMITTED) && isFound(details, search),
  );
  const { offset, limit } = pagingIn(input, PAGES);
  return { Managers: all.slice(offset, offset + limit).map(managerInfo), TotalCount: all.length };
}

/** Nobody is audited before an order. */
const NOT_SUBMITTED = 'none';

/** Exactly one of family name, given name, address or department; a full name as well. */
function isFound({ name, email, department }: Person, search: string | undefined): boolean {
  if (search === undefined) return true;
  const { first, last } = nameParts(name);
  return [last, first, name, email, department].includes(search);
}

function managerInfo({ id, details, createdAt }: SavedItem<Person>) {
  const { first, last } = nameParts(details.name);
  return {
    ManagerId: tencentNumberOf(id),
    Status: NOT_SUBMITTED,
    ManagerFirstName: first,
    ManagerLastName: last,
    ManagerPosition: details.position,
    ManagerPhone: details.phone,
    ManagerMail: details.email,
    ManagerDepartment: details.department,
    CreateTime: timeOf(createdAt) ?? '',
    ExpireTime: '',
    SubmitAuditTime: '',
    VerifyTime: '',
    DomainCount: 0,
    CertCount: 0,
    StatusInfo: [],
    Tags: [],
  };
}

const IDENTITIES = { 'id-card': 'SFZ', passport: 'HZ' } as const;

async function describeManagerDetail(call: TencentCall) {
  const manager = await namedManager(call);
  const [company] = await everySaved<Company>(call.client.companies);
  const { details, createdAt, id } = manager;
  const { first, last } = nameParts(details.name);
  const { identity } = details;
  const about = company ? companyInfo(company) : NO_COMPANY;
  return {
    ManagerId: tencentNumberOf(id),
    CompanyId: about.CompanyId,
    CompanyInfo: about,
    Status: NOT_SUBMITTED,
    ManagerFirstName: first,
    ManagerLastName: last,
    ManagerMail: details.email,
    ManagerPhone: details.phone,
    ManagerPosition: details.position,
    ManagerDepartment: details.department,
    // Who is not told apart is the same person.
    ContactFirstName: first,
    ContactLastName: last,
    ContactMail: details.email,
    ContactPhone: details.phone,
    ContactPosition: details.position,
    CreateTime: timeOf(createdAt) ?? '',
    ExpireTime: null,
    VerifyTime: null,
    StatusInfo: [],
    ManagerIdType: identity ? IDENTITIES[identity.kind] : '',
    ManagerIdNumber: identity?.number ?? '',
    ContactIdType: identity ? IDENTITIES[identity.kind] : '',
    ContactIdNumber: identity?.number ?? '',
  };
}

/** Orders that named them keep copies of their own. */
async function deleteManager(call: TencentCall) {
  const { id } = await namedManager(call);
  await call.client.contacts.remove(id);
  return { ManagerId: tencentNumberOf(id) };
}

/** There is no audit ahead of an order here: a CA checks company and people with the order that names them. */
async function notAudited(call: TencentCall): Promise<never> {
  await namedManager(call);
  throw new TencentError(
    'UnsupportedOperation',
    said(call, {
      zh: '不支持预审核：CA 随每个订单审核企业和管理人。',
      en: 'There is no audit ahead: the CA checks company and manager with each order.',
    }),
  );
}

async function namedManager(call: TencentCall): Promise<SavedItem<Person>> {
  const wanted = numberIn(call.input, 'ManagerId');
  const found = (await everySaved(call.client.contacts)).find(({ id }) => tencentNumberOf(id) === wanted);
  if (found) return found;
  throw new TencentError(
    'FailedOperation.ResourceNotFound.Manager',
    said(call, { zh: '管理人不存在。', en: 'There is no such manager.' }),
  );
}
