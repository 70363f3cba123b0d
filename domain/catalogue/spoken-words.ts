/** What is bought, and why, as people read it; the code words are those of words.ts. */
import type { Bilingual } from '../bilingual.js';
import type { Brand, CertificateType, OrderPurpose } from './words.js';

/** As the brands write themselves. */
export const BRAND_NAMES: Readonly<Record<Brand, string>> = {
  securesite: 'SecureSite',
  geotrust: 'GeoTrust',
  trustasia: 'TrustAsia',
  globalsign: 'GlobalSign',
  cfca: 'CFCA',
  wotrus: 'WoTrus',
  dnspod: 'DNSPod',
  'dnspod-sm2': 'DNSPod SM2',
  acme: 'ACME',
};

export const TYPE_WORDS: Readonly<Record<CertificateType, Bilingual>> = {
  dv: { zh: 'DV', en: 'DV' },
  'dv-free': { zh: 'DV(免费)', en: 'DV (free)' },
  ov: { zh: 'OV', en: 'OV' },
  ev: { zh: 'EV', en: 'EV' },
  'ov-pro': { zh: 'OV Pro', en: 'OV Pro' },
  'ev-pro': { zh: 'EV Pro', en: 'EV Pro' },
};

/** The same as words: names are written alike everywhere. */
export const BRAND_WORDS: Readonly<Record<string, Bilingual>> = Object.fromEntries(
  Object.entries(BRAND_NAMES).map(([brand, name]) => [brand, { zh: name, en: name }]),
);

/** `TrustAsia DV` */
export function productInWords({
  brand,
  type,
}: {
  readonly brand: Brand;
  readonly type: CertificateType;
}): Bilingual {
  const name = BRAND_NAMES[brand];
  const { zh, en } = TYPE_WORDS[type];
  return { zh: `${name} ${zh}`, en: `${name} ${en}` };
}

export const PURPOSE_WORDS: Readonly<Record<OrderPurpose, Bilingual>> = {
  purchase: { zh: '购买', en: 'purchase' },
  'plan-reissue': { zh: '自动重签', en: 'plan-reissue' },
  reissue: { zh: '重新签发', en: 'reissue' },
  renewal: { zh: '续费', en: 'renewal' },
  replacement: { zh: '替换', en: 'replacement' },
  upgrade: { zh: '升级', en: 'upgrade' },
};
