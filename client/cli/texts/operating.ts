/** What commands of operators answer. */
import type { Bilingual } from '../../../domain/bilingual.js';

export const migratedText = (applied: readonly string[]): Bilingual =>
  applied.length === 0
    ? { zh: '无需更新。', en: 'Nothing was to be migrated.' }
    : { zh: `已更新:${applied.join('、')}`, en: `Migrated: ${applied.join(', ')}` };
