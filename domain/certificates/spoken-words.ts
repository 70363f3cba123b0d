/** What a certificate is, as people read it; the code words are those of words.ts. */
import { inBoth, type Bilingual } from '../bilingual.js';
import type { PackFormat } from './download-packs.js';
import type { CertificateSource, CertificateState } from './words.js';

export const CERTIFICATE_STATE_WORDS: Readonly<Record<CertificateState, Bilingual>> = {
  active: { zh: '有效', en: 'active' },
  expiring: { zh: '即将到期', en: 'expiring' },
  expired: { zh: '已到期', en: 'expired' },
  revoked: { zh: '已吊销', en: 'revoked' },
  replaced: { zh: '已被替换', en: 'replaced' },
};

export const CERTIFICATE_SOURCE_WORDS: Readonly<Record<CertificateSource, Bilingual>> = {
  ordered: { zh: '订购', en: 'ordered' },
  uploaded: { zh: '上传', en: 'uploaded' },
};

/** Formats of a download, as whoever chooses one reads them: by the servers that take them. */
export const PACK_FORMAT_WORDS: Readonly<Record<PackFormat, Bilingual>> = {
  pem: { zh: 'PEM 文件', en: 'PEM files' },
  nginx: inBoth('Nginx'),
  apache: inBoth('Apache'),
  tomcat: { zh: 'Tomcat(pfx 和 jks)', en: 'Tomcat (pfx and jks)' },
  jks: { zh: 'Java 密钥库(jks)', en: 'Java key store (jks)' },
  iis: { zh: 'IIS 服务器(pfx)', en: 'IIS (pfx)' },
  other: { zh: '其他(负载均衡、CDN)', en: 'others (load balancers, CDNs)' },
  root: { zh: '根证书', en: 'root certificate' },
};

/** Attributes of a CSR's subject, by the names that its readers have for them (RFC 4514, section 3). */
export const SUBJECT_FIELD_WORDS = {
  CN: { zh: '通用名称(CN)', en: 'common name (CN)' },
  O: { zh: '组织(O)', en: 'organization (O)' },
  OU: { zh: '部门(OU)', en: 'organizational unit (OU)' },
  C: { zh: '国家或地区(C)', en: 'country (C)' },
  ST: { zh: '省份(ST)', en: 'state or province (ST)' },
  L: { zh: '城市(L)', en: 'locality (L)' },
  E: { zh: '邮箱(E)', en: 'e-mail address (E)' },
} as const satisfies Readonly<Record<string, Bilingual>>;
