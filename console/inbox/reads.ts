/** What the inbox reads of the API. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api } from '../api/client.js';

export const APPROVALS = queryOptions({
  queryKey: ['approvals'],
  queryFn: () => answered(api.GET('/v1/approvals', { params: { query: { limit: 100 } } })),
});

/** What the account's people hold up: what is theirs who asks, or all else; the nearest deadline first. */
export function waitsOnPeople(mine: boolean) {
  return infiniteQueryOptions({
    queryKey: ['inbox', 'waits', mine],
    queryFn: ({ pageParam: after }) =>
      answered(
        api.GET('/v1/desk/orders', {
          params: {
            query: {
              party: 'subscriber',
              mine: mine ? 'true' : 'false',
              limit: 50,
              ...(after !== null && { after }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** Of who handles letters: all that they are shown. */
export const LETTERS_ORDERS = infiniteQueryOptions({
  queryKey: ['inbox', 'letters'],
  queryFn: ({ pageParam: after }) =>
    answered(api.GET('/v1/orders', { params: { query: { limit: 50, ...(after !== null && { after }) } } })),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

export const UNREAD = infiniteQueryOptions({
  queryKey: ['notices', 'unread'],
  queryFn: ({ pageParam: after }) =>
    answered(
      api.GET('/v1/notices', {
        params: { query: { unread: 'true', limit: 20, ...(after !== null && { after }) } },
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});
