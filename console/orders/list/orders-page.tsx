/** The account's orders, newest first, under the tabs that people know: whose turn it is, and how long they have. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Empty } from '../../parts/empty.js';
import { PageHead } from '../../parts/page-head.js';
import { Paged } from '../../parts/paged.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { ordersQuery } from '../reads.js';
import { BulkActions } from './bulk-actions.js';
import { ColumnChoice, useColumns } from './columns.js';
import { Export } from './export.js';
import { useFilter } from './filter.js';
import { Filters } from './filters.js';
import { OrderTable } from './order-table.js';
import { SavedFilters } from './saved-filters.js';
import { Tabs } from './tabs.js';
import { LIST_TEXTS } from './texts.js';
import '../orders.css';

export function Page() {
  const t = useTexts(LIST_TEXTS);
  const { may } = useSession();
  const filtering = useFilter();
  const orders = useInfiniteQuery(ordersQuery(filtering.filter));
  const [columns, setColumns] = useColumns();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const isFiltered = Object.keys(filtering.filter).length > 0;
  return (
    <>
      <PageHead title={t('title')}>
        <Export filter={filtering.filter} />
        {may('create') && <Link to="/orders/new">{t('order')}</Link>}
      </PageHead>
      <Tabs filtering={filtering} />
      <Filters filtering={filtering} />
      <div className="order-filters">
        <SavedFilters filtering={filtering} />
        <ColumnChoice columns={columns} onChange={setColumns} />
      </div>
      <Paged query={orders} empty={isFiltered ? <NoneFits /> : <NoneYet />}>
        {(items) => (
          <>
            <BulkActions orders={items.filter(({ orderId }) => chosen.has(orderId))} />
            <OrderTable orders={items} columns={columns} chosen={chosen} onChosen={setChosen} />
          </>
        )}
      </Paged>
    </>
  );
}

function NoneFits() {
  const t = useTexts(LIST_TEXTS);
  return (
    <Empty what={t('noneFound')}>
      <Link to="/orders">{t('clear')}</Link>
    </Empty>
  );
}

function NoneYet() {
  const t = useTexts(LIST_TEXTS);
  const { may } = useSession();
  if (!may('create')) return <Empty what={t('noneOfMember')} />;
  return (
    <Empty what={t('none')}>
      <Link to="/orders/new">{t('order')}</Link>
    </Empty>
  );
}
