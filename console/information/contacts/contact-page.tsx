/** One contact: typed in for the first time, or put right. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import { Form } from '../../parts/form.js';
import { PageHead } from '../../parts/page-head.js';
import { Read } from '../../parts/read.js';
import { useTexts } from '../../texts/texts.js';
import { changesIn } from '../changes.js';
import { COMMON_TEXTS } from '../texts.js';
import { ContactFields, contactIn } from './contact-fields.js';
import { CONTACTS_KEY, contactRead, type Contact, type SavedContact } from './reads.js';
import { CONTACT_TEXTS } from './texts.js';

const LIST = '/information/contacts';

export function NewPage() {
  const t = useTexts(CONTACT_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  const navigate = useNavigate();
  const { send, isSending, error } = useWrite({
    write: (body: Contact, known) => answered(api.POST('/v1/contacts', { body, ...known })),
    changes: [CONTACTS_KEY],
    done: () => void navigate(LIST),
  });
  return (
    <>
      <PageHead title={t('add')} />
      <Form
        error={error}
        isSending={isSending}
        submit={common('save')}
        cancelTo={LIST}
        onSubmit={(typed) => send(contactIn(typed))}
      >
        <ContactFields />
      </Form>
    </>
  );
}

export function Page() {
  const t = useTexts(CONTACT_TEXTS);
  const { contactId = '' } = useParams();
  const query = useQuery(contactRead(contactId));
  return (
    <>
      <PageHead title={t('edit')} />
      <Read query={query}>{(saved) => <Edited key={saved.id} saved={saved} />}</Read>
    </>
  );
}

function Edited({ saved: { id: contactId, details } }: { readonly saved: SavedContact }) {
  const common = useTexts(COMMON_TEXTS);
  const navigate = useNavigate();
  const { send, isSending, error } = useWrite({
    write: async (contact: Contact, known) => {
      const body = changesIn(details, contact);
      if (!body) return;
      await answered(
        api.PATCH('/v1/contacts/{contactId}', { params: { path: { contactId } }, body, ...known }),
      );
    },
    changes: [CONTACTS_KEY],
    done: () => void navigate(LIST),
  });
  return (
    <Form
      error={error}
      isSending={isSending}
      submit={common('save')}
      cancelTo={LIST}
      onSubmit={(typed) => send(contactIn(typed))}
    >
      <ContactFields contact={details} />
    </Form>
  );
}
