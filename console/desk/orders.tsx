/** The orders that wait, what is overdue first: narrowed by the address, selected to act on, each with its reason one click away. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Fragment, useId, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Empty } from '../parts/empty.js';
import { Loading } from '../parts/loading.js';
import { Problem } from '../parts/problem.js';
import { Read } from '../parts/read.js';
import { useSession } from '../session/session.js';
import { usePreferences } from '../preferences/preferences.js';
import { useSay, useTexts } from '../texts/texts.js';
import { useTimes } from '../texts/times.js';
import { useWords } from '../vocabulary/use-vocabulary.js';
import { Acts } from './acts.js';
import { useManyActs } from './many.js';
import { deskOrders, deskWhy, type DeskFilter, type DeskOrder, type DeskView } from './reads.js';
import { LIST_TEXTS } from './texts.js';

export function DeskOrders({ desk }: { readonly desk: DeskView }) {
  const t = useTexts(LIST_TEXTS);
  const many = useManyActs();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [given] = useSearchParams();
  const query = useInfiniteQuery(deskOrders(filterIn(given)));
  const orders = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const chosen = orders.flatMap(({ orderId }) => (selected.has(orderId) ? [orderId] : []));
  return (
    <section aria-labelledby="desk-orders">
      <h2 id="desk-orders">{t('title')}</h2>
      <Filter desk={desk} />
      <Acts selected={chosen} many={many} />
      {query.error !== null && <Problem error={query.error} />}
      {query.isPending && <Loading />}
      {query.data && orders.length === 0 && <Empty what={t('none')} />}
      {orders.length > 0 && <OrderTable orders={orders} selected={selected} onSelect={setSelected} />}
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </section>
  );
}

/** What the API does not know it refuses: the address is anybody's to write. */
function filterIn(given: URLSearchParams): DeskFilter {
  const filter: Record<string, string> = {};
  for (const name of ['party', 'brand', 'connectionId', 'overdue']) {
    const value = given.get(name);
    if (value !== null && value !== '') filter[name] = value;
  }
  return filter;
}

