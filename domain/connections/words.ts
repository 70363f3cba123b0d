/** What is on the other side of a connection, as people read it. */
import type { Bilingual } from '../bilingual.js';
import type { ConnectionFamily } from './kind.js';

export const CONNECTION_FAMILY_WORDS: Readonly<Record<ConnectionFamily, Bilingual>> = {
  ca: { zh: '证书颁发机构(CA)', en: 'certificate authority (CA)' },
  dns: { zh: 'DNS 服务', en: 'DNS service' },
  files: { zh: '验证文件', en: 'validation files' },
};
