/** Something is on its way: told to whoever can't see it turn. */
import { texts, useTexts } from '../texts/texts.js';

const TEXTS = texts('loading', { loading: { zh: '正在载入…', en: 'Loading…' } });

export function Loading() {
  const t = useTexts(TEXTS);
  return (
    <p role="status" className="loading">
      {t('loading')}
    </p>
  );
}
