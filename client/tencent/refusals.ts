/** How the client says no to what is asked by ids of the reseller's API. */
import { Refusal, refusalDetails } from '../../domain/refusals.js';

export function noSuchTencentCertificate(): Refusal {
  return new Refusal(
    refusalDetails('NotFound', {
      field: 'CertificateId',
      message: { zh: '证书不存在', en: 'There is no such certificate' },
      accepted: { zh: '证书列表中的证书 ID', en: 'an id that the list of certificates tells' },
    }),
  );
}

export function noOrder(): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      message: { zh: '这张证书是上传的,没有订单', en: 'The certificate was uploaded: it has no order' },
      accepted: { zh: '在此申请的证书', en: 'a certificate that was ordered here' },
    }),
  );
}

export function notInThisState(): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: '证书当前的状态不支持此操作',
        en: 'The certificate does not stand where this can be done',
      },
    }),
  );
}
