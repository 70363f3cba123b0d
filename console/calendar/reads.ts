/** What the calendar reads of the API. */
import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../api/client.js';
import type { components } from '../generated/api.js';

export type CalendarView = components['schemas']['CalendarView'];
export type ShownFeed = components['schemas']['ShownCalendarFeed'];

export interface CalendarPeriod {
  readonly from?: string;
  readonly to?: string;
}

export function calendar(period: CalendarPeriod) {
  return queryOptions({
    queryKey: ['calendar', period],
    queryFn: () =>
      answered(
        api.GET('/v1/calendar', {
          params: {
            query: { ...period, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
          },
        }),
      ),
  });
}

export const FEED = queryOptions({
  queryKey: ['calendar', 'feed'],
  queryFn: () => answered(api.GET('/v1/calendar/feed')),
});
