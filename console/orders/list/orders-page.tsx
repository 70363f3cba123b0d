/** The account's orders, newest first: whose turn it is, and how long they have. */
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { answered, api } from '../../api/client.js';
import type { components } from '../../generated/api.js';
import { Empty } from '../../parts/empty.js';
import { Loading } from '../../parts/loading.js';
import { PageHead } from '../../parts/page-head.js';
import { Problem } from '../../parts/problem.js';
import { texts, useSay, useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';

type OrderSummary = components['schemas']['OrderSummary'];

const TEXTS = texts('orders/list', {
  title: { zh: '证书订单', en: 'Orders' },
  none: { zh: '还没有订单。', en: 'There are no orders yet.' },
  names: { zh: '域名', en: 'Names' },
  state: { zh: '状态', en: 'State' },
  next: { zh: '下一步', en: 'Next' },
  until: { zh: '截止', en: 'Until' },
  more: { zh: '更多', en: 'More' },
  draft: { zh: '(尚未填写)', en: '(not filled in yet)' },
});

const PAGE_SIZE = 50;

const ORDERS = infiniteQueryOptions({
  queryKey: ['orders'],
  queryFn: ({ pageParam: after }) =>
    answered(
      api.GET('/v1/orders', {
        params: { query: { limit: PAGE_SIZE, ...(after !== null && { after }) } },
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

export function Page() {
  const t = useTexts(TEXTS);
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(ORDERS);
  const orders = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <PageHead title={t('title')} />
      {error !== null && <Problem error={error} />}
      {isPending && <Loading />}
      {data && orders.length === 0 && <Empty what={t('none')} />}
      {orders.length > 0 && <OrderTable orders={orders} />}
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  );
}

function OrderTable({ orders }: { readonly orders: readonly OrderSummary[] }) {
  const t = useTexts(TEXTS);
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('names')}</th>
          <th scope="col">{t('state')}</th>
          <th scope="col">{t('next')}</th>
          <th scope="col">{t('until')}</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <OrderRow key={order.orderId} order={order} />
        ))}
      </tbody>
    </table>
  );
}

function OrderRow({ order }: { readonly order: OrderSummary }) {
  const t = useTexts(TEXTS);
  const say = useSay();
  const times = useTimes();
  const { orderId, names, state, nextAction, deadline } = order;
  return (
    <tr>
      <th scope="row" data-label={t('names')}>
        <Link to={`/orders/${orderId}`}>{names.length > 0 ? names.join(', ') : t('draft')}</Link>
      </th>
      <td data-label={t('state')}>{state}</td>
      <td data-label={t('next')}>{nextAction && say(nextAction)}</td>
      <td data-label={t('until')}>{deadline !== null && times.dateTime(deadline)}</td>
    </tr>
  );
}
