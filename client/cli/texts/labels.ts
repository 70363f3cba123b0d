/** What orders and certificates are labelled with, as people read it. */
import type { Bilingual } from '../../../domain/bilingual.js';

export const LABELS = {
  alias: { zh: '别名', en: 'Alias' },
  tags: { zh: '标签', en: 'Tags' },
  project: { zh: '项目', en: 'Project' },
} as const satisfies Record<string, Bilingual>;
