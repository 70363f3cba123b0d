/** One company: typed in for the first time, or put right. */
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
import { CompanyFields, companyIn } from './company-fields.js';
import { COMPANIES_KEY, companyRead, type Company, type SavedCompany } from './reads.js';
import { COMPANY_TEXTS } from './texts.js';

const LIST = '/information/companies';

export function NewPage() {
  const t = useTexts(COMPANY_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  const navigate = useNavigate();
  const { send, isSending, error } = useWrite({
    write: (body: Company, known) => answered(api.POST('/v1/companies', { body, ...known })),
    changes: [COMPANIES_KEY],
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
        onSubmit={(typed) => send(companyIn(typed))}
      >
        <CompanyFields />
      </Form>
    </>
  );
}

export function Page() {
  const t = useTexts(COMPANY_TEXTS);
  const { companyId = '' } = useParams();
  const query = useQuery(companyRead(companyId));
  return (
    <>
      <PageHead title={t('edit')} />
      <Read query={query}>{(saved) => <Edited key={saved.id} saved={saved} />}</Read>
    </>
  );
}

function Edited({ saved: { id: companyId, details } }: { readonly saved: SavedCompany }) {
  const common = useTexts(COMMON_TEXTS);
  const navigate = useNavigate();
  const { send, isSending, error } = useWrite({
    write: async (company: Company, known) => {
      const body = changesIn(details, company);
      if (!body) return;
      await answered(
        api.PATCH('/v1/companies/{companyId}', { params: { path: { companyId } }, body, ...known }),
      );
    },
    changes: [COMPANIES_KEY],
    done: () => void navigate(LIST),
  });
  return (
    <Form
      error={error}
      isSending={isSending}
      submit={common('save')}
      cancelTo={LIST}
      onSubmit={(typed) => send(companyIn(typed))}
    >
      <CompanyFields company={details} />
    </Form>
  );
}
