/** What products and brands are called to that API's callers. */
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';
import type { CertificateKind } from '../../../domain/names/kinds.js';
import { kindOf } from '../../../domain/names/kinds.js';
import { productIdOf, tencentProduct } from '../../../domain/tencent/products.js';
import type { TencentCertificate } from '../../../client/tencent/index.js';

/** `ProductZhName`: always in Chinese. */
const BRAND_NAMES: Readonly<Record<Brand, string>> = {
  securesite: 'SecureSite',
  geotrust: 'GeoTrust',
  trustasia: '亚洲诚信（TrustAsia）',
  globalsign: 'GlobalSign',
  cfca: 'CFCA',
  wotrus: '沃通（WoTrus）',
  dnspod: 'DNSPod',
  'dnspod-sm2': 'DNSPod 国密（SM2）',
  acme: 'ACME',
};

const TYPE_NAMES: Readonly<Record<CertificateType, string>> = {
  dv: '域名型（DV）',
  'dv-free': '域名型免费版（DV）',
  ov: '企业型（OV）',
  ev: '增强型（EV）',
  'ov-pro': '企业型专业版（OV Pro）',
  'ev-pro': '增强型专业版（EV Pro）',
};

const KIND_NAMES: Readonly<Record<CertificateKind, string>> = {
  single: '',
  multi: '多域名',
  wildcard: '通配符',
  'wildcard-multi': '通配符多域名',
};

/** Kind of its names: bought, ordered, or as the names of one from elsewhere make it. */
export function kindOfCertificate({ kind, bought, names }: TencentCertificate): CertificateKind {
  const product = bought?.productId == null ? undefined : tencentProduct(bought.productId);
  return product?.kind ?? kind ?? (names.length === 0 ? 'single' : kindOf(names));
}

/** `PackageType`: a number as text; null of one from elsewhere, and of what the reseller does not sell. */
export function packageTypeOf(certificate: TencentCertificate): string | null {
  const { bought, brand, type } = certificate;
  if (bought?.productId != null) return String(bought.productId);
  if (brand === null || type === null) return null;
  const kind = kindOfCertificate(certificate);
  return productIdOf(brand, type, kind)?.toString() ?? null;
}

/** `ProductZhName`. Official clients read a text here, also of one from elsewhere. */
export function brandName({ brand }: TencentCertificate): string {
  return brand === null ? '' : BRAND_NAMES[brand];
}

/** `PackageTypeName`, `TypeName`. */
export function typeName(certificate: TencentCertificate): string | null {
  const { type } = certificate;
  if (type === null) return null;
  return `${TYPE_NAMES[type]}${KIND_NAMES[kindOfCertificate(certificate)]}`;
}
