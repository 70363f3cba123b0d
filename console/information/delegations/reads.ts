/** Delegated names, as the page reads them. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import type { components } from '../../generated/api.js';

export type Delegation = components['schemas']['DelegationView'];

export const DELEGATIONS_KEY = ['delegations'] as const;

export const DELEGATIONS = infiniteQueryOptions({
  queryKey: DELEGATIONS_KEY,
  queryFn: ({ pageParam: after }) =>
    answered(api.GET('/v1/delegations', { params: { query: { ...(after !== null && { after }) } } })),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});
