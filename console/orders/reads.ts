/** What is read of orders: lists as they are filtered, one order with why it stands where it stands, its turns, its letters. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api } from '../api/client.js';
import type { components, operations } from '../generated/api.js';
import { useSession } from '../session/session.js';

export type OrderSummary = components['schemas']['OrderSummary'];
export type Order = components['schemas']['WhyView'];
export type Track = components['schemas']['TrackView'];
export type Proof = components['schemas']['ExplainedValidation'];
export type Finding = components['schemas']['FindingView'];
export type OrderTurns = components['schemas']['OrderTurns'];
export type Turn = components['schemas']['OrderTurn'];
export type Letter = components['schemas']['LetterView'];
export type Act = Order['acts'][number]['act'];
export type OrderFilter = NonNullable<operations['page']['parameters']['query']>;

const PAGE_SIZE = 50;

export function ordersQuery(filter: OrderFilter) {
  return infiniteQueryOptions({
    queryKey: ['orders', filter],
    queryFn: ({ pageParam: after }) =>
      answered(
        api.GET('/v1/orders', {
          params: { query: { ...filter, limit: PAGE_SIZE, ...(after !== null && { after }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

export const COUNTS = queryOptions({
  queryKey: ['orders', 'counts'],
  queryFn: () => answered(api.GET('/v1/orders/counts')),
});

export function orderQuery(orderId: string) {
  return queryOptions({
    queryKey: ['order', orderId],
    queryFn: () => answered(api.GET('/v1/orders/{orderId}/why', atOrder(orderId))),
  });
}

export function turnsQuery(orderId: string) {
  return queryOptions({
    queryKey: ['order', orderId, 'turns'],
    queryFn: () => answered(api.GET('/v1/orders/{orderId}/turns', atOrder(orderId))),
  });
}

export function lettersQuery(orderId: string) {
  return queryOptions({
    queryKey: ['order', orderId, 'letters'],
    queryFn: async () => {
      const { items } = await answered(api.GET('/v1/orders/{orderId}/letters', atOrder(orderId)));
      return items;
    },
  });
}

export function atOrder(orderId: string) {
  return { params: { path: { orderId } } };
}

/** What a write on an order changes. */
export function changedByOrder(orderId: string) {
  return [['order', orderId], ['orders'], ['inbox']] as const;
}

export interface Acts {
  /** The server says that it can be done now, and by this person. */
  readonly can: (act: Act) => boolean;
  /** The order waits for just this, and this person may. */
  readonly isAsked: (act: Act) => boolean;
}

/** What of an order's acts whoever is signed in may do. */
export function useActs({ acts }: Pick<Order, 'acts'>): Acts {
  const { may } = useSession();
  const own = acts.filter(({ operation }) => may(operation));
  return {
    can: (act) => own.some((open) => open.act === act),
    isAsked: (act) => own.some((open) => open.act === act && open.isAsked),
  };
}
