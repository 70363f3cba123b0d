/** What is answered of what an order would cost, and places of free ones: the client's own views, as schemas. */
import { z } from 'zod';
import {
  BRANDS,
  CERTIFICATE_TYPES,
  ORDER_PURPOSES,
  VALIDATION_METHODS,
} from '../../../domain/catalogue/words.js';
import { CERTIFICATE_KINDS } from '../../../domain/names/kinds.js';
import { Bilingual, OrderCaView, Price } from './shared.js';

export const QuotedPlaces = z
  .object({
    ofAccount: z.object({
      limit: z.number(),
      taken: z.number(),
    }),
    ofDomain: z.object({
      domain: z.string(),
      limit: z.number(),
      taken: z.number(),
    }),
  })
  .meta({ id: 'QuotedPlaces' });

export const Quote = z
  .object({
    brand: z.enum(BRANDS),
    type: z.enum(CERTIFICATE_TYPES),
    kind: z.enum(CERTIFICATE_KINDS),
    names: z.array(z.string()).meta({ description: 'As ordered: these are counted. A-labels.' }),
    certificateNames: z.array(z.string()).meta({ description: 'Those and the complimentary ones.' }),
    purpose: z.enum(ORDER_PURPOSES),
    ca: OrderCaView.meta({ description: 'Where it would be placed.' }),
    price: Price.nullable().meta({
      description:
        'What is set aside when the order is placed, taken when it is issued, given back at any other end; null: nothing.',
    }),
    charged: z.enum(['here', 'free', 'paid-before', 'elsewhere']).meta({
      description:
        '`here`: as `price` tells. `elsewhere`: no money goes through this installation. `paid-before`: part of what was bought.',
    }),
    needsApproval: z.boolean().meta({
      description:
        "Whether somebody else of the account must approve it before anything is paid or sent: the account's rules of now.",
    }),
    plan: z.object({
      years: z.number(),
      certificates: z.number().meta({
        description: 'How many certificates follow one another until its end, the first one included.',
      }),
      validityDays: z.number().nullable().meta({
        description:
          "Of the first certificate, at most; null where only the brand's contract limits it (SM2).",
      }),
      renewsByItself: z
        .boolean()
        .meta({ description: 'Another plan is bought when this one ends, at the price of that day.' }),
    }),
    funds: z
      .object({
        available: z.number().meta({ description: "In the currency's smallest unit." }),
        currency: z.string(),
        missing: z.number(),
      })
      .nullable()
      .meta({
        description:
          "What the account can spend, and what of the price it doesn't cover; null where nothing is paid, or nobody told.",
      }),
    freePlaces: QuotedPlaces.nullable().meta({
      description: 'Places of free certificates; null for other products.',
    }),
    validation: z.enum(VALIDATION_METHODS),
    steps: z.array(Bilingual).meta({ description: 'What will be done, in order.' }),
    hints: z.array(Bilingual),
    warnings: z.array(Bilingual),
  })
  .meta({ id: 'Quote' });

export const PlacesView = z
  .object({
    limit: z.number(),
    taken: z.number(),
    nextReleaseAt: z
      .string()
      .nullable()
      .meta({ description: 'ISO 8601, UTC; null where no taken place has a certificate yet.' }),
  })
  .meta({ id: 'PlacesView' });

export const FreePlacesView = z
  .object({
    perAccount: PlacesView,
    domains: z
      .array(
        z.object({
          limit: z.number(),
          taken: z.number(),
          nextReleaseAt: z
            .string()
            .nullable()
            .meta({ description: 'ISO 8601, UTC; null where no taken place has a certificate yet.' }),
          domain: z.string(),
        }),
      )
      .meta({
        description:
          'Where this account holds a place. What other accounts of the installation hold there is counted too.',
      }),
  })
  .meta({ id: 'FreePlacesView' });
