/** Orders, a row each: names, whose turn it is, how long they have, and the columns that somebody chose. */
import { memo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useSay, useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { labelsOf } from '../labels-form.js';
import type { OrderSummary } from '../reads.js';
import { Deadline, Turn } from '../turn.js';
import type { Column } from './columns.js';
import { LIST_TEXTS } from './texts.js';

export interface OrderTableProps {
  readonly orders: readonly OrderSummary[];
  readonly columns: readonly Column[];
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (change: (before: ReadonlySet<string>) => ReadonlySet<string>) => void;
}

export function OrderTable({ orders, columns, chosen, onChosen }: OrderTableProps) {
  const t = useTexts(LIST_TEXTS);
  const isWhole = orders.every(({ orderId }) => chosen.has(orderId));
  return (
    <table className="table">
      <caption className="unseen">{t('title')}</caption>
      <thead>
        <tr>
          <td>
            <input
              type="checkbox"
              aria-label={t('chooseAll')}
              checked={isWhole}
              onChange={() => onChosen(() => new Set(isWhole ? [] : orders.map(({ orderId }) => orderId)))}
            />
          </td>
          <th scope="col">{t('names')}</th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <OrderRow
            key={order.orderId}
            order={order}
            columns={columns}
            isChosen={chosen.has(order.orderId)}
            onChosen={onChosen}
          />
        ))}
      </tbody>
    </table>
  );
}

export function namesOf({ names, orderId }: OrderSummary): string {
  return names.length > 0 ? names.join(', ') : orderId;
}

interface OrderRowProps extends Pick<OrderTableProps, 'columns' | 'onChosen'> {
  readonly order: OrderSummary;
  readonly isChosen: boolean;
}

/** Rows that are as they were are not made anew: a page has fifty, and somebody may look at many pages. */
const OrderRow = memo(function Row({ order, columns, isChosen, onChosen }: OrderRowProps) {
  const t = useTexts(LIST_TEXTS);
  const { orderId, names } = order;
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          aria-label={t('chooseOne', { names: namesOf(order) })}
          checked={isChosen}
          onChange={({ target }) =>
            onChosen((before) => {
              const after = new Set(before);
              if (target.checked) after.add(orderId);
              else after.delete(orderId);
              return after;
            })
          }
        />
      </td>
      <th scope="row" data-label={t('names')}>
        <Link to={`/orders/${orderId}`}>{names.length > 0 ? names.join(', ') : t('draft')}</Link>
      </th>
      {columns.map((column) => (
        <td key={column} data-label={t(column)}>
          <Cell column={column} order={order} />
        </td>
      ))}
    </tr>
  );
});

function Cell({ column, order }: { readonly column: Column; readonly order: OrderSummary }): ReactNode {
  const say = useSay();
  const times = useTimes();
  const [state, brand, type] = [useWords('orderStates'), useWords('brands'), useWords('certificateTypes')];
  switch (column) {
    case 'state':
      return state(order.state);
    case 'turn':
      return <Turn party={order.party} />;
    case 'left':
      return <Deadline deadline={order.deadline} />;
    case 'next':
      return order.nextAction && say(order.nextAction);
    case 'product':
      return `${brand(order.brand)} · ${type(order.type)}`;
    case 'labels':
      return labelsOf(order);
    case 'created':
      return times.dateTime(order.createdAt);
  }
}
