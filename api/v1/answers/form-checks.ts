/** What is answered of a form that is still being filled in: the client's own view, as a schema. */
import { z } from 'zod';
import { KEY_ALGORITHMS, VALIDATION_METHODS } from '../../../domain/catalogue/words.js';
import { CERTIFICATE_KINDS } from '../../../domain/names/kinds.js';
import { Bilingual } from './shared.js';

export const FormProblem = z
  .object({
    field: z.string().nullable().meta({
      description: 'Dotted path in the form, such as `names[1]`; null where no single field is to blame.',
    }),
    message: Bilingual,
    accepted: Bilingual.nullable().meta({ description: 'What would have been accepted, in words.' }),
  })
  .meta({ id: 'FormProblem' });

const CheckedName = z
  .object({
    given: z.string(),
    name: z.string().nullable().meta({ description: "A-label, lower case; null where it can't be read." }),
    unicode: z.string().nullable().meta({ description: 'As people read it.' }),
    alsoCovers: z
      .array(z.string())
      .meta({ description: 'What the certificate covers besides because of it.' }),
    coveredBy: z
      .string()
      .nullable()
      .meta({ description: 'Another name of the list that covers it already.' }),
    problem: FormProblem.nullable(),
  })
  .meta({ id: 'CheckedName' });

const CheckedMethod = z
  .object({
    method: z.enum(VALIDATION_METHODS),
    isPossible: z.boolean(),
    reason: Bilingual.nullable().meta({ description: 'Why not; null where it is possible.' }),
    automaticBy: z.array(z.string()).nullable().meta({
      description:
        'Connections and delegations that publish for all of the names by themselves; null where that is not so, or not known.',
    }),
  })
  .meta({ id: 'CheckedMethod' });

const AutomaticNames = z
  .object({
    areServicesKnown: z
      .boolean()
      .meta({ description: 'False where the services were not asked, or did not answer in time.' }),
    names: z.array(
      z.object({
        name: z.string().meta({ description: "Whose control is proved; a wildcard's is its base." }),
        by: z.enum(['delegation', 'connection']).nullable(),
        publisher: z.string().nullable().meta({
          description: "A connection's name where there is one alone, else the zone that is published to.",
        }),
      }),
    ),
  })
  .meta({ id: 'AutomaticNames' });

const ReadCsr = z
  .object({
    key: Bilingual.nullable().meta({ description: 'Such as `RSA 2048`.' }),
    keyAlgorithm: z
      .enum(KEY_ALGORITHMS)
      .nullable()
      .meta({ description: 'Null for a key that no product takes.' }),
    hash: z.string().nullable().meta({ description: 'What it is signed with, such as `SHA-256`.' }),
    isSignatureValid: z.boolean(),
    subject: z.array(z.object({ type: z.string(), value: z.string() })),
    names: z.array(z.string()).meta({ description: 'Every name that a CA could take from it.' }),
    problems: z.array(FormProblem),
  })
  .meta({ id: 'ReadCsr' });

export const FormCheck = z
  .object({
    problems: z.array(FormProblem).meta({ description: 'All that is wrong with what was given.' }),
    missing: z.array(FormProblem).meta({ description: 'What a whole form would need besides.' }),
    names: z.array(CheckedName),
    kind: z
      .enum(CERTIFICATE_KINDS)
      .nullable()
      .meta({ description: 'What the names make; null before there is one.' }),
    certificateNames: z
      .array(z.string())
      .meta({ description: 'The ordered names and those that come along; A-labels.' }),
    methods: z.array(CheckedMethod),
    automatic: AutomaticNames.meta({ description: 'Who publishes for each name whose control is proved.' }),
    csr: ReadCsr.nullable().meta({ description: 'A pasted one, read back; null where none was pasted.' }),
    hints: z
      .array(z.object({ field: z.string(), text: Bilingual }))
      .meta({ description: 'What to know of a field, for this form.' }),
    warnings: z.array(Bilingual),
  })
  .meta({ id: 'FormCheck' });
