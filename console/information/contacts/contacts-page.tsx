/** Saved contacts: what there is, and what can be done with each. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answered, api } from '../../api/client.js';
import { Confirm } from '../../parts/confirm.js';
import { Empty } from '../../parts/empty.js';
import { PageHead } from '../../parts/page-head.js';
import { Paged } from '../../parts/paged.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { COMMON_TEXTS } from '../texts.js';
import { CONTACTS, CONTACTS_KEY, type SavedContact } from './reads.js';
import { CONTACT_TEXTS } from './texts.js';

export function Page() {
  const t = useTexts(CONTACT_TEXTS);
  const { may } = useSession();
  const query = useInfiniteQuery(CONTACTS);
  const add = may('contacts.add') && <Link to="/information/contacts/new">{t('add')}</Link>;
  return (
    <>
      <PageHead title={t('title')}>{add}</PageHead>
      <Paged query={query} empty={<Empty what={t('none')} />}>
        {(contacts) => <ContactTable contacts={contacts} />}
      </Paged>
    </>
  );
}

function ContactTable({ contacts }: { readonly contacts: readonly SavedContact[] }) {
  const t = useTexts(CONTACT_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('position')}</th>
          <th scope="col">{t('reach')}</th>
          <th scope="col">{common('changedAt')}</th>
          <th scope="col">{common('actions')}</th>
        </tr>
      </thead>
      <tbody>
        {contacts.map((contact) => (
          <ContactRow key={contact.id} contact={contact} />
        ))}
      </tbody>
    </table>
  );
}

function ContactRow({ contact: { id, details, updatedAt } }: { readonly contact: SavedContact }) {
  const t = useTexts(CONTACT_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  const times = useTimes();
  const { may } = useSession();
  const { name, department, position, phone, email } = details;
  return (
    <tr>
      <th scope="row" data-label={t('name')}>
        <bdi>{name}</bdi>
      </th>
      <td data-label={t('position')}>
        <bdi>{department}</bdi> <bdi>{position}</bdi>
      </td>
      <td data-label={t('reach')}>
        <bdi>{phone}</bdi> <bdi>{email}</bdi>
      </td>
      <td data-label={common('changedAt')}>{times.dateTime(updatedAt)}</td>
      <td>
        <div className="row-buttons">
          {may('contacts.edit') && (
            <Link to={`/information/contacts/${id}`} aria-label={common('editOf', { what: name })}>
              {common('edit')}
            </Link>
          )}
          {may('contacts.remove') && (
            <Confirm
              button={common('remove')}
              label={common('removeOf', { what: name })}
              question={t('askRemove', { name })}
              consequence={t('afterRemove')}
              changes={[CONTACTS_KEY]}
              write={(_, known) =>
                answered(
                  api.DELETE('/v1/contacts/{contactId}', { params: { path: { contactId: id } }, ...known }),
                )
              }
            />
          )}
        </div>
      </td>
    </tr>
  );
}
