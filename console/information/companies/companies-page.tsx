/** Saved companies: what there is, and what can be done with each. */
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
import { COMPANIES, COMPANIES_KEY, type SavedCompany } from './reads.js';
import { COMPANY_TEXTS } from './texts.js';

export function Page() {
  const t = useTexts(COMPANY_TEXTS);
  const { may } = useSession();
  const query = useInfiniteQuery(COMPANIES);
  const add = may('companies.add') && <Link to="/information/companies/new">{t('add')}</Link>;
  return (
    <>
      <PageHead title={t('title')}>{add}</PageHead>
      <Paged query={query} empty={<Empty what={t('none')} />}>
        {(companies) => <CompanyTable companies={companies} />}
      </Paged>
    </>
  );
}

function CompanyTable({ companies }: { readonly companies: readonly SavedCompany[] }) {
  const t = useTexts(COMPANY_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('place')}</th>
          <th scope="col">{t('registration')}</th>
          <th scope="col">{common('changedAt')}</th>
          <th scope="col">{common('actions')}</th>
        </tr>
      </thead>
      <tbody>
        {companies.map((company) => (
          <CompanyRow key={company.id} company={company} />
        ))}
      </tbody>
    </table>
  );
}

function CompanyRow({ company: { id, details, updatedAt } }: { readonly company: SavedCompany }) {
  const t = useTexts(COMPANY_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  const times = useTimes();
  const { may } = useSession();
  const { fullName, country, province, city, registration } = details;
  return (
    <tr>
      <th scope="row" data-label={t('name')}>
        <bdi>{fullName}</bdi>
      </th>
      <td data-label={t('place')}>
        <bdi>{[country, province, city].join(' ')}</bdi>
      </td>
      <td data-label={t('registration')}>
        <bdi>{registration?.number}</bdi>
      </td>
      <td data-label={common('changedAt')}>{times.dateTime(updatedAt)}</td>
      <td>
        <div className="row-buttons">
          {may('companies.edit') && (
            <Link to={`/information/companies/${id}`} aria-label={common('editOf', { what: fullName })}>
              {common('edit')}
            </Link>
          )}
          {may('companies.remove') && (
            <Confirm
              button={common('remove')}
              label={common('removeOf', { what: fullName })}
              question={t('askRemove', { name: fullName })}
              consequence={t('afterRemove')}
              changes={[COMPANIES_KEY]}
              write={(_, known) =>
                answered(
                  api.DELETE('/v1/companies/{companyId}', { params: { path: { companyId: id } }, ...known }),
                )
              }
            />
          )}
        </div>
      </td>
    </tr>
  );
}
