/** One contact. */
import { useParams } from 'react-router';
import { useTexts } from '../../texts/texts.js';
import { EditedSaved, NewSaved } from '../saved/saved-page.js';
import { CONTACTS } from './kind.js';
import { CONTACT_TEXTS } from './texts.js';

export function NewPage() {
  const t = useTexts(CONTACT_TEXTS);
  return <NewSaved kind={CONTACTS} title={t('add')} />;
}

export function Page() {
  const t = useTexts(CONTACT_TEXTS);
  const { contactId = '' } = useParams();
  return <EditedSaved kind={CONTACTS} title={t('edit')} id={contactId} />;
}
