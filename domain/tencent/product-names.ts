/** What products and brands are called to the reseller's callers. */
import type { Brand, CertificateType } from '../catalogue/words.js';
import type { CertificateKind } from '../names/kinds.js';

/** `ProductZhName`: always in Chinese. */
export const BRAND_NAMES: Readonly<Record<Brand, string>> = {
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

/** `PackageTypeName`, `TypeName`. */
export function typeNameOf(type: CertificateType, kind: CertificateKind): string {
  return `${TYPE_NAMES[type]}${KIND_NAMES[kind]}`;
}
