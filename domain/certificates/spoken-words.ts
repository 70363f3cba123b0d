/** What a certificate is, as people read it; the code words are those of words.ts. */
import type { Bilingual } from '../bilingual.js';
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
