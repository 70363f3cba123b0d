/** What is answered of what will be needed: the client's own views, as schemas. */
import { z } from 'zod';
import { TRACKS } from '../../../domain/orders/tracks.js';
import { FORECAST_KINDS } from '../../../domain/plans/forecast.js';
import { WAITS } from '../../../domain/waits.js';
import { Bilingual } from './shared.js';

export const ForecastNeed = z
  .enum([
    'file',
    'confirmation-letter',
    'application-form',
    'record',
    'two-emails',
    'public-record',
    'phone-and-mailbox',
  ])
  .meta({ id: 'ForecastNeed', description: 'What people have to give: for the names, or for the company.' });

export const ForecastItemView = z
  .object({
    kind: z.enum(FORECAST_KINDS),
    at: z.string().meta({ description: 'When there is something to do.' }),
    by: z.string().meta({ description: 'When it must be done.' }),
    orderId: z.string().nullable(),
    planId: z.string().nullable(),
    certificateId: z.string().nullable().meta({ description: "The plan's certificate of today." }),
    number: z.number().nullable().meta({ description: "Which of the plan's certificates." }),
    names: z.array(z.string()),
    needsPeople: z.boolean(),
    needs: z.array(ForecastNeed),
    wait: z.enum(WAITS).nullable(),
    proof: z.enum(TRACKS).nullable(),
    rule: z.string().nullable().meta({ description: 'The day (UTC) whose new rule ends a validation.' }),
    what: Bilingual,
  })
  .meta({
    id: 'ForecastItemView',
    description: "Every key is always there, `null` where it doesn't apply. Times are ISO 8601, UTC.",
  });

export const ForecastWeek = z
  .object({
    week: z.string().meta({ description: 'Such as 2027-W11.' }),
    from: z.string().meta({ description: 'Its Monday, such as 2027-03-15.' }),
    total: z.number(),
    withPeople: z.number(),
    counts: z.object({
      letter: z.number(),
      reissue: z.number(),
      renewal: z.number(),
      'order-deadline': z.number(),
      'validation-lapses': z.number(),
      expiry: z.number(),
    }),
  })
  .meta({ id: 'ForecastWeek' });

export const ForecastView = z
  .object({
    date: z.string(),
    until: z.string(),
    items: z.array(ForecastItemView).meta({ description: 'In the order in which there is something to do.' }),
    weeks: z.array(ForecastWeek).meta({ description: 'Weeks with something to do (ISO 8601, UTC).' }),
  })
  .meta({ id: 'ForecastView' });
