/** Orders that are withdrawn, and those that are opened anew after. */
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import { CaAway, CaRefused } from '../ca-client.js';
import { changed, failed, named, wrongStatus, type DoubleAction, type DoubleCall } from '../call.js';
import { productOf, statusOf } from '../status.js';

export const CANCELLING: Readonly<Record<string, DoubleAction>> = {
  CancelAuditCertificate: cancelAuditCertificate,
  CancelCertificateOrder: cancelCertificateOrder,
  ModifyCertificateResubmit: modifyCertificateResubmit,
};

/** Section 8: of these, and of no re-issue. */
const UNDER_REVIEW: readonly number[] = [
  TENCENT_STATUS.reviewing,
  TENCENT_STATUS.dnsAdded,
  TENCENT_STATUS.letterMissing,
];

async function cancelAuditCertificate(call: DoubleCall) {
  const { account, clock, ca, following } = call.counter;
  const code = 'CertificateNotFoundOrCantCancel';
  const certificate = await named(call, 'CertificateId', code);
  await changed(call, certificate, async (current) => {
    const { order } = current;
    if (!UNDER_REVIEW.includes(statusOf(current, clock())) || !order || current.replacedFor !== undefined)
      throw wrongStatus(call, code);
    try {
      await ca.cancel(order.caId);
    } catch (error) {
      if (error instanceof CaRefused) throw wrongStatus(call, code);
      if (!(error instanceof CaAway)) throw error;
      throw failed(call, 'CancelAuditCertificateFailed', {
        zh: '取消失败,请稍后重试。',
        en: 'It could not be cancelled: try again later.',
      });
    }
    const due = clock().getTime() + account.now.dials.cancellingSeconds * 1000;
    return { ...current, standing: 'cancelling', cancelledAt: new Date(due).toISOString() };
  });
  await account.note('cancel', certificate.id, '取消审核', clock());
  await following.settled(certificate.id);
  return { Result: true };
}

/** Section 8: 5 to 7. */
async function cancelCertificateOrder(call: DoubleCall) {
  const { account, clock } = call.counter;
  const certificate = await named(call);
  await changed(call, certificate, (current) => {
    if (current.standing !== 'open') throw wrongStatus(call, 'CancelOrderFailed');
    return { ...current, standing: 'cancelled', cancelledAt: clock().toISOString() };
  });
  await account.note('cancel', certificate.id, '取消订单', clock());
  return { CertificateId: certificate.id };
}

/** A failed or cancelled order that was paid begins again with what was bought; what was handed in stays, to be corrected. */
async function modifyCertificateResubmit(call: DoubleCall) {
  const { account, clock } = call.counter;
  const certificate = await named(call);
  await changed(call, certificate, (current) => {
    const isOver = current.standing === 'failed' || current.standing === 'cancelled';
    const isFree = productOf(current).type === 'dv-free';
    if (!isOver || isFree || current.replacedFor !== undefined)
      throw wrongStatus(call, 'CertificateStatusNotAllowResubmit');
    const { order: _, seen: __, failure: ___, cancelledAt: ____, ...kept } = current;
    return { ...kept, standing: 'open' };
  });
  await account.note('Resubmit', certificate.id, '重新提交', clock());
  return { CertificateId: certificate.id };
}
