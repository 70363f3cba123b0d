/** Saved contacts. */
import { useTexts } from '../../texts/texts.js';
import { SavedList } from '../saved/saved-list.js';
import { CONTACTS } from './kind.js';
import { CONTACT_TEXTS } from './texts.js';

export function Page() {
  const t = useTexts(CONTACT_TEXTS);
  return (
    <SavedList
      kind={CONTACTS}
      title={t('title')}
      add={t('add')}
      none={t('none')}
      columns={[
        { head: t('name'), cell: ({ name }) => <bdi>{name}</bdi> },
        {
          head: t('position'),
          cell: ({ department, position }) => <Both one={department} other={position} />,
        },
        { head: t('reach'), cell: ({ phone, email }) => <Both one={phone} other={email} /> },
      ]}
    />
  );
}

function Both({ one, other }: { readonly one: string; readonly other: string }) {
  return (
    <>
      <bdi>{one}</bdi> <bdi>{other}</bdi>
    </>
  );
}
