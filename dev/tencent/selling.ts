/** What is sold, to whom, and for how much. */
import { randomInt } from 'node:crypto';
import { listPriceOf } from '../../domain/catalogue/prices.js';
import { CATALOGUE } from '../../domain/catalogue/rows.js';
import type { KeyAlgorithm } from '../../domain/catalogue/words.js';
import { isForSeveralNames, tencentProduct, type TencentProduct } from '../../domain/tencent/products.js';
import { failed, type Counter, type DoubleCall } from './call.js';
import type { StoredCertificate } from './stored-certificate.js';

export interface Wanted {
  readonly productId: number;
  readonly domainCount: number;
  readonly years: number;
  readonly tags?: StoredCertificate['tags'];
}

/** Section 4.4: several years are sold of SecureSite, GeoTrust, and of CFCA's single OV certificate. */
const LONG_BRANDS: readonly string[] = ['securesite', 'geotrust'];
const CFCA_SINGLE_OV = 98;
const MOST_YEARS = 3;

/** Throws TencentError for what is not sold so. */
export function soldProduct(call: DoubleCall, { productId, domainCount, years }: Wanted): TencentProduct {
  const product = tencentProduct(productId);
  if (!product || product.type === 'dv-free' || !isSold(product))
    throw failed(call, 'InvalidParam', {
      zh: `没有此产品,或不能购买:${productId}。`,
      en: `There is no product ${productId}, or it is not for sale.`,
    });
  const several = isForSeveralNames(product.kind);
  if (several ? domainCount < 2 : domainCount !== 1)
    throw failed(call, 'InvalidParam', {
      zh: several ? '多域名产品的 `DomainNum` 须大于 1。' : '此产品的 `DomainNum` 须为 1。',
      en: several
        ? '`DomainNum` is more than 1 for a product of several names.'
        : '`DomainNum` is 1 for this product.',
    });
  const mostYears = LONG_BRANDS.includes(product.brand) || productId === CFCA_SINGLE_OV ? MOST_YEARS : 1;
  if (years < 1 || years > mostYears)
    throw failed(call, 'InvalidParam', {
      zh: `此产品的 \`TimeSpan\` 可为 1 到 ${mostYears}。`,
      en: `\`TimeSpan\` is 1 to ${mostYears} for this product.`,
    });
  return product;
}

function isSold({ brand, type, kind }: TencentProduct): boolean {
  return CATALOGUE.some(
    (row) => row.brand === brand && row.certificateType === type && row.kinds.includes(kind),
  );
}

/** Throws TencentError where the account is not identity-verified. */
export function refuseUnverified(call: DoubleCall): void {
  if (!call.counter.account.now.dials.realName)
    throw failed(call, 'NoRealNameAuth', {
      zh: '账号未完成实名认证。',
      en: 'The account is not identity-verified.',
    });
}

/** Takes the money and hands out a certificate whose information is to be submitted. Throws TencentError FailedOperation.TradeError. */
export async function sell(call: DoubleCall, wanted: Wanted): Promise<StoredCertificate> {
  const { account, store } = call.counter;
  const product = soldProduct(call, wanted);
  const price = priceOf(product, wanted);
  if (account.now.balance < price)
    throw failed(call, 'TradeError', {
      zh: '账户余额不足,扣费失败。',
      en: 'The balance does not suffice: nothing was charged.',
    });
  await account.change(({ balance }) => ({ balance: balance - price }));
  const certificate = newCertificate(call.counter, { ...wanted, paid: price });
  await store.add(certificate);
  await account.note('applyVIP', certificate.id, '购买', call.counter.clock());
  return certificate;
}

/** House list: what theirs costs is no part of the double. */
function priceOf({ brand, type, kind }: TencentProduct, { domainCount, years }: Wanted): number {
  const listed = listPriceOf(brand, type, kind);
  if (!listed) throw new Error(`The price list has no ${brand} ${type} (${kind})`);
  return (listed.perYear + (domainCount - 1) * listed.perFurtherName) * years;
}

/** `paid`: 0 for what costs nothing. */
export function newCertificate(
  { store, clock }: Pick<Counter, 'store' | 'clock'>,
  { productId, domainCount, years, tags = [], paid }: Wanted & { readonly paid: number },
): StoredCertificate {
  const now = clock();
  return {
    id: newId(store),
    productId,
    domainCount,
    years,
    boughtAt: now.toISOString(),
    dealId: paid === 0 ? '' : now.toISOString().slice(0, 10).replaceAll('-', '') + digits(14),
    resourceId: `ssl-${wordOf(12).toLowerCase()}`,
    paid,
    alias: '',
    projectId: '0',
    tags,
    standing: 'open',
    information: {},
    hasKeyPassword: false,
    round: 0,
  };
}

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 8;

function newId(store: Counter['store']): string {
  for (;;) {
    const id = wordOf(ID_LENGTH);
    if (!store.get(id)) return id;
  }
}

/** Letters and digits, by chance. */
export function wordOf(length: number): string {
  return Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

function digits(length: number): string {
  return Array.from({ length }, () => String(randomInt(10))).join('');
}

/** Section 4.3: the keys that a product takes, as the catalogue has them. */
export function keysOf({ brand, type, kind }: TencentProduct): readonly KeyAlgorithm[] {
  const row = CATALOGUE.find(
    (each) => each.brand === brand && each.certificateType === type && each.kinds.includes(kind),
  );
  return row?.keyAlgorithms ?? [];
}

/** Section 4.3: of the free product only RSA 2048 and P-256; the names of keys as their fields spell them. */
const KEYS: Readonly<Record<string, Readonly<Record<string, KeyAlgorithm>>>> = {
  RSA: { '2048': 'rsa-2048', '4096': 'rsa-4096' },
  ECC: { prime256v1: 'ecc-p256', secp384r1: 'ecc-p384' },
  SM2: { sm2: 'sm2' },
};

/** Throws TencentError FailedOperation.InvalidParam for a key that the product does not take. */
export function keyNamed(
  call: DoubleCall,
  product: TencentProduct,
  algorithm: string,
  parameter: string | undefined,
): KeyAlgorithm {
  const sizes = KEYS[algorithm.toUpperCase()] ?? {};
  const chosen = parameter === undefined ? Object.values(sizes)[0] : sizes[parameter.toLowerCase()];
  if (chosen && keysOf(product).includes(chosen)) return chosen;
  throw failed(call, 'InvalidParam', {
    zh: `此产品不支持该密钥:${algorithm} ${parameter ?? ''}。`,
    en: `The product does not take this key: ${algorithm} ${parameter ?? ''}.`,
  });
}
