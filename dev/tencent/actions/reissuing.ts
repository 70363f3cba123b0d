/** Another certificate of what was bought: the same names and end, another key or CSR. */
import { registrableDomain } from '../../../domain/names/domain-names.js';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import { textIn } from '../../../domain/tencent/wire/fields.js';
import { failed, missing, named, wrongStatus, type DoubleAction, type DoubleCall } from '../call.js';
import { newKeyAndCsr } from '../key-pairs.js';
import { handedOn, pastedCsr } from '../placing.js';
import { keyNamed, newCertificate } from '../selling.js';
import { productOf, statusOf } from '../status.js';
import { namesOf, type StoredCertificate, type VerifyType } from '../stored-certificate.js';

export const REISSUING: Readonly<Record<string, DoubleAction>> = {
  ReplaceCertificate: replaceCertificate,
};

async function replaceCertificate(call: DoubleCall) {
  const { input, counter } = call;
  const { store, account, clock, following } = counter;
  const certificate = await named(call);
  const verifyType = (textIn(input, 'ValidType') ?? 'DNS') as VerifyType;
  const { order, issued } = certificate;
  refuseUnreplaceable(call, certificate, verifyType);
  if (!order || !issued) throw wrongStatus(call);
  const { productId, domainCount, years, tags } = certificate;
  const reissue: StoredCertificate = {
    ...newCertificate(counter, { productId, domainCount, years, tags, paid: 0 }),
    alias: `${certificate.id}的重颁发订单`,
    projectId: certificate.projectId,
    information: certificate.information,
    replacedFor: certificate.id,
  };
  const placed = await handedOn(call, reissue, {
    verifyType,
    within: { reference: order.reference, validUntil: issued.notAfter },
    csr: await csrOf(call, certificate),
    refusedAs: 'OrderReplaceFailed',
  });
  await store.add(placed);
  await store.change(certificate.id, (current) => ({ ...current, replacedBy: placed.id }));
  await account.note('replace', certificate.id, '重颁发', clock());
  await following.settled(placed.id);
  return { CertificateId: placed.id };
}

/** Section 11. */
const LEAST_DAYS_LEFT = 30;
const DAY_MS = 86_400_000;

function refuseUnreplaceable(call: DoubleCall, certificate: StoredCertificate, verifyType: VerifyType): void {
  const { store, clock } = call.counter;
  const now = clock();
  if (statusOf(certificate, now) !== TENCENT_STATUS.issued) throw wrongStatus(call);
  const left = Date.parse(certificate.issued?.notAfter ?? '') - now.getTime();
  if (left <= LEAST_DAYS_LEFT * DAY_MS)
    throw failed(call, 'OrderReplaceFailed', {
      zh: `证书有效期不足 ${LEAST_DAYS_LEFT} 天,不能重颁发。`,
      en: `A certificate that ends within ${LEAST_DAYS_LEFT} days is not reissued.`,
    });
  const isFree = productOf(certificate).type === 'dv-free';
  const before = store.all().filter(({ replacedFor }) => replacedFor === certificate.id);
  const runs = before.some(({ standing }) => standing === 'reviewing');
  const counted = isFree ? before.some(({ standing }) => standing === 'issued') : false;
  if (runs || counted)
    throw failed(call, 'OrderAlreadyReplaced', {
      zh: '证书已重颁发,或正在重颁发。',
      en: 'The certificate was reissued, or is being reissued.',
    });
  if (isFree && verifyType !== certificate.order?.verifyType)
    throw failed(call, 'InvalidParam', {
      zh: '免费证书重颁发时验证方式保持不变。',
      en: 'A free certificate is reissued by the same way of validation.',
    });
  const zone = zoneOf(certificate);
  const isBusy = store
    .all()
    .some(
      (other) => other.replacedFor !== undefined && other.standing === 'reviewing' && zoneOf(other) === zone,
    );
  if (isBusy)
    throw failed(call, 'OrderReplaceFailed', {
      zh: `主域名 ${zone} 已有证书正在重颁发。`,
      en: `Another certificate of ${zone} is being reissued.`,
    });
}

function zoneOf(certificate: StoredCertificate): string {
  const [name = ''] = namesOf(certificate);
  return registrableDomain(name.replace(/^\*\./, '')) ?? name;
}

async function csrOf(call: DoubleCall, certificate: StoredCertificate) {
  const { input } = call;
  const { order } = certificate;
  if (!order) throw wrongStatus(call);
  switch (textIn(input, 'CsrType') ?? 'original') {
    case 'upload': {
      const pem = textIn(input, 'CsrContent');
      if (pem === undefined) throw missing(call, 'CsrContent');
      return { csrPem: await pastedCsr(call, certificate, pem) };
    }
    case 'online': {
      const product = productOf(certificate);
      const usual = product.brand === 'dnspod-sm2' ? 'SM2' : 'RSA';
      const algorithm = textIn(input, 'CertCSREncryptAlgo') ?? usual;
      const key = keyNamed(call, product, algorithm, textIn(input, 'CertCSRKeyParameter'));
      if (product.type === 'dv-free' && key !== 'rsa-2048')
        throw failed(call, 'InvalidParam', {
          zh: '免费证书重颁发只支持 RSA 2048。',
          en: 'A free certificate is reissued with RSA 2048 only.',
        });
      return newKeyAndCsr(key, namesOf(certificate));
    }
    default: {
      const { csrPem, privateKeyPem } = order;
      return { csrPem, ...(privateKeyPem !== undefined && { privateKeyPem }) };
    }
  }
}
