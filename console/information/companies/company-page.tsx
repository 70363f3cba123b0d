/** One company. */
import { useParams } from 'react-router';
import { useTexts } from '../../texts/texts.js';
import { EditedSaved, NewSaved } from '../saved/saved-page.js';
import { COMPANIES } from './kind.js';
import { COMPANY_TEXTS } from './texts.js';

export function NewPage() {
  const t = useTexts(COMPANY_TEXTS);
  return <NewSaved kind={COMPANIES} title={t('add')} />;
}

export function Page() {
  const t = useTexts(COMPANY_TEXTS);
  const { companyId = '' } = useParams();
  return <EditedSaved kind={COMPANIES} title={t('edit')} id={companyId} />;
}
