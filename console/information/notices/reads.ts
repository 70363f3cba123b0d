/** What goes out of notices, as the page reads it. */
import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import type { components } from '../../generated/api.js';

export type Preferences = components['schemas']['PreferencesView'];
export type Kind = keyof Preferences['switchedOff'];
export type Channel = NonNullable<Preferences['switchedOff'][Kind]>[number];

export const PREFERENCES = queryOptions({
  queryKey: ['notice-preferences'],
  queryFn: () => answered(api.GET('/v1/notice-preferences')),
});
