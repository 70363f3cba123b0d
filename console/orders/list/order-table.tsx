/** Orders, a row each: names, whose turn it is, how long they have, and the columns that somebody chose. */
import { memo, useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useSay, useTexts, type Translate } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { labelsOf } from '../labels-form.js';
import type { OrderSummary } from '../reads.js';
import { useTurnWords } from '../turn.js';
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
  const cells = useCells();
  const isWhole = orders.every(({ orderId }) => chosen.has(orderId));
  return (
    <table className="table order-table">
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
            t={t}
            cells={cells}
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
  readonly t: Translate<keyof (typeof LIST_TEXTS)['table']>;
  readonly cells: Cells;
  readonly isChosen: boolean;
}

/** Rows that are as they were are not made anew: a page has fifty, and somebody may look at many pages. */
const OrderRow = memo(function Row({ order, columns, t, cells, isChosen, onChosen }: OrderRowProps) {
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
        <Link className="two-lines" to={`/orders/${orderId}`} title={names.join(', ')}>
          {names.length > 0 ? names.join(', ') : t('draft')}
        </Link>
      </th>
      {columns.map((column) => (
        <td key={column} data-label={t(column)}>
          {cells[column](order)}
        </td>
      ))}
    </tr>
  );
});

/** Where a row has no room for all of it, the rest is on the order's page, and under the pointer. */
function Shortened({ words }: { readonly words: string }) {
  return (
    <span className="two-lines" title={words}>
      {words}
    </span>
  );
}

type Cells = Readonly<Record<Column, (order: OrderSummary) => ReactNode>>;

/** What the columns have of an order: their words are looked up once, not in each of the rows. */
function useCells(): Cells {
  const say = useSay();
  const times = useTimes();
  const words = useTurnWords();
  const [state, brand, type] = [useWords('orderStates'), useWords('brands'), useWords('certificateTypes')];
  return useMemo(
    () => ({
      state: (order) => state(order.state),
      turn: ({ party }) => words.turn(party),
      left: ({ deadline }) => words.deadline(deadline),
      next: ({ nextAction }) => nextAction && <Shortened words={say(nextAction.page)} />,
      product: (order) => <Shortened words={`${brand(order.brand)} · ${type(order.type)}`} />,
      labels: (order) => <Shortened words={labelsOf(order)} />,
      created: ({ createdAt }) => times.dateTime(createdAt),
    }),
    [say, times, words, state, brand, type],
  );
}
