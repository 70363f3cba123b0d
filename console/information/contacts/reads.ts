/** Saved contacts, as the pages read them. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import type { components } from '../../generated/api.js';

export type SavedContact = components['schemas']['SavedContact'];
export type Contact = SavedContact['details'];

export const CONTACTS_KEY = ['contacts'] as const;

export const CONTACTS = infiniteQueryOptions({
  queryKey: [...CONTACTS_KEY, 'list'],
  queryFn: ({ pageParam: after }) =>
    answered(api.GET('/v1/contacts', { params: { query: { ...(after !== null && { after }) } } })),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

export function contactRead(contactId: string) {
  return queryOptions({
    queryKey: [...CONTACTS_KEY, contactId],
    queryFn: () => answered(api.GET('/v1/contacts/{contactId}', { params: { path: { contactId } } })),
  });
}
