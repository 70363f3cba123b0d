/** Saved companies. */
import { useTexts } from '../../texts/texts.js';
import { SavedList } from '../saved/saved-list.js';
import { COMPANIES } from './kind.js';
import { COMPANY_TEXTS } from './texts.js';

export function Page() {
  const t = useTexts(COMPANY_TEXTS);
  return (
    <SavedList
      kind={COMPANIES}
      title={t('title')}
      add={t('add')}
      none={t('none')}
      columns={[
        { head: t('name'), cell: ({ fullName }) => <bdi>{fullName}</bdi> },
        {
          head: t('place'),
          cell: ({ country, province, city }) => <bdi>{[country, province, city].join(' ')}</bdi>,
        },
        { head: t('registration'), cell: ({ registration }) => <bdi>{registration?.number}</bdi> },
      ]}
    />
  );
}
