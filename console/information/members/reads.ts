/** The members of the account, as the pages read them. */
import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import type { components } from '../../generated/api.js';

export type Member = components['schemas']['UserView'];

export const MEMBERS = queryOptions({
  queryKey: ['members'],
  queryFn: () => answered(api.GET('/v1/users')),
});
