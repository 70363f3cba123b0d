/** Connections and their kinds, as the pages read them. */
import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import type { components } from '../../generated/api.js';

export type Connection = components['schemas']['ConnectionView'];
export type KindForm = components['schemas']['ConnectionKindForm'];
export type KindField = KindForm['fields'][number];

export const CONNECTIONS = queryOptions({
  queryKey: ['connections', 'list'],
  queryFn: () => answered(api.GET('/v1/connections')),
});

export const KINDS = queryOptions({
  queryKey: ['connection-kinds'],
  queryFn: () => answered(api.GET('/v1/connections/kinds')),
  staleTime: Infinity,
});

export function connectionRead(connection: string) {
  return queryOptions({
    queryKey: ['connections', connection],
    queryFn: () => answered(api.GET('/v1/connections/{connection}', { params: { path: { connection } } })),
  });
}
