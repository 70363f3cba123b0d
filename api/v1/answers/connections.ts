/** What is answered of connections and routes: the client's own views, as schemas. */
import { z } from 'zod';
import { FIELD_INPUTS } from '../../../domain/connections/kind-forms.js';
import { BRANDS, CERTIFICATE_TYPES } from '../../../domain/catalogue/words.js';
import { Bilingual } from './shared.js';

export const ConnectionFamily = z.enum(['dns', 'ca', 'files']).meta({
  id: 'ConnectionFamily',
  description:
    'What is on the other side: a certificate authority, a service that keeps DNS zones, a server that files are put on.',
});

export const ConnectionKindForm = z
  .object({
    kind: z.string(),
    family: ConnectionFamily,
    called: Bilingual,
    fields: z.array(
      z.object({
        field: z.string().meta({ description: 'As `form` has it.' }),
        called: Bilingual,
        accepted: Bilingual.nullable().meta({ description: 'What it accepts, in words.' }),
        isSecret: z.boolean().meta({ description: 'It goes in, and never comes out again.' }),
        isRequired: z.boolean(),
        input: z.enum(FIELD_INPUTS).meta({
          description:
            'How it is typed in. `agreement`: true, or it is refused. `texts`: a list. `rows`: a list of `columns`.',
        }),
        choices: z.array(z.string()),
        columns: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'ConnectionKindForm' });

export const ConnectionView = z
  .object({
    connectionId: z.string(),
    name: z.string(),
    kind: z.string(),
    family: ConnectionFamily,
    ofInstallation: z
      .boolean()
      .meta({ description: "True: the installation's, which every account may use." }),
    settings: z.record(z.string(), z.unknown()),
    secrets: z
      .array(z.string())
      .meta({ description: 'Fields that are sealed, where any value of them is there.' }),
    secretsAreLost: z
      .boolean()
      .meta({ description: 'Given up with a master key that was lost: give them anew.' }),
    isPubliclyTrusted: z
      .boolean()
      .nullable()
      .meta({ description: 'Do browsers trust what it issues? Null where it is no CA.' }),
    triedAt: z.string().nullable().meta({
      description: 'When it was last let in; null: not since it was changed. Times are ISO 8601, UTC.',
    }),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'ConnectionView' });

export const RoutedConnection = z
  .object({
    connectionId: z.string(),
    name: z.string(),
  })
  .meta({ id: 'RoutedConnection' });

export const RouteView = z
  .object({
    routeId: z.string(),
    ofInstallation: z.boolean(),
    brand: z.enum(BRANDS).nullable().meta({ description: 'Null: any.' }),
    type: z.enum(CERTIFICATE_TYPES).nullable(),
    suffix: z.string().nullable().meta({ description: 'A-labels; null: any names.' }),
    connection: RoutedConnection,
    fallback: RoutedConnection.nullable().meta({
      description: 'Where a free or unpaid DV order may move, once.',
    }),
  })
  .meta({ id: 'RouteView' });
