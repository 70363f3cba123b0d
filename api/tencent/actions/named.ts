/** The certificate that a call is about. */
import type { TencentCertificate } from '../../../client/tencent/index.js';
import type { TencentCall } from '../action.js';
import { asTold, failed, notFound } from './refusing.js';
import { textIn } from '../../../domain/tencent/wire/fields.js';

/** By the id that the call gives as `field`. Throws TencentError `FailedOperation.CertificateNotFound`. */
export async function named(call: TencentCall, field = 'CertificateId'): Promise<TencentCertificate> {
  const id = textIn(call.input, field);
  if (id === undefined) throw notFound(call);
  return await certificateOf(call, id);
}

export async function certificateOf(call: TencentCall, id: string): Promise<TencentCertificate> {
  return await asTold(call, {}, () => call.client.tencent.show(id));
}

export type OrderedCertificate = TencentCertificate & {
  readonly orderId: string;
  readonly brand: NonNullable<TencentCertificate['brand']>;
  readonly type: NonNullable<TencentCertificate['type']>;
};

/** One that has an order. Throws TencentError `FailedOperation.InvalidCertificateSource` for one from elsewhere. */
export async function namedOrder(call: TencentCall, field = 'CertificateId'): Promise<OrderedCertificate> {
  return orderedOr(call, await named(call, field));
}

export function orderedOr(call: TencentCall, certificate: TencentCertificate): OrderedCertificate {
  const { orderId, brand, type } = certificate;
  if (orderId === null || brand === null || type === null)
    throw failed(call, 'InvalidCertificateSource', {
      zh: '这张证书是上传的,不支持此操作。',
      en: 'The certificate was uploaded: this is not done with it.',
    });
  return { ...certificate, orderId, brand, type };
}
