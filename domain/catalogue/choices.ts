/** What may be chosen, as whoever chooses reads it: with what each is. Lists and sentences have the short words of spoken-words.ts. */
import type { Bilingual } from '../bilingual.js';
import { inBoth } from '../bilingual.js';
import type { CertificateKind } from '../names/kinds.js';
import type { Brand, CertificateType, KeyAlgorithm, SignatureHash, ValidationMethod } from './words.js';

export const BRAND_CHOICES: Readonly<Record<Brand, Bilingual>> = {
  securesite: inBoth('SecureSite (DigiCert)'),
  geotrust: inBoth('GeoTrust (DigiCert)'),
  trustasia: { zh: 'TrustAsia(亚洲诚信)', en: 'TrustAsia' },
  globalsign: inBoth('GlobalSign'),
  cfca: { zh: 'CFCA(中国金融认证中心)', en: 'CFCA' },
  wotrus: { zh: 'WoTrus(沃通)', en: 'WoTrus' },
  dnspod: inBoth('DNSPod'),
  'dnspod-sm2': { zh: 'DNSPod 国密(SM2)', en: 'DNSPod SM2' },
  acme: { zh: 'ACME 目录(需先添加连接)', en: 'an ACME directory, by a connection' },
};

export const TYPE_CHOICES: Readonly<Record<CertificateType, Bilingual>> = {
  dv: { zh: '域名型(DV)', en: 'domain validated (DV)' },
  'dv-free': { zh: '域名型免费版(DV)', en: 'free, domain validated (DV)' },
  ov: { zh: '企业型(OV)', en: 'organization validated (OV)' },
  ev: { zh: '增强型(EV)', en: 'extended validation (EV)' },
  'ov-pro': { zh: '企业型专业版(OV Pro)', en: 'organization validated, Pro (OV Pro)' },
  'ev-pro': { zh: '增强型专业版(EV Pro)', en: 'extended validation, Pro (EV Pro)' },
};

export const KIND_CHOICES: Readonly<Record<CertificateKind, Bilingual>> = {
  single: { zh: '单域名', en: 'single name' },
  multi: { zh: '多域名', en: 'several names' },
  wildcard: { zh: '通配符', en: 'wildcard' },
  'wildcard-multi': { zh: '通配符多域名', en: 'several names with wildcards' },
};

export const METHOD_CHOICES: Readonly<Record<ValidationMethod, Bilingual>> = {
  'auto-dns': { zh: '自动 DNS:系统添加记录', en: 'automatic DNS: the system sets the record' },
  'manual-dns': { zh: '手动 DNS:由您添加记录', en: 'manual DNS: you set the record' },
  file: { zh: '文件:由您放置验证文件', en: 'file: you put a file on the web server' },
  'auto-file': {
    zh: '自动文件:系统放置验证文件',
    en: 'automatic file: the system puts a file on the web server',
  },
};

export const KEY_CHOICES: Readonly<Record<KeyAlgorithm, Bilingual>> = {
  'rsa-2048': inBoth('RSA 2048'),
  'rsa-4096': inBoth('RSA 4096'),
  'ecc-p256': inBoth('ECC P-256'),
  'ecc-p384': inBoth('ECC P-384'),
  sm2: { zh: 'SM2(国密)', en: 'SM2' },
};

export const HASH_CHOICES: Readonly<Record<SignatureHash, Bilingual>> = {
  sha256: inBoth('SHA-256'),
  sha384: inBoth('SHA-384'),
  sm3: inBoth('SM3'),
};
