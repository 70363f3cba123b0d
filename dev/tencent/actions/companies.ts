/** Companies and managers of the account. Only the console makes them (control-routes.ts); what the API has is to read, audit and delete them. */
import { nameParts } from '../../../domain/tencent/people.js';
import { TencentError } from '../../../domain/tencent/wire/error.js';
import { numberIn, pagingIn, textIn, timeOf } from '../../../domain/tencent/wire/fields.js';
import type { AccountCompany, AccountManager } from '../account-book.js';
import { failed, told, type DoubleAction, type DoubleCall } from '../call.js';

export const COMPANIES: Readonly<Record<string, DoubleAction>> = {
  DescribeCompanies: describeCompanies,
  DescribeManagers: describeManagers,
  DescribeManagerDetail: describeManagerDetail,
  SubmitAuditManager: submitAuditManager,
  VerifyManager: verifyManager,
  DeleteManager: deleteManager,
};

function describeCompanies(call: DoubleCall) {
  const { offset, limit } = pagingIn(call.input, { usual: 10, most: 1000 });
  const wanted = numberIn(call.input, 'CompanyId');
  const { companies } = call.counter.account.now;
  const found = companies.filter(({ id }) => wanted === undefined || wanted === 0 || id === wanted);
  // "0" is the documented default of `Limit`: read as ten.
  const rows = found.slice(offset, offset + (limit || 10)).map(companyView);
  return Promise.resolve({ Companies: rows, TotalCount: found.length });
}

function companyView({
  id,
  fullName,
  country,
  province,
  city,
  address,
  landline,
  registration,
}: AccountCompany) {
  return {
    CompanyName: fullName,
    CompanyId: id,
    CompanyCountry: country,
    CompanyProvince: province,
    CompanyCity: city,
    CompanyAddress: address,
    CompanyPhone: `${landline.areaCode}-${landline.number}`,
    IdType: registration === undefined ? '' : registration.kind === 'other' ? 'OTHERS' : 'TYDMZ',
    IdNumber: registration?.number ?? '',
    Tags: [],
  };
}

function describeManagers(call: DoubleCall) {
  const { input, counter } = call;
  const { offset, limit } = pagingIn(input, { usual: 10, most: 1000 });
  const companyId = numberIn(input, 'CompanyId');
  const statuses = textIn(input, 'Status');
  const key = textIn(input, 'SearchKey');
  const [name, mail] = [textIn(input, 'ManagerName'), textIn(input, 'ManagerMail')];
  const found = counter.account.now.managers.filter(
    (manager) =>
      manager.companyId === companyId &&
      (statuses === undefined || manager.status === statuses) &&
      (name === undefined || manager.name.includes(name)) &&
      (mail === undefined || manager.email === mail) &&
      (key === undefined || searched(manager).includes(key)),
  );
  const rows = found.slice(offset, offset + limit).map((manager) => ({
    ...managerView(manager),
    DomainCount: 0,
    CertCount: certificatesOf(call, manager),
    SubmitAuditTime: timeOf(manager.submittedAt),
    Tags: [],
  }));
  return Promise.resolve({ Managers: rows, TotalCount: found.length });
}

/** Exact matches only (section 6.2). */
function searched({ name, email, department }: AccountManager): string[] {
  const { first, last } = nameParts(name);
  return [last, first, email, department];
}

/** House limit: an audit holds as long as the CA's own check of a company. */
const AUDIT_DAYS = 398;
const DAY_MS = 86_400_000;

function managerView(manager: AccountManager) {
  const { id, name, position, phone, email, department, status, createdAt, verifiedAt } = manager;
  const { first, last } = nameParts(name);
  const ends =
    verifiedAt === undefined
      ? undefined
      : new Date(Date.parse(verifiedAt) + AUDIT_DAYS * DAY_MS).toISOString();
  const info = (type: string) => ({
    Type: type,
    Status: STATUS_INFO[status],
    CreateTime: timeOf(createdAt) ?? '',
    ExpireTime: timeOf(ends) ?? '',
    ManagerPreAuditDomains: [],
  });
  return {
    ManagerId: id,
    Status: status,
    ManagerFirstName: first,
    ManagerLastName: last,
    ManagerPosition: position,
    ManagerPhone: phone,
    ManagerMail: email,
    ManagerDepartment: department,
    CreateTime: timeOf(createdAt) ?? '',
    ExpireTime: timeOf(ends),
    VerifyTime: timeOf(verifiedAt),
    StatusInfo: [info('ov'), info('ev')],
  };
}

