/** Saved companies, as the pages read them. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import type { components } from '../../generated/api.js';

export type SavedCompany = components['schemas']['SavedCompany'];
export type Company = SavedCompany['details'];

export const COMPANIES_KEY = ['companies'] as const;

export const COMPANIES = infiniteQueryOptions({
  queryKey: [...COMPANIES_KEY, 'list'],
  queryFn: ({ pageParam: after }) =>
    answered(api.GET('/v1/companies', { params: { query: { ...(after !== null && { after }) } } })),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

export function companyRead(companyId: string) {
  return queryOptions({
    queryKey: [...COMPANIES_KEY, companyId],
    queryFn: () => answered(api.GET('/v1/companies/{companyId}', { params: { path: { companyId } } })),
  });
}
