/** What was done with certificates, as the account's log has it. */
import type { OperationView } from '../../../client/accounts/operations.js';
import { Refusal } from '../../../domain/refusals.js';
import { tencentIdOf } from '../../../domain/tencent/ids.js';
import { TencentError } from '../../../domain/tencent/wire/error.js';
import type { TencentAction, TencentCall } from '../action.js';
import { ownerUin } from './certificate-view.js';
import { said } from './refusing.js';
import { instantOf, pagingIn, textIn, timeOf } from '../../../domain/tencent/wire/fields.js';

export const LOGS: Readonly<Record<string, TencentAction>> = {
  DescribeCertificateOperateLogs: describeOperateLogs,
};

/** Operations of ours to their `Type` (section 4.3), and what was done in words. What is not here is none of a certificate. */
const TYPES: Readonly<Record<string, { readonly type: string; readonly zh: string; readonly en: string }>> = {
  'order.create': { type: 'apply', zh: '申请', en: 'applied for' },
  'order.give-information': { type: 'submitInfo', zh: '提交资料', en: 'gave information for' },
  'order.submit': { type: 'submitInfo', zh: '提交', en: 'submitted' },
  'order.cancel': { type: 'cancel', zh: '取消', en: 'cancelled' },
  'order.resubmit': { type: 'Resubmit', zh: '重新提交', en: 'resubmitted' },
  'order.label': { type: 'updateAlias', zh: '修改备注', en: 'labelled' },
  'letter.upload': { type: 'uploadConfirmLetter', zh: '上传确认函', en: 'uploaded the letter of' },
  'certificate.label': { type: 'updateAlias', zh: '修改备注', en: 'labelled' },
  'certificate.upload': { type: 'upload', zh: '上传', en: 'uploaded' },
  'certificate.download': { type: 'download', zh: '下载', en: 'downloaded' },
  'certificate.pack': { type: 'download', zh: '下载', en: 'downloaded' },
  'certificate.revoke': { type: 'revoke', zh: '吊销', en: 'revoked' },
  'certificate.upload-revocation-letter': {
    type: 'editRevokeLetter',
    zh: '上传吊销确认函',
    en: 'uploaded the letter to revoke',
  },
  'certificate.reissue': { type: 'replace', zh: '重颁发', en: 'reissued' },
  'certificate.renew': { type: 'renewVIP', zh: '续费', en: 'renewed' },
  'certificate.upgrade': { type: 'applyVIP', zh: '升级', en: 'upgraded' },
  'certificate.replace': { type: 'applyVIP', zh: '更换', en: 'replaced' },
  'certificate.remove': { type: 'delete', zh: '删除', en: 'deleted' },
};

const DAY_MS = 86_400_000;
/** Section 6.2: fifteen days back, unless told otherwise. */
const USUAL_DAYS = 15;
const PAGE = 1000;
/** House limit: so many pages of the log are read for one call, the newest first. The whole of it the command line has. */
const MOST_PAGES = 20;

async function describeOperateLogs(call: TencentCall) {
  const from = timeIn(call, 'StartTime') ?? call.now() - USUAL_DAYS * DAY_MS;
  const to = timeIn(call, 'EndTime') ?? Number.POSITIVE_INFINITY;
  const { offset, limit } = pagingIn(call.input, { usual: 20, most: 1000 });
  const all = await entriesBetween(call, from, to);
  const shown = all.slice(offset, offset + limit);
  const ids = await idsOf(call, shown);
  const rows = shown.map((entry) => rowOf(call, entry, ids.get(entry.subject ?? '') ?? ''));
  return { AllTotal: all.length, TotalCount: rows.length, OperateLogs: rows };
}

function timeIn(call: TencentCall, field: string): number | undefined {
  const text = textIn(call.input, field);
  if (text === undefined) return undefined;
  const instant = instantOf(text);
  if (instant !== undefined) return instant;
  throw new TencentError(
    'InvalidParameterValue',
    said(call, {
      zh: `参数 \`${field}\` 不是时间，例如 2026-11-27 08:00:00。`,
      en: `\`${field}\` is no time, such as 2026-11-27 08:00:00.`,
    }),
  );
}

/** What was done, newest first; what was only asked for, or refused, is no log of theirs. */
async function entriesBetween(call: TencentCall, from: number, to: number): Promise<OperationView[]> {
  const found: OperationView[] = [];
  let after: string | undefined;
  for (let read = 0; read < MOST_PAGES; read += 1) {
    const page = await call.client.operations.page({ limit: PAGE, ...(after !== undefined && { after }) });
    for (const entry of page.items) {
      const at = Date.parse(entry.at);
      if (at < from) return found;
      if (at <= to && entry.outcome === 'done' && entry.operation in TYPES) found.push(entry);
    }
    if (page.next === null) return found;
    after = page.next;
  }
  return found;
}

/** The log knows certificates by ids of ours, and those of orders are the ones that theirs come from. */
async function idsOf(call: TencentCall, entries: readonly OperationView[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { subject } of entries) {
    if (subject === null || ids.has(subject)) continue;
    ids.set(subject, await rootIdOf(call, subject));
  }
  return ids;
}

async function rootIdOf(call: TencentCall, subject: string): Promise<string> {
  if (!subject.startsWith('crt_')) return tencentIdOf(subject);
  try {
    const { orderId } = await call.client.certificates.show(subject);
    return tencentIdOf(orderId ?? subject);
  } catch (error) {
    // It was removed since.
    if (error instanceof Refusal) return tencentIdOf(subject);
    throw error;
  }
}

function rowOf(call: TencentCall, { at, operation, actor }: OperationView, id: string) {
  const uin = ownerUin(call);
  const { type = '', zh = '', en = '' } = TYPES[operation] ?? {};
  return {
    Action: said(call, {
      zh: `用户[uin: ${uin}] ${zh} 证书[id: ${id}]`,
      en: `User[uin: ${uin}] ${en} certificate[id: ${id}]`,
    }),
    CreatedOn: timeOf(at) ?? '',
    Uin: uin,
    SubAccountUin: actor,
    CertId: id,
    Type: type,
  };
}
