/** Aliases, projects, deletions, and what was done. */
import { randomInt } from 'node:crypto';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import { TencentError } from '../../../domain/tencent/wire/error.js';
import {
  flagIn,
  instantOf,
  numberIn,
  pagingIn,
  textIn,
  textsIn,
  timeOf,
} from '../../../domain/tencent/wire/fields.js';
import {
  changed,
  failed,
  invalid,
  named,
  told,
  wrongStatus,
  type DoubleAction,
  type DoubleCall,
} from '../call.js';
import { productOf, statusOf } from '../status.js';
import { OWNER_UIN } from '../views.js';

export const MANAGING: Readonly<Record<string, DoubleAction>> = {
  ModifyCertificateAlias: modifyCertificateAlias,
  ModifyCertificateProject: modifyCertificateProject,
  DeleteCertificate: deleteCertificate,
  DescribeDeleteCertificatesTaskResult: describeDeleteTasks,
  DescribeCertificateOperateLogs: describeOperateLogs,
};

async function modifyCertificateAlias(call: DoubleCall) {
  const { account, clock } = call.counter;
  const certificate = await named(call);
  const alias = textIn(call.input, 'Alias') ?? '';
  await changed(call, certificate, (current) => ({ ...current, alias }));
  await account.note('updateAlias', certificate.id, '修改备注', clock());
  return { CertificateId: certificate.id };
}

async function modifyCertificateProject(call: DoubleCall) {
  const { store, account, clock } = call.counter;
  const projectId = String(numberIn(call.input, 'ProjectId') ?? 0);
  const done: string[] = [];
  const not: string[] = [];
  for (const id of textsIn(call.input, 'CertificateIdList') ?? []) {
    const after = await store.change(id, (current) => ({ ...current, projectId }));
    (after ? done : not).push(id);
    if (after) await account.note('changeProject', id, '修改所属项目', clock());
  }
  return { SuccessCertificates: done, FailCertificates: not };
}

const HOUR_MS = 3_600_000;
/** Section 11. */
const OVER: readonly number[] = [TENCENT_STATUS.expired, TENCENT_STATUS.revoked, TENCENT_STATUS.cancelled];

async function deleteCertificate(call: DoubleCall) {
  const { store, account, clock } = call.counter;
  const certificate = await named(call);
  const now = clock();
  const status = statusOf(certificate, now);
  if (status === TENCENT_STATUS.issued)
    throw failed(call, 'CannotBeDeletedIssued', {
      zh: '证书已颁发且有效,请先吊销再删除。',
      en: 'The certificate is issued and valid: revoke it before it is deleted.',
    });
  const isYoung = now.getTime() - Date.parse(certificate.boughtAt) < HOUR_MS;
  if (productOf(certificate).type === 'dv-free' && isYoung)
    throw failed(call, 'CannotBeDeletedWithinHour', {
      zh: '免费证书申请后 1 小时内不能删除。',
      en: 'A free certificate is not deleted within an hour of its application.',
    });
  if (!OVER.includes(status)) throw wrongStatus(call);
  await store.remove(certificate.id);
  await account.note('delete', certificate.id, '删除', now);
  if (flagIn(call.input, 'IsCheckResource') !== true) return { DeleteResult: true, TaskId: '' };
  const deletion = {
    taskId: String(randomInt(1_000_000, 999_999_999)),
    certificateId: certificate.id,
    at: now.toISOString(),
  };
  await account.change(({ deletions }) => ({ deletions: [...deletions, deletion] }));
  return { DeleteResult: true, TaskId: deletion.taskId };
}

/** Nothing is bound to a certificate here: whatever was begun is done. */
function describeDeleteTasks(call: DoubleCall) {
  const asked = textsIn(call.input, 'TaskIds') ?? [];
  if (asked.length === 0) throw invalid(call, 'TaskIds', '1-100');
  const found = call.counter.account.now.deletions.filter(({ taskId }) => asked.includes(taskId));
  const tasks = found.map(({ taskId, certificateId, at }) => ({
    TaskId: taskId,
    CertId: certificateId,
    Status: 1,
    Error: '',
    CacheTime: timeOf(at) ?? '',
    Domains: [],
  }));
  return Promise.resolve({ DeleteTaskResult: tasks });
}

const DAY_MS = 86_400_000;
/** Section 6.2. */
const USUAL_DAYS = 15;
/** Nobody did these: time, or the CA. */
const BY_ITSELF: readonly string[] = ['issued', 'domainValidationPassed', 'revoked'];

function describeOperateLogs(call: DoubleCall) {
  const { input, counter } = call;
  const { offset, limit } = pagingIn(input, { usual: 20, most: 1000 });
  const now = counter.clock().getTime();
  const from = instantIn(call, 'StartTime') ?? now - USUAL_DAYS * DAY_MS;
  const until = instantIn(call, 'EndTime') ?? now;
  const entries = counter.account.now.log
    .filter(({ at }) => Date.parse(at) >= from && Date.parse(at) <= until)
    .reverse();
  const rows = entries.slice(offset, offset + limit).map(({ type, certificateId, at, words }) => ({
    Action: `用户[uin: ${OWNER_UIN}] ${words} 证书[id: ${certificateId}]`,
    CreatedOn: timeOf(at) ?? '',
    Uin: OWNER_UIN,
    SubAccountUin: BY_ITSELF.includes(type) ? '--' : OWNER_UIN,
    CertId: certificateId,
    Type: type,
  }));
  return Promise.resolve({ AllTotal: entries.length, TotalCount: rows.length, OperateLogs: rows });
}

function instantIn(call: DoubleCall, field: string): number | undefined {
  const text = textIn(call.input, field);
  if (text === undefined) return undefined;
  const instant = instantOf(text);
  if (instant === undefined)
    throw new TencentError(
      'InvalidParameterValue',
      told(call, { zh: `时间不正确:${field}`, en: `No time: ${field}` }),
    );
  return instant;
}