function Filter({ desk }: { readonly desk: DeskView }) {
  const t = useTexts(LIST_TEXTS);
  const say = useSay();
  const brandWords = useWords('brands');
  const [party, brand, overdue] = [useId(), useId(), useId()];
  const [given, setGiven] = useSearchParams();
  const set = (name: string, value: string) =>
    setGiven(
      (known) => {
        const next = new URLSearchParams(known);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return (
    <p className="filter">
      <label htmlFor={party}>{t('party')}</label>{' '}
      <select
        id={party}
        value={given.get('party') ?? ''}
        onChange={({ target }) => set('party', target.value)}
      >
        <option value="">{t('anyParty')}</option>
        {desk.byParty.map(({ party: each, called }) => (
          <option key={each} value={each}>
            {say(called)}
          </option>
        ))}
      </select>{' '}
      <label htmlFor={brand}>{t('brand')}</label>{' '}
      <select
        id={brand}
        value={given.get('brand') ?? ''}
        onChange={({ target }) => set('brand', target.value)}
      >
        <option value="">{t('anyBrand')}</option>
        {desk.byBrand.map(({ brand: each }) => (
          <option key={each} value={each}>
            {brandWords(each)}
          </option>
        ))}
      </select>{' '}
      <input
        id={overdue}
        type="checkbox"
        checked={given.get('overdue') === 'true'}
        onChange={({ target }) => set('overdue', target.checked ? 'true' : '')}
      />{' '}
      <label htmlFor={overdue}>{t('onlyOverdue')}</label>
    </p>
  );
}

interface TableProps {
  readonly orders: readonly DeskOrder[];
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
}

function OrderTable({ orders, selected, onSelect }: TableProps) {
  const t = useTexts(LIST_TEXTS);
  const { role } = useSession();
  const isOperator = role === 'operator';
  const isAll = orders.every(({ orderId }) => selected.has(orderId));
  const toggle = (orderId: string) => {
    const next = new Set(selected);
    if (!next.delete(orderId)) next.add(orderId);
    onSelect(next);
  };
  return (
    <table className="table">
      <caption className="unseen">{t('title')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <input
              type="checkbox"
              aria-label={t('selectAll')}
              checked={isAll}
              onChange={() => onSelect(isAll ? new Set() : new Set(orders.map(({ orderId }) => orderId)))}
            />
          </th>
          <th scope="col">{t('order')}</th>
          {isOperator && <th scope="col">{t('account')}</th>}
          <th scope="col">{t('waitsFor')}</th>
          <th scope="col">{t('since')}</th>
          <th scope="col">{t('deadline')}</th>
          <th scope="col">{t('why')}</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <OrderRow
            key={order.orderId}
            order={order}
            isOperator={isOperator}
            isSelected={selected.has(order.orderId)}
            onToggle={() => toggle(order.orderId)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly order: DeskOrder;
  readonly isOperator: boolean;
  readonly isSelected: boolean;
  readonly onToggle: () => void;
}

function OrderRow({ order, isOperator, isSelected, onToggle }: RowProps) {
  const t = useTexts(LIST_TEXTS);
  const say = useSay();
  const times = useTimes();
  const brandWords = useWords('brands');
  const [isOpen, setIsOpen] = useState(false);
  const { orderId, account, brand, names, waitsFor, since, deadline, isOverdue } = order;
  const name = names && names.length > 0 ? names.join(', ') : orderId;
  return (
    <Fragment>
      <tr>
        <td data-label={t('select')}>
          <input
            type="checkbox"
            aria-label={t('selectOrder', { id: orderId })}
            checked={isSelected}
            onChange={onToggle}
          />
        </td>
        <th scope="row">
          {isOperator ? name : <Link to={`/orders/${orderId}`}>{name}</Link>}{' '}
          <span className="small">{brandWords(brand)}</span>
        </th>
        {isOperator && <td data-label={t('account')}>{account}</td>}
        <td data-label={t('waitsFor')}>{waitsFor && say(waitsFor)}</td>
        <td data-label={t('since')}>{since !== null && times.fromNow(since)}</td>
        <td data-label={t('deadline')}>
          {deadline !== null && times.date(deadline)}{' '}
          {isOverdue && <strong className="bad">{t('overdue')}</strong>}
        </td>
        <td data-label={t('why')}>
          <Button
            size="small"
            aria-expanded={isOpen}
            aria-label={t('whyOf', { id: orderId })}
            onClick={() => setIsOpen(!isOpen)}
          >
            {t('why')}
          </Button>
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={isOperator ? 7 : 6}>
            <Why orderId={orderId} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

function Why({ orderId }: { readonly orderId: string }) {
  const t = useTexts(LIST_TEXTS);
  const times = useTimes();
  const { language } = usePreferences();
  const query = useQuery(deskWhy(orderId));
  return (
    <Read query={query}>
      {({ attempts, nextAction, pages }) => (
        <>
          {nextAction && <p className="words">{nextAction.page[language]}</p>}
          {attempts.length === 0 && <p>{t('nothingTried')}</p>}
          {attempts.map(({ activity, attempt, lastFailure, lastFailureChinese, nextAttemptAt }) => (
            <div key={activity}>
              <p>
                {t('attempt', { activity, attempt })}
                {nextAttemptAt !== null && <> {t('nextAttempt', { at: times.dateTime(nextAttemptAt) })}</>}
              </p>
              <p className="words">
                {lastFailure === null
                  ? t('noFailure')
                  : t('lastFailure', {
                      words: language === 'zh' ? (lastFailureChinese ?? lastFailure) : lastFailure,
                    })}
              </p>
            </div>
          ))}
          {pages.webUi !== null && (
            <p>
              <a href={pages.webUi} target="_blank" rel="noreferrer">
                {t('webUi')}
              </a>
            </p>
          )}
        </>
      )}
    </Read>
  );
}
