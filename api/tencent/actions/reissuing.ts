/** Another certificate of what was bought: the same names and term, another key or CSR. */
import type { ReissueRequest } from '../../../client/plans/succeeding/reissue.js';
import { tencentIdOf } from '../../../domain/tencent/ids.js';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import type { TencentAction, TencentCall } from '../action.js';
import { namedOrder } from './named.js';
import { keyAlgorithmOf } from './order-form.js';
import { asTold, failed, invalidValue, missingParameter, wrongStatus } from './refusing.js';
import { isPlaced, onceShown } from './settling.js';
import { methodOf } from '../../../domain/tencent/validation-view.js';
import { requiredText, textIn } from '../../../domain/tencent/wire/fields.js';

export const REISSUING: Readonly<Record<string, TencentAction>> = {
  ReplaceCertificate: replaceCertificate,
};

async function replaceCertificate(call: TencentCall) {
  const { input, client } = call;
  const certificate = await namedOrder(call);
  const { status, certificateId, followedBy, validationMethod, type } = certificate;
  const validation = methodOf(requiredText(input, 'ValidType'));
  if (validation === undefined) throw invalidValue(call, 'ValidType', 'DNS_AUTO, DNS, FILE');
  const csr = csrIn(call);
  if (status !== TENCENT_STATUS.issued || certificateId === null) throw wrongStatus(call);
  if (followedBy.some(({ purpose }) => purpose === 'reissue' || purpose === 'plan-reissue'))
    throw failed(call, 'OrderAlreadyReplaced', {
      zh: '证书已重颁发，或正在重颁发。',
      en: 'The certificate was reissued, or is being reissued.',
    });
  if (type === 'dv-free' && validation !== validationMethod)
    throw failed(call, 'InvalidParam', {
      zh: '免费证书重颁发时验证方式保持不变。',
      en: 'A free certificate is reissued by the same way of validation.',
    });
  const password = textIn(input, 'CsrkeyPassword');
  const keyPassword =
    csr === 'same' || (typeof csr === 'object' && 'pem' in csr) ? undefined : (password ?? false);
  const { orderId } = await asTold(call, REPLACE_CODES, () =>
    client.certificates.reissue(certificateId, {
      csr,
      ...(validation !== validationMethod && { validation }),
      ...(keyPassword !== undefined && { keyPassword }),
    }),
  );
  await onceShown(call, orderId, isPlaced);
  return { CertificateId: tencentIdOf(orderId) };
}

const REPLACE_CODES = {
  fields: {
    csr: 'FailedOperation.CertificateCsrParseFailed',
    'RefusedInThisState:type': 'FailedOperation.OrderAlreadyReplaced',
  },
  RefusedInThisState: 'FailedOperation.OrderReplaceFailed',
} as const;

function csrIn(call: TencentCall): NonNullable<ReissueRequest['csr']> {
  const { input } = call;
  const how = textIn(input, 'CsrType')?.toLowerCase() ?? 'original';
  if (how === 'original') return 'same';
  if (how === 'upload') {
    const pem = textIn(input, 'CsrContent');
    if (pem === undefined) throw missingParameter(call, 'CsrContent');
    return { pem };
  }
  if (how !== 'online') throw invalidValue(call, 'CsrType', 'original, upload, online');
  const algorithm = textIn(input, 'CertCSREncryptAlgo');
  if (algorithm === undefined) return 'new-key';
  const fields = ['CertCSREncryptAlgo', 'CertCSRKeyParameter'] as const;
  return { algorithm: keyAlgorithmOf(call, algorithm, textIn(input, 'CertCSRKeyParameter'), fields) };
}
