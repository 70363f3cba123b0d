/** What makes a notice the same notice: account, subject, kind, occasion and rung. Migration 0006 makes ids in the same way. */
import { createHash } from 'node:crypto';
import type { NoticeRequest, NoticeSubject } from './words.js';

/** 32 characters of lower-case hex. */
export function noticeIdOf(account: string, { subject, kind, occasion, rung }: NoticeRequest): string {
  const parts = [account, ...subjectParts(subject), kind, occasion, String(rung)];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}

function subjectParts(subject: NoticeSubject): [string, string] {
  if ('orderId' in subject) return ['order', subject.orderId];
  if ('certificateId' in subject) return ['certificate', subject.certificateId];
  return 'revocationId' in subject
    ? ['revocation', subject.revocationId]
    : ['delegation', subject.delegationId];
}
