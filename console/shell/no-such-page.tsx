/** An address that no page has. */
import { PageHead } from '../parts/page-head.js';
import { useTexts } from '../texts/texts.js';
import { SHELL_TEXTS } from './texts.js';

export function Page() {
  const t = useTexts(SHELL_TEXTS);
  return (
    <>
      <PageHead title={t('noSuchPage')} />
      <p>{t('noSuchPageNext')}</p>
    </>
  );
}
