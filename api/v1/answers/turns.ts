/** What is answered of orders' turns, past and present, and of their number. */
import { z } from 'zod';
import { ORDER_STATES } from '../../../domain/orders/states.js';
import { TRACKS } from '../../../domain/orders/tracks.js';
import { WAITS } from '../../../domain/waits.js';
import { Party } from './shared.js';

export const OrderCounts = z
  .object({
    'to-submit': z.number(),
    validating: z.number().meta({ description: 'All that are worked on.' }),
    issued: z.number(),
    expiring: z.number().meta({ description: 'Of those issued: whose certificate is told to expire soon.' }),
    ended: z.number().meta({ description: 'Without a certificate.' }),
  })
  .meta({ id: 'OrderCounts', description: 'As last recorded.' });

const UsualTurn = z
  .object({
    medianSeconds: z.number(),
    ninetiethSeconds: z.number().meta({ description: 'Nine in ten were shorter.' }),
  })
  .meta({ id: 'UsualTurn' });

export const OrderTurns = z
  .object({
    orderId: z.string(),
    state: z.enum(ORDER_STATES),
    createdAt: z.string(),
    endedAt: z
      .string()
      .nullable()
      .meta({ description: 'Null: it goes on, or ended before turns were kept.' }),
    completeSince: z
      .string()
      .meta({ description: 'From when on every turn is known; later than its beginning of an older order.' }),
    turns: z.array(
      z
        .object({
          track: z.enum(TRACKS).nullable().meta({
            description: "Of which proof; null: the order's own, beside its proofs or without any.",
          }),
          waitingOn: z.enum(WAITS),
          party: Party,
          since: z.string(),
          until: z.string().nullable().meta({ description: 'Null: it is their turn now.' }),
          deadline: z.string().nullable(),
          workingDaysLeft: z.int().nullable().meta({
            description:
              'Of mainland China, begun ones counted whole; null of a turn that is over, and of one whose clock runs in calendar days.',
          }),
          usual: UsualTurn.nullable().meta({
            description:
              'How long such a turn of this brand and type lasts in this installation; null where fewer than five are known.',
          }),
        })
        .meta({ id: 'OrderTurn' }),
    ),
  })
  .meta({ id: 'OrderTurns', description: 'Times are ISO 8601, UTC; oldest first.' });
