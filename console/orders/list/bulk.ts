/** One thing done with many orders, one after the other: each with a key of its own, each outcome told, nothing done twice. */
import { useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { knownBy, newKey } from '../../api/client.js';
import type { OrderSummary } from '../reads.js';

export type Known = ReturnType<typeof knownBy>;

export interface Outcome {
  readonly order: OrderSummary;
  /** Absent: it was done. */
  readonly error?: unknown;
}

export interface Bulk {
  readonly isUnderWay: boolean;
  readonly count: number;
  readonly outcomes: readonly Outcome[];
  readonly run: (
    what: string,
    orders: readonly OrderSummary[],
    act: (order: OrderSummary, known: Known) => Promise<unknown>,
  ) => Promise<void>;
}

/** `what` names the deed: what failed and is asked again has the key that it had. */
export function useBulk(): Bulk {
  const queries = useQueryClient();
  const keys = useRef(new Map<string, string>());
  const isBusy = useRef(false);
  const [isUnderWay, setUnderWay] = useState(false);
  const [count, setCount] = useState(0);
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const run: Bulk['run'] = async (what, orders, act) => {
    if (isBusy.current) return;
    isBusy.current = true;
    setUnderWay(true);
    setCount(orders.length);
    setOutcomes([]);
    for (const order of orders) {
      const deed = `${what} ${order.orderId}`;
      const key = keys.current.get(deed) ?? newKey();
      keys.current.set(deed, key);
      const outcome = await act(order, knownBy(key)).then(
        () => ({ order }),
        (error: unknown) => ({ order, error }),
      );
      if (!('error' in outcome)) keys.current.delete(deed);
      setOutcomes((before) => [...before, outcome]);
    }
    await queries.invalidateQueries({ queryKey: ['orders'] });
    setUnderWay(false);
    isBusy.current = false;
  };
  return { isUnderWay, count, outcomes, run };
}