/** `StatusInfo[].Status` (section 4.3). */
const STATUS_INFO: Readonly<Record<AccountManager['status'], string>> = {
  none: 'pending',
  audit: 'submitted',
  CAaudit: 'submitted',
  ok: 'completed',
  expiring: 'completed',
  invalid: 'invalid',
  expired: 'expired',
};

function certificatesOf({ counter }: DoubleCall, { id }: AccountManager): number {
  return counter.store.all().filter(({ information }) => Number(information.ManagerId ?? 0) === id).length;
}

function describeManagerDetail(call: DoubleCall) {
  const manager = managerIn(call);
  const company = call.counter.account.now.companies.find(({ id }) => id === manager.companyId);
  if (!company) throw new Error(`The manager ${manager.id} is of no company`);
  const { identity } = manager;
  const view = managerView(manager);
  const [idType, idNumber] = [identity ? ID_TYPES[identity.kind] : '', identity?.number ?? ''];
  return Promise.resolve({
    ...view,
    ContactFirstName: view.ManagerFirstName,
    ContactLastName: view.ManagerLastName,
    ContactPosition: view.ManagerPosition,
    ContactPhone: view.ManagerPhone,
    ContactMail: view.ManagerMail,
    CompanyInfo: companyView(company),
    CompanyId: company.id,
    ManagerIdType: idType,
    ManagerIdNumber: idNumber,
    ContactIdType: idType,
    ContactIdNumber: idNumber,
  });
}

const ID_TYPES = { 'id-card': 'SFZ', passport: 'HZ' } as const;

function managerIn(call: DoubleCall): AccountManager {
  const wanted = numberIn(call.input, 'ManagerId');
  const found = call.counter.account.now.managers.find(({ id }) => id === wanted);
  if (found) return found;
  throw new TencentError(
    'ResourceNotFound.Manager',
    told(call, { zh: '管理人不存在。', en: 'There is no such manager.' }),
  );
}

async function submitAuditManager(call: DoubleCall) {
  const manager = managerIn(call);
  if (manager.status !== 'none' && manager.status !== 'invalid') throw illegal(call);
  const submittedAt = call.counter.clock().toISOString();
  await replaced(call, { ...manager, status: 'audit', submittedAt });
  return { ManagerId: manager.id };
}

/** Asks the CA's staff for a decision: only for what was submitted. */
function verifyManager(call: DoubleCall) {
  const manager = managerIn(call);
  if (manager.status !== 'audit' && manager.status !== 'CAaudit') throw illegal(call);
  return Promise.resolve({ ManagerId: manager.id });
}

async function deleteManager(call: DoubleCall) {
  const manager = managerIn(call);
  if (manager.status === 'CAaudit')
    throw failed(call, 'ManagerCanNotDeleteCa', {
      zh: '管理人已提交 CA 审核,不能删除。',
      en: 'The manager is with the CA already, and not deleted.',
    });
  if (certificatesOf(call, manager) > 0)
    throw failed(call, 'ManagerCanNotDeleteCert', {
      zh: '管理人已用于证书,不能删除。',
      en: 'Certificates use the manager, who is not deleted.',
    });
  await call.counter.account.change(({ managers }) => ({
    managers: managers.filter(({ id }) => id !== manager.id),
  }));
  return { ManagerId: manager.id };
}

function illegal(call: DoubleCall) {
  return failed(call, 'IllegalManagerStatus', {
    zh: '管理人当前的状态不支持此操作。',
    en: 'The manager does not stand where this can be done.',
  });
}

async function replaced(call: DoubleCall, manager: AccountManager): Promise<void> {
  await call.counter.account.change(({ managers }) => ({
    managers: managers.map((other) => (other.id === manager.id ? manager : other)),
  }));
}
