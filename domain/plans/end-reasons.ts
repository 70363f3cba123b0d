/** Why a plan's life is over. Its workflow ends with the English: add, never change. */
import type { Bilingual } from '../bilingual.js';

export const END_REASONS = {
  renewed: { zh: '已续费,由新方案继续', en: 'renewed: another plan goes on' },
  revoked: { zh: '证书已吊销', en: 'its certificate is revoked' },
  withoutCertificate: { zh: '没有在用的证书', en: 'it has no certificate in use' },
  termOver: { zh: '方案期限已满', en: 'its term is over' },
  seriesExpired: {
    zh: '证书已到期,且未能取得新证书',
    en: 'its certificate has expired, and no other could be had',
  },
  expired: { zh: '证书已到期', en: 'its certificate has expired' },
  nothingIssued: { zh: '本方案没有签发过证书。', en: 'Nothing was issued for this plan.' },
} as const satisfies Record<string, Bilingual>;
