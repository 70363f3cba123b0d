/** The account's certificates, those ordered here and those from elsewhere: what each is, and how long it lasts. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Empty } from '../../parts/empty.js';
import { PageHead } from '../../parts/page-head.js';
import { Paged } from '../../parts/paged.js';
import { useSession } from '../../session/session.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useVocabulary } from '../../vocabulary/use-vocabulary.js';
import { certificatesQuery } from '../reads.js';
import { BulkDownload } from './bulk-download.js';
import { CertificateTable } from './certificate-table.js';
import { useFilter, type Filtering } from './filter.js';
import { Filters } from './filters.js';
import { LIST_TEXTS } from './texts.js';
import '../certificates.css';

export function Page() {
  const t = useTexts(LIST_TEXTS);
  const { may } = useSession();
  const filtering = useFilter();
  const certificates = useInfiniteQuery(certificatesQuery(filtering.filter));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const isFiltered = Object.keys(filtering.filter).length > 0;
  return (
    <>
      <PageHead title={t('title')}>
        {may('certificates.upload') && <Link to="/certificates/upload">{t('upload')}</Link>}
      </PageHead>
      <Tabs filtering={filtering} />
      <Filters filtering={filtering} />
      <Paged query={certificates} empty={isFiltered ? <NoneFits /> : <NoneYet />}>
        {(items) => (
          <>
            <BulkDownload certificates={items.filter(({ certificateId }) => chosen.has(certificateId))} />
            <CertificateTable certificates={items} chosen={chosen} onChosen={setChosen} />
          </>
        )}
      </Paged>
    </>
  );
}

/** The states that the server has, in its own order. */
function Tabs({ filtering: { valueOf, addressOf } }: { readonly filtering: Filtering }) {
  const t = useTexts(LIST_TEXTS);
  const say = useSay();
  const { certificateStates } = useVocabulary();
  const tabs = [
    { id: '', words: t('all') },
    ...certificateStates.map((word) => ({ id: word.id, words: say(word) })),
  ];
  return (
    <nav aria-label={t('states')} className="tabs">
      <ul>
        {tabs.map(({ id, words }) => (
          <li key={id}>
            <Link to={addressOf(id)} aria-current={valueOf('state') === id ? 'page' : undefined}>
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NoneFits() {
  const t = useTexts(LIST_TEXTS);
  return (
    <Empty what={t('noneFound')}>
      <Link to="/certificates">{t('clear')}</Link>
    </Empty>
  );
}

function NoneYet() {
  const t = useTexts(LIST_TEXTS);
  const { may } = useSession();
  return (
    <Empty what={t('none')}>
      {may('create') && <Link to="/orders/new">{t('order')}</Link>}{' '}
      {may('certificates.upload') && <Link to="/certificates/upload">{t('upload')}</Link>}
    </Empty>
  );
}
