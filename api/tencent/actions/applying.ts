/** Buying: free certificates, which are applied for at once, and paid ones, which wait for their information. */
import { problemOfMailAddress } from '../../../domain/organization/mail-addresses.js';
import {
  FREE_PRODUCT_ID,
  isForSeveralNames,
  tencentProduct,
  type TencentProduct,
} from '../../../domain/tencent/products.js';
import { tencentIdOf, tencentNumberOf } from '../../../domain/tencent/ids.js';
import { catalogueRow } from '../../../domain/catalogue/products.js';
import { TencentError } from '../../../domain/tencent/wire/error.js';
import type { TencentAction, TencentCall } from '../action.js';
import { isExpiring } from './certificate-view.js';
import { whenAnswered } from './delivery.js';
import { certificateOf } from './named.js';
import { keyAlgorithmOf } from './order-form.js';
import { asTold, failed, invalidValue, said } from './refusing.js';
import { isPlaced, onceShown } from './settling.js';
import { methodOf } from '../../../domain/tencent/validation-view.js';
import {
  numberIn,
  projectIn,
  requiredText,
  tagsIn,
  textIn,
  textsIn,
  timeOf,
} from '../../../domain/tencent/wire/fields.js';

export const APPLYING: Readonly<Record<string, TencentAction>> = {
  ApplyCertificate: applyCertificate,
  CreateCertificate: createCertificate,
  CreateCertificateByPackage: createCertificateByPackage,
};

async function applyCertificate(call: TencentCall) {
  const { input, client, principal } = call;
  const product = freeProduct(call);
  const name = requiredText(input, 'DomainName');
  const validation = methodOf(requiredText(input, 'DvAuthMethod'));
  if (validation === undefined || validation === 'auto-file')
    throw invalidValue(call, 'DvAuthMethod', 'DNS_AUTO, DNS, FILE');
  refuseOtherTerms(call);
  const renews = await renewed(call);
  const keyPassword = textIn(input, 'CsrKeyPassword');
  const project = projectIn(input) ?? undefined;
  const email = textIn(input, 'ContactEmail');
  const alias = textIn(input, 'Alias');
  const algorithm = keyAlgorithmOf(call, textIn(input, 'CsrEncryptAlgo'), textIn(input, 'CsrKeyParameter'));
  const purchase = await asTold(call, FREE_CODES, () =>
    client.tencent.buy({
      product,
      domainCount: 1,
      years: 1,
      count: 1,
      askedBy: principal.id,
      ...(renews !== undefined && { renews }),
      form: {
        brand: product.brand,
        type: product.type,
        names: [name],
        validation,
        csr: { mode: 'generate', algorithm },
        ...(keyPassword !== undefined && { keyPassword }),
        ...(alias !== undefined && { alias }),
        ...(project !== undefined && { project }),
        ...(email !== undefined && { notificationEmail: email }),
      },
    }),
  );
  whenAnswered(call, (outcome) => purchase.answered(outcome));
  const [id = ''] = purchase.ids;
  const { orderId } = await client.tencent.show(id);
  if (orderId !== null) await onceShown(call, orderId, isPlaced);
  return { CertificateId: id };
}

/** The places of an account, and those of a domain, are all taken. */
const FREE_CODES = {
  fields: {
    'RefusedInThisState:type': 'FailedOperation.ExceedsFreeLimit',
    'RefusedInThisState:names': 'FailedOperation.MainDomainCertificateCountLimit',
  },
} as const;

function freeProduct(call: TencentCall): TencentProduct {
  const asked = textIn(call.input, 'PackageType') ?? String(FREE_PRODUCT_ID);
  const product = tencentProduct(Number(asked));
  if (product?.id !== FREE_PRODUCT_ID) throw invalidValue(call, 'PackageType', String(FREE_PRODUCT_ID));
  return product;
}

function refuseOtherTerms(call: TencentCall): void {
  const { input } = call;
  if ((textIn(input, 'ValidityPeriod') ?? '3') !== '3') throw invalidValue(call, 'ValidityPeriod', '3');
  const parameter = textIn(input, 'CsrKeyParameter');
  const isEcc = textIn(input, 'CsrEncryptAlgo')?.toUpperCase() === 'ECC';
  if (isEcc && parameter === undefined) throw invalidValue(call, 'CsrKeyParameter', 'prime256v1');
  if (parameter !== undefined && parameter !== (isEcc ? 'prime256v1' : '2048'))
    throw invalidValue(call, 'CsrKeyParameter', isEcc ? 'prime256v1' : '2048');
  const email = textIn(input, 'ContactEmail');
  if (email !== undefined && problemOfMailAddress(email))
    throw new TencentError(
      'InvalidParameterValue.CertificateEmailParseInvalid',
      said(call, { zh: '邮箱地址不正确。', en: 'The mail address is not valid.' }),
    );
  if ((textsIn(input, 'DnsNames') ?? []).length > 0)
    throw failed(call, 'InvalidParam', {
      zh: '免费证书只含一个域名，不支持 `DnsNames`。',
      en: 'A free certificate has one name: `DnsNames` is not supported.',
    });
}

