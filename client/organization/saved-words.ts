/** What an account can save, as people call it. */
import type { Bilingual } from '../../domain/bilingual.js';

export const SAVED_WORDS = {
  company: { zh: '企业', en: 'company' },
  contact: { zh: '联系人', en: 'contact' },
} as const satisfies Readonly<Record<string, Bilingual>>;
