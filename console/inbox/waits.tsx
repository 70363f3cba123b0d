/** Orders that this account's people hold up: one's own first, then the others'; of who handles letters, those that wait for them. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { Empty } from '../parts/empty.js';
import { Loading } from '../parts/loading.js';
import { Problem } from '../parts/problem.js';
import { useSay, useTexts, type Bilingual } from '../texts/texts.js';
import { useTimes } from '../texts/times.js';
import { LETTERS_ORDERS, waitsOnPeople } from './reads.js';
import { INBOX_TEXTS } from './texts.js';

export function Waits() {
  return (
    <>
      <WaitsOf mine />
      <WaitsOf mine={false} />
    </>
  );
}

function WaitsOf({ mine }: { readonly mine: boolean }) {
  const query = useInfiniteQuery(waitsOnPeople(mine));
  const orders = query.data?.pages.flatMap(({ items }) => items);
  return <WaitList query={query} orders={orders} whose={mine ? 'mine' : 'others'} />;
}

export function LetterWaits() {
  const query = useInfiniteQuery(LETTERS_ORDERS);
  const orders = query.data?.pages.flatMap(({ items }) => items);
  return <WaitList query={query} orders={orders} whose="mine" />;
}

interface WaitingOrder {
  readonly orderId: string;
  readonly names: readonly string[] | null;
  readonly nextAction: { readonly page: Bilingual } | null;
  readonly deadline: string | null;
}

interface WaitListProps {
  readonly query: {
    readonly error: unknown;
    readonly isPending: boolean;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
  readonly orders: readonly WaitingOrder[] | undefined;
  readonly whose: 'mine' | 'others';
}

function WaitList({ query, orders = [], whose }: WaitListProps) {
  const t = useTexts(INBOX_TEXTS);
  const say = useSay();
  const times = useTimes();
  return (
    <section aria-labelledby={`inbox-waits-${whose}`}>
      <h2 id={`inbox-waits-${whose}`}>{t(whose)}</h2>
      {query.error !== null && <Problem error={query.error} />}
      {query.isPending && <Loading />}
      {!query.isPending && query.error === null && orders.length === 0 && (
        <Empty what={t(whose === 'mine' ? 'noneMine' : 'noOthers')} />
      )}
      {orders.length > 0 && (
        <table className="table">
          <caption className="unseen">{t(whose)}</caption>
          <thead>
            <tr>
              <th scope="col">{t('names')}</th>
              <th scope="col">{t('next')}</th>
              <th scope="col">{t('until')}</th>
            </tr>
          </thead>
          <tbody>
            {orders.map(({ orderId, names, nextAction, deadline }) => (
              <tr key={orderId}>
                <th scope="row">
                  <Link to={`/orders/${orderId}`}>
                    {names && names.length > 0 ? names.join(', ') : orderId}
                  </Link>
                </th>
                <td data-label={t('next')}>{nextAction && say(nextAction.page)}</td>
                <td data-label={t('until')}>{deadline !== null && times.dateTime(deadline)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </section>
  );
}
