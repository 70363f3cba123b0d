/** What is answered of the calendar: the client's own views, as schemas. */
import { z } from 'zod';
import { CALENDAR_KINDS } from '../../../domain/plans/calendar.js';
import { WAITS } from '../../../domain/waits.js';
import { ForecastWeek } from './forecast.js';
import { Bilingual, Party } from './shared.js';

const CalendarEntry = z
  .object({
    uid: z.string().meta({ description: 'The same for the same thing, however often it is told' }),
    kind: z.enum(CALENDAR_KINDS),
    at: z.string().meta({ description: 'When there is something to do' }),
    by: z.string().meta({ description: 'When it must be done' }),
    orderId: z.string().nullable(),
    planId: z.string().nullable(),
    certificateId: z.string().nullable(),
    names: z.array(z.string()),
    party: Party.nullable(),
    wait: z.enum(WAITS).nullable(),
    needsPeople: z.boolean(),
    what: Bilingual,
  })
  .meta({ id: 'CalendarEntry' });

export const CalendarView = z
  .object({
    from: z.string(),
    to: z.string(),
    entries: z.array(CalendarEntry),
    rules: z
      .array(z.object({ day: z.string(), what: Bilingual }))
      .meta({ description: 'Days (UTC) on which something issued is judged by another limit' }),
    weeks: z.array(ForecastWeek),
  })
  .meta({ id: 'CalendarView', description: 'What needs whom by when.' });

const feed = {
  feedId: z.string(),
  createdAt: z.string(),
  readAt: z.string().nullable().meta({ description: 'To the hour; null: never' }),
};

export const CalendarFeed = z
  .object({ feed: z.object(feed).nullable().meta({ description: 'Null: there is no address' }) })
  .meta({ id: 'CalendarFeed' });

export const ShownCalendarFeed = z
  .object({ ...feed, path: z.string().meta({ description: "Below this API's address; shown this once" }) })
  .meta({ id: 'ShownCalendarFeed' });
