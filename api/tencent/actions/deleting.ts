/** Certificates that are taken off the list: what is over, and what came from elsewhere. */
import type { TencentCertificate } from '../../../client/tencent/index.js';
import { numberOfTencentId, tencentIdOfNumber } from '../../../domain/tencent/ids.js';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import { TencentError } from '../../../domain/tencent/wire/error.js';
import type { TencentAction, TencentCall } from '../action.js';
import { findAmong, idsIn } from './labelling.js';
import { named } from './named.js';
import { asTold, failed, said } from './refusing.js';
import { flagIn, textsIn, timeOf } from '../../../domain/tencent/wire/fields.js';

export const DELETING: Readonly<Record<string, TencentAction>> = {
  DeleteCertificate: deleteCertificate,
  DeleteCertificates: deleteCertificates,
  DescribeDeleteCertificatesTaskResult: describeDeleteTasks,
};

async function deleteCertificate(call: TencentCall) {
  const certificate = await named(call);
  const problem = problemOf(call, certificate);
  if (problem) throw problem;
  await asTold(call, {}, () => call.client.tencent.remove(certificate.id));
  // Nothing of theirs is bound to it: what they look for in a task of its own is known at once.
  const asksTask = flagIn(call.input, 'IsCheckResource') === true;
  return { DeleteResult: true, TaskId: asksTask ? numberOfTencentId(certificate.id) : '' };
}

const OVER: readonly number[] = [
  TENCENT_STATUS.failed,
  TENCENT_STATUS.expired,
  TENCENT_STATUS.cancelled,
  TENCENT_STATUS.revoked,
  TENCENT_STATUS.refunded,
];
const HOUR_MS = 3_600_000;

/** Section 11: expired, revoked, cancelled or uploaded; a free one not within an hour of its application. */
function problemOf(call: TencentCall, certificate: TencentCertificate): TencentError | undefined {
  const { orderId, type, status, createdAt } = certificate;
  if (orderId === null) return undefined;
  if (status === TENCENT_STATUS.issued)
    return failed(call, 'CannotBeDeletedIssued', {
      zh: '证书已颁发且有效，请先吊销再删除。',
      en: 'The certificate is issued and valid: revoke it before it is deleted.',
    });
  const isYoung = call.now() - Date.parse(createdAt) < HOUR_MS;
  if (type === 'dv-free' && isYoung)
    return failed(call, 'CannotBeDeletedWithinHour', {
      zh: '免费证书申请后 1 小时内不能删除。',
      en: 'A free certificate is not deleted within an hour of its application.',
    });
  if (OVER.includes(status)) return undefined;
  return failed(call, 'InvalidCertificateStatusCode', {
    zh: '证书当前的状态不支持删除。',
    en: 'The certificate does not stand where it can be deleted.',
  });
}

/** Section 6.2. */
const MOST_AT_ONCE = 100;

async function deleteCertificates(call: TencentCall) {
  const ids = idsIn(call, 'CertificateIds', MOST_AT_ONCE);
  const asksTasks = flagIn(call.input, 'IsSync') === true;
  const deleted: string[] = [];
  const kept: { CertId: string; Msg: string }[] = [];
  for (const id of ids) {
    const found = await findAmong(call, id);
    const problem = found
      ? problemOf(call, found)
      : failed(call, 'CertificateNotFound', { zh: '证书不存在。', en: 'The certificate does not exist.' });
    if (problem || !found) kept.push({ CertId: id, Msg: problem?.message ?? '' });
    else {
      await call.client.tencent.remove(id);
      deleted.push(id);
    }
  }
  const tasks = deleted.map((id) => ({ CertId: id, TaskId: numberOfTencentId(id) }));
  return { Success: asksTasks ? [] : deleted, Fail: kept, CertTaskIds: asksTasks ? tasks : [] };
}

async function describeDeleteTasks(call: TencentCall) {
  const taskIds = textsIn(call.input, 'TaskIds') ?? [];
  if (taskIds.length === 0 || taskIds.length > MOST_AT_ONCE)
    throw new TencentError(
      'InvalidParameterValue',
      said(call, {
        zh: `参数 \`TaskIds\` 需要 1 到 ${MOST_AT_ONCE} 个任务 ID。`,
        en: `\`TaskIds\` takes 1 to ${MOST_AT_ONCE} ids of tasks.`,
      }),
    );
  const tasks = taskIds.map((taskId) => ({ taskId, id: tencentIdOfNumber(taskId) ?? '' }));
  const done = await call.client.tencent.deletions(tasks.map(({ id }) => id));
  const found = tasks.flatMap(({ taskId, id }) => {
    const deletion = done.find((each) => each.id === id);
    if (!deletion) return [];
    return [
      {
        TaskId: taskId,
        CertId: id,
        Status: 1,
        Error: '',
        CacheTime: timeOf(deletion.at) ?? '',
        Domains: [],
      },
    ];
  });
  return { DeleteTaskResult: found };
}
