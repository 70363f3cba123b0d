/**
 * Pages go on without being loaded anew: what an event names is read again. One tab listens for all of the same browser, since a
 * browser opens six connections to a server and a stream holds one (HTTP/1.1).
 */
import { useQueryClient, type Query, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { chosenAccount } from '../api/account.js';
import { useSession } from '../session/session.js';
import { listen, type HeardEvent } from './events.js';

/** Reads that any change of an order may change. Beside the orders' own: `['order', id, ...]`. */
const OF_ORDERS = [
  ...['orders', 'inbox', 'calendar', 'desk', 'approvals', 'notices'],
  ...['certificates', 'certificate', 'plans'],
];

export function useLive(): void {
  const queries = useQueryClient();
  const { id, account, may } = useSession();
  const path = may('events.orders') ? '/v1/events' : may('events.inbox') ? '/v1/inbox/events' : undefined;
  useEffect(() => {
    if (path === undefined) return undefined;
    const over = new AbortController();
    const name = `sealflow-events ${id} ${chosenAccount() ?? ''} ${path}`;
    const channel = new BroadcastChannel(name);
    const take = (event: HeardEvent) => readAgain(queries, event);
    channel.onmessage = ({ data }: MessageEvent<HeardEvent>) => take(data);
    const lead = async () => {
      await listen({
        path,
        signal: over.signal,
        hear: (event) => {
          channel.postMessage(event);
          take(event);
        },
      });
    };
    // Held while this tab is open: whichever tab is next in line goes on listening after it.
    navigator.locks.request(name, { signal: over.signal }, lead).catch(() => undefined);
    return () => {
      over.abort();
      channel.close();
    };
    // Of one account nothing is heard in another.
  }, [queries, id, account, path]);
}

function readAgain(queries: QueryClient, { name, data }: HeardEvent): void {
  // What was missed can't be told: all is read again.
  if (name === 'reset') {
    readOnceMore(queries, () => true);
    return;
  }
  // What happened after a page was read and before anybody listened is told to nobody.
  const isHeardFromNow = name === 'ready';
  const orderId = orderIn(data);
  readOnceMore(
    queries,
    ({ queryKey: [subject, of] }) =>
      (subject === 'order' && (isHeardFromNow || of === orderId)) ||
      OF_ORDERS.some((each) => each === subject),
  );
}

/**
 * What is being read just now may have been read before the change: once more when it is done. It is not cut off for that, or
 * where much happens nothing would ever be read to its end.
 */
function readOnceMore(queries: QueryClient, predicate: (query: Query) => boolean): void {
  for (const query of queries.getQueryCache().findAll({ predicate })) {
    const again = () =>
      queries.invalidateQueries({ queryKey: query.queryKey, exact: true }, { cancelRefetch: false });
    if (query.state.fetchStatus === 'fetching') void query.promise?.then(again, again);
    else void again();
  }
}

function orderIn(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'orderId' in data ? data.orderId : undefined;
}
