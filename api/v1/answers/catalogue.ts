/** What is answered of what can be ordered: the client's own view, as a schema. */
import { z } from 'zod';
import {
  BRANDS,
  CERTIFICATE_TYPES,
  KEY_ALGORITHMS,
  ORGANIZATION_WAYS,
  SIGNATURE_HASHES,
  VALIDATION_METHODS,
} from '../../../domain/catalogue/words.js';
import { CERTIFICATE_KINDS } from '../../../domain/names/kinds.js';
import { IDENTITY_KINDS, REGISTRATION_KINDS } from '../../../domain/organization/form.js';
import { ORGANIZATION_STEPS } from '../../../domain/organization/ways.js';
import { Bilingual } from './shared.js';

const ProductNeeds = z
  .object({
    way: z.enum(['none', ...ORGANIZATION_WAYS]),
    organizationSteps: z
      .array(z.enum(ORGANIZATION_STEPS))
      .meta({ description: 'What the CA asks for, in order.' }),
    document: z.enum(['confirmation-letter', 'application-form']).nullable(),
    asksChannel: z.boolean().meta({ description: 'Does the form name a channel on public record?' }),
    identities: z
      .object({ registration: z.enum(REGISTRATION_KINDS), identities: z.array(z.enum(IDENTITY_KINDS)) })
      .nullable()
      .meta({ description: 'What company and people identify with; null where the CA asks neither.' }),
    reviewWorkingDays: z
      .object({ from: z.number(), to: z.number() })
      .nullable()
      .meta({ description: "Working days that the CA's people take; null where none look at it." }),
    steps: z.array(Bilingual).meta({ description: "All of the order's steps, as sentences." }),
    people: z.array(Bilingual).meta({ description: 'Whom the CA turns to, and what they must do.' }),
  })
  .meta({ id: 'ProductNeeds' });

export const Product = z
  .object({
    brand: z.enum(BRANDS),
    type: z.enum(CERTIFICATE_TYPES),
    kinds: z
      .array(z.object({ kind: z.enum(CERTIFICATE_KINDS), perYear: z.number(), perFurtherName: z.number() }))
      .meta({
        description: 'With what each costs: whole fen a year, for the first name and each further one.',
      }),
    years: z.array(z.number()).meta({ description: 'Lengths that a plan may have.' }),
    keys: z
      .array(z.object({ algorithm: z.enum(KEY_ALGORITHMS), isRecommended: z.boolean() }))
      .meta({ description: 'The recommended one first.' }),
    hashes: z.array(z.enum(SIGNATURE_HASHES)).meta({ description: 'The usual one first.' }),
    methods: z.array(
      z.object({
        method: z.enum(VALIDATION_METHODS),
        isPossible: z.boolean(),
        isForLongPlans: z.boolean().meta({ description: 'Also for plans of several years?' }),
        reason: Bilingual.nullable().meta({ description: 'Why not; null where it is possible.' }),
      }),
    ),
    ipAddresses: z.boolean(),
    maxNames: z.number(),
    needs: ProductNeeds,
    keyPassword: z.boolean().meta({ description: 'May the key have a password, where it is made here?' }),
    pastedCsr: z.boolean(),
    usual: z
      .object({ count: z.number(), medianSeconds: z.number(), ninetiethSeconds: z.number() })
      .nullable()
      .meta({
        description:
          "From being sent to the CA to the certificate: the account's newest issued orders of this brand and type, of a year at most; null where there are none.",
      }),
  })
  .meta({ id: 'Product' });

export const CatalogueView = z.object({ products: z.array(Product) }).meta({ id: 'CatalogueView' });
