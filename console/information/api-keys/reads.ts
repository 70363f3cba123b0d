/** API keys, as the page reads them. */
import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import type { components } from '../../generated/api.js';

export type ApiKey = components['schemas']['ApiKeyView'];
export type ShownApiKey = components['schemas']['ShownApiKey'];

export const API_KEYS = queryOptions({
  queryKey: ['api-keys'],
  queryFn: () => answered(api.GET('/v1/api-keys')),
});
