/** What the desk reads of the API. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api } from '../api/client.js';
import type { components, operations } from '../generated/api.js';

export type DeskView = components['schemas']['DeskView'];
export type DeskOrder = components['schemas']['DeskOrderView'];
export type DeskHealth = components['schemas']['DeskHealthView'];
export type DeskFilter = Omit<
  NonNullable<operations['desk.orders']['parameters']['query']>,
  'limit' | 'after'
>;

/** What stands there is seconds old: queues and waits move without an event that tells it. */
const READ_AGAIN_MS = 15_000;
const PAGE_SIZE = 50;

export const DESK = queryOptions({
  queryKey: ['desk', 'summary'],
  queryFn: () => answered(api.GET('/v1/desk')),
  refetchInterval: READ_AGAIN_MS,
});

export const HEALTH = queryOptions({
  queryKey: ['desk', 'health'],
  queryFn: () => answered(api.GET('/v1/desk/health')),
  refetchInterval: READ_AGAIN_MS,
});

export function deskOrders(filter: DeskFilter) {
  return infiniteQueryOptions({
    queryKey: ['desk', 'orders', filter],
    queryFn: ({ pageParam: after }) =>
      answered(
        api.GET('/v1/desk/orders', {
          params: { query: { ...filter, limit: PAGE_SIZE, ...(after !== null && { after }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: READ_AGAIN_MS,
  });
}

export function deskWhy(orderId: string) {
  return queryOptions({
    queryKey: ['desk', 'why', orderId],
    queryFn: () => answered(api.GET('/v1/desk/orders/{orderId}', { params: { path: { orderId } } })),
  });
}
