/** States of API keys, as people read them. */
import type { Bilingual } from '../bilingual.js';

export const API_KEY_STATE_WORDS = {
  live: { zh: '有效', en: 'live' },
  expired: { zh: '已过期', en: 'expired' },
  revoked: { zh: '已撤销', en: 'revoked' },
} as const satisfies Readonly<Record<string, Bilingual>>;