/** A free certificate has no renewal: the new one is applied for, and remembers which one it follows. */
async function renewed(call: TencentCall): Promise<string | undefined> {
  const id = textIn(call.input, 'OldCertificateId');
  if (id === undefined) return undefined;
  const old = await certificateOf(call, id);
  if (isExpiring(old, call.now())) return id;
  throw failed(call, 'InvalidParam', {
    zh: '原证书未在到期前 30 天内，或已过期。',
    en: 'The old certificate is not within 30 days of its end, or has expired.',
  });
}

/** House limit: theirs sells as many as the product allows; ours has the CA's limit of 100 names. */
const MOST_DOMAINS = 100;

async function createCertificate(call: TencentCall) {
  const { input, client, principal } = call;
  const product = soldProduct(call, numberIn(input, 'ProductId') ?? 0);
  const domainCount = numberIn(input, 'DomainNum') ?? 0;
  const years = numberIn(input, 'TimeSpan') ?? 0;
  refuseDomainCount(call, product, domainCount);
  refuseYears(call, product, years);
  const tags = tagsIn(input);
  const purchase = await asTold(call, { InvalidInput: 'InvalidParameterValue' }, () =>
    client.tencent.buy({
      product,
      domainCount,
      years,
      count: 1,
      askedBy: principal.id,
      ...(tags && { labels: { tags } }),
    }),
  );
  const { purchaseId, ids } = purchase;
  whenAnswered(call, (outcome) => purchase.answered(outcome));
  const day = (timeOf(new Date(call.now()).toISOString()) ?? '').slice(0, 10).replaceAll('-', '');
  return {
    CertificateIds: ids,
    DealIds: [`${day}${String(tencentNumberOf(purchaseId)).padStart(15, '0')}`],
    ResourceIds: ids.map((id) => `ssl-${tencentIdOf(`resource ${id}`).toLowerCase()}`),
  };
}

function soldProduct(call: TencentCall, id: number): TencentProduct {
  const product = tencentProduct(id);
  if (product && product.type !== 'dv-free') return product;
  throw new TencentError(
    'InvalidParameterValue',
    said(call, {
      zh: '参数 `ProductId` 不是可购买的产品。',
      en: 'The value of the parameter `ProductId` is no product that is sold here.',
    }),
  );
}

function refuseDomainCount(call: TencentCall, { kind }: TencentProduct, count: number): void {
  const least = isForSeveralNames(kind) ? 2 : 1;
  const most = isForSeveralNames(kind) ? MOST_DOMAINS : 1;
  if (count < least || count > most)
    throw new TencentError(
      'InvalidParameter.DomainCountInvalid',
      said(call, {
        zh: `参数 \`DomainNum\` 的取值不正确，可选值：${least} 到 ${most}。`,
        en: `The value of the parameter \`DomainNum\` is not valid; accepted: ${least} to ${most}.`,
      }),
    );
}

function refuseYears(call: TencentCall, { brand, type, kind }: TencentProduct, years: number): void {
  const { planYears } = catalogueRow(brand, type, kind);
  if (planYears.includes(years)) return;
  throw new TencentError(
    'InvalidParameter.PeriodInvalid',
    said(call, {
      zh: `参数 \`TimeSpan\` 的取值不正确，可选值：${planYears.join('、')}。`,
      en: `The value of the parameter \`TimeSpan\` is not valid; accepted: ${planYears.join(', ')}.`,
    }),
  );
}

/** Points are theirs: an account here has no packages of them, whatever is named. */
async function createCertificateByPackage(call: TencentCall): Promise<never> {
  const { input } = call;
  if ((textsIn(input, 'PackageIds') ?? []).length === 0)
    throw new TencentError(
      'InvalidParameter.PackageIdsInvalid',
      said(call, { zh: '权益点包列表不正确。', en: 'The list of packages is not valid.' }),
    );
  await Promise.resolve();
  throw failed(call, 'PackageNotFound', {
    zh: '权益点包不存在：请用 CreateCertificate 购买。',
    en: 'There is no such package: buy by CreateCertificate.',
  });
}
