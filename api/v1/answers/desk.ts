/** What is answered at the desk: the client's own views, as schemas. */
import { z } from 'zod';
import { BRANDS, CERTIFICATE_TYPES } from '../../../domain/catalogue/words.js';
import { CONNECTION_FAMILIES } from '../../../domain/connections/kind.js';
import { ORDER_STATES } from '../../../domain/orders/states.js';
import { WAITS } from '../../../domain/waits.js';
import { AttemptView } from './orders.js';
import { WaitView } from './people.js';
import { Bilingual, NextAction, OrderPages, Party } from './shared.js';

const tally = {
  count: z.number().int(),
  overdue: z.number().int().meta({ description: 'Of these, those whose deadline has passed' }),
};

export const DeskView = z
  .object({
    at: z.string(),
    ...tally,
    ages: z
      .array(z.object({ fromDays: z.number().int(), toDays: z.number().int().nullable() }))
      .meta({ description: 'What `ages` below count, in this order; `toDays` null: without an end' }),
    byParty: z.array(
      z.object({ party: Party, called: Bilingual, ...tally, ages: z.array(z.number().int()) }),
    ),
    byWait: z.array(z.object({ wait: z.enum(WAITS), party: Party, called: Bilingual, ...tally })),
    byBrand: z.array(z.object({ brand: z.enum(BRANDS), ...tally })),
    byConnection: z.array(
      z.object({ connectionId: z.string().nullable(), name: z.string().nullable(), ...tally }),
    ),
    owed: z
      .array(
        z.object({
          currency: z.string(),
          count: z.number().int(),
          amount: z.number().meta({ description: "In the currency's smallest unit" }),
          oldestSince: z.string().nullable(),
        }),
      )
      .meta({ description: 'Money to be given back' }),
  })
  .meta({ id: 'DeskView', description: 'What waits, counted: by party and age, by wait, brand and CA.' });

export const DeskOrderView = z
  .object({
    orderId: z.string(),
    account: z.string(),
    brand: z.enum(BRANDS),
    type: z.enum(CERTIFICATE_TYPES),
    state: z.enum(ORDER_STATES),
    waitingOn: z.enum(WAITS).nullable(),
    party: Party.nullable(),
    waitsFor: Bilingual.nullable().meta({ description: 'In words' }),
    names: z.array(z.string()).nullable().meta({ description: 'Null for operators' }),
    nextAction: NextAction.nullable().meta({ description: 'Null for operators' }),
    since: z.string().nullable(),
    deadline: z.string().nullable(),
    isOverdue: z.boolean(),
    tracks: WaitView.shape.tracks,
    createdAt: z.string(),
    pages: OrderPages,
  })
  .meta({ id: 'DeskOrderView', description: "One order's wait, without anything of its form." });

export const ListedDeskOrder = DeskOrderView.extend({
  mine: z.boolean().meta({ description: 'Whoever asks placed it, and may do what it waits for' }),
}).meta({ id: 'ListedDeskOrder' });

export const DeskWhyView = DeskOrderView.extend({
  attempts: z.array(AttemptView).meta({
    description: 'All that is being tried, with its last failure; empty where Temporal did not answer',
  }),
}).meta({ id: 'DeskWhyView' });

export const DeskCheckView = z
  .object({
    fresh: z.boolean().meta({ description: 'False where no answer newer than the request came in time' }),
    order: DeskWhyView,
  })
  .meta({ id: 'DeskCheckView' });

export const RemindedView = z
  .object({
    orderId: z.string(),
    noticeId: z.string(),
    wait: z.enum(WAITS),
    nextAt: z.string().meta({ description: 'When the next one may be asked for' }),
  })
  .meta({ id: 'RemindedView' });

export const DeskHealthView = z
  .object({
    at: z.string(),
    postgres: z.boolean(),
    temporal: z.boolean(),
    queues: z.array(
      z.object({
        queue: z.string(),
        kind: z.enum(['workflow', 'activity']),
        workers: z.array(z.object({ identity: z.string(), lastAskedAt: z.string().nullable() })),
        backlog: z
          .number()
          .nullable()
          .meta({ description: 'What is due and waits for a worker, as Temporal reckons it' }),
        oldestSeconds: z.number().nullable(),
      }),
    ),
    connections: z.array(
      z.object({
        connectionId: z.string(),
        account: z.string().nullable().meta({ description: "Null: the installation's" }),
        name: z.string(),
        kind: z.string(),
        family: z.enum(CONNECTION_FAMILIES),
        triedAt: z.string().nullable().meta({ description: 'When it was let in last; null: never tried' }),
        isClosed: z.boolean().meta({ description: 'Its secrets were given up: it opens nothing' }),
        waiting: z.number().int().meta({ description: 'Orders of this CA that wait' }),
      }),
    ),
  })
  .meta({ id: 'DeskHealthView', description: 'Whether stores, workers, queues and connections stand.' });
