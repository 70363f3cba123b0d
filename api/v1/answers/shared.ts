/** What is answered of what several subjects share: the client's own views, as schemas. */
import { PARTIES } from '../../../domain/waits.js';
import { z } from 'zod';
import { VALIDATION_METHODS } from '../../../domain/catalogue/words.js';

export const Bilingual = z
  .object({ zh: z.string(), en: z.string() })
  .meta({ id: 'Bilingual', description: 'A text in both languages.' });

export const NextAction = Bilingual.extend({
  page: Bilingual.meta({
    description: 'The same without commands, for a page that has a button or a form for what is told.',
  }),
}).meta({
  id: 'NextAction',
  description: 'What has to happen next: with the commands that do it, and for pages without them.',
});

export const Party = z.enum(PARTIES).meta({ id: 'Party', description: 'Whose turn it is.' });

export const Tag = z
  .object({
    key: z.string(),
    value: z.string(),
  })
  .meta({ id: 'Tag' });

export const Labels = z
  .object({
    alias: z.string().nullable(),
    tags: z.array(Tag),
    project: z.string().nullable(),
  })
  .meta({ id: 'Labels' });

export const ValidationRecord = z
  .object({
    type: z.enum(['TXT', 'CNAME']),
    name: z.string(),
    value: z.string(),
  })
  .meta({
    id: 'ValidationRecord',
    description:
      "Key, value and type are the CA's opaque words (ordering rules, section 5). `name` is fully qualified.",
  });

export const ValidationFile = z
  .object({
    url: z.string(),
    content: z.string(),
  })
  .meta({
    id: 'ValidationFile',
    description: '`url` is the plain-HTTP one; the same path by HTTPS serves as well.',
  });

export const DomainValidation = z
  .object({
    name: z.string(),
    method: z.enum(VALIDATION_METHODS),
    record: ValidationRecord.optional(),
    file: ValidationFile.optional(),
    issuedAt: z.string().meta({ description: 'When the CA chose the random value; ISO 8601, UTC.' }),
  })
  .meta({
    id: 'DomainValidation',
    description:
      "The proof asked for one name. `name` is what the CA checks: a wildcard's own base; the `*.` form only where the base is on the certificate as well and the CA wants a proof of each (RFC 8555, section 7.1.4).",
  });

export const OrderPages = z
  .object({
    console: z.string().nullable(),
    webUi: z.string().nullable(),
  })
  .meta({ id: 'OrderPages', description: '`null` where the installation has no such page.' });

export const OrderCaView = z
  .object({
    connectionId: z
      .string()
      .nullable()
      .meta({ description: "Null: the one that the installation's environment names." }),
    name: z.string().meta({ description: 'As its connection is called.' }),
    kind: z.string(),
    isPubliclyTrusted: z.boolean().meta({ description: 'Do browsers trust what it issues?' }),
    movedFrom: z.string().nullable().meta({
      description:
        'The connection that it was to be placed by first, which was down or limited us; null: it did not move.',
    }),
  })
  .meta({ id: 'OrderCaView' });

export const Price = z
  .object({
    amount: z.number().meta({ description: "In the currency's smallest unit (fen)." }),
    currency: z.literal('CNY'),
  })
  .meta({ id: 'Price' });

export const UsedConnectionView = z
  .object({
    connectionId: z.string(),
    name: z.string(),
    isRemoved: z.boolean().meta({
      description: 'It is not there any more: `sealflow order reroute ORDER` gives the order those of today.',
    }),
  })
  .meta({ id: 'UsedConnectionView', description: 'A connection that an order uses.' });
