/** What is read of orders: lists as they are filtered, one order with why it stands where it stands, its turns, its letters. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api } from '../api/client.js';
import type { components, operations } from '../generated/api.js';

export type OrderSummary = components['schemas']['OrderSummary'];
export type Order = components['schemas']['WhyView'];
export type Track = components['schemas']['TrackView'];
export type Proof = components['schemas']['ExplainedValidation'];
export type Finding = components['schemas']['FindingView'];
export type OrderTurns = components['schemas']['OrderTurns'];
export type Turn = components['schemas']['OrderTurn'];
export type Letter = components['schemas']['LetterView'];
export type Wait = Turn['waitingOn'];
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

/** What it waits for, of either proof. */
export function waitsOf({ waitingOn, tracks }: OrderSummary): readonly Wait[] {
  const open = tracks.flatMap((track) =>
    track.status === 'open' && track.waitingOn ? [track.waitingOn] : [],
  );
  return [...new Set([...(waitingOn ? [waitingOn] : []), ...open])];
}
