/** Orders that are withdrawn, and those that are opened anew after. */
import { isFinal } from '../../../domain/orders/states.js';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import type { TencentAction, TencentCall } from '../action.js';
import { namedOrder, type OrderedCertificate } from './named.js';
import { asTold, failed, wrongStatus } from './refusing.js';
import { onceShown } from './settling.js';

export const CANCELLING: Readonly<Record<string, TencentAction>> = {
  CancelAuditCertificate: cancelAuditCertificate,
  CancelCertificateOrder: cancelCertificateOrder,
  ModifyCertificateResubmit: modifyCertificateResubmit,
};

const UNDER_REVIEW: readonly number[] = [
  TENCENT_STATUS.reviewing,
  TENCENT_STATUS.dnsAdded,
  TENCENT_STATUS.letterMissing,
  TENCENT_STATUS.reissuing,
];
const TO_BE_SUBMITTED: readonly number[] = [TENCENT_STATUS.toBeSubmitted, TENCENT_STATUS.freeToBeSubmitted];

async function cancelAuditCertificate(call: TencentCall) {
  const certificate = await namedOrder(call);
  if (!UNDER_REVIEW.includes(certificate.status)) throw wrongStatus(call, 'CertificateNotFoundOrCantCancel');
  if (certificate.purpose === 'plan-reissue')
    throw failed(call, 'CertificateCancelFailedMulti', {
      zh: '多年期证书后续年份的订单不能取消。',
      en: 'A later order of a plan of several years is not cancelled.',
    });
  await withdrawn(call, certificate, 'FailedOperation.CertificateNotFoundOrCantCancel');
  return { Result: true };
}

/** Also of one in review: what Terraform does when a paid certificate is removed. */
async function cancelCertificateOrder(call: TencentCall) {
  const certificate = await namedOrder(call);
  const { status, id } = certificate;
  if (status === TENCENT_STATUS.cancelled || status === TENCENT_STATUS.cancelling)
    return { CertificateId: id };
  if (!TO_BE_SUBMITTED.includes(status) && !UNDER_REVIEW.includes(status))
    throw wrongStatus(call, 'CancelOrderFailed');
  await withdrawn(call, certificate, 'FailedOperation.CancelOrderFailed');
  return { CertificateId: id };
}

/** Callers look for the end right after: it is waited for a little. */
async function withdrawn(
  call: TencentCall,
  { id, orderId }: OrderedCertificate,
  code: string,
): Promise<void> {
  await asTold(call, { RefusedInThisState: code }, () => call.client.tencent.cancel(id));
  await onceShown(call, orderId, ({ state }) => isFinal(state));
}

async function modifyCertificateResubmit(call: TencentCall) {
  const certificate = await namedOrder(call);
  const { status, type, id } = certificate;
  const isOver = status === TENCENT_STATUS.failed || status === TENCENT_STATUS.cancelled;
  if (!isOver || type === 'dv-free') throw wrongStatus(call, 'CertificateStatusNotAllowResubmit');
  await asTold(call, { RefusedInThisState: 'FailedOperation.CertificateStatusNotAllowResubmit' }, () =>
    call.client.tencent.openAnew(id),
  );
  return { CertificateId: id };
}
