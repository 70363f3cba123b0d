/** What is answered of users, API keys, sessions and operators' waits: the client's own views, as schemas. */
import { z } from 'zod';
import { ROLES } from '../../../domain/accounts/roles.js';
import { BRANDS, CERTIFICATE_TYPES } from '../../../domain/catalogue/words.js';
import { ORDER_STATES } from '../../../domain/orders/states.js';
import { TRACKS } from '../../../domain/orders/tracks.js';
import { WAITS } from '../../../domain/waits.js';
import { Party } from './shared.js';

export const ApiKeyView = z
  .object({
    keyId: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    state: z.enum(['live', 'expired', 'revoked']),
    madeBy: z
      .string()
      .nullable()
      .meta({ description: 'Who made it, as the log tells them; null: it was not noted' }),
    createdAt: z.string(),
    expiresAt: z.string().nullable().meta({ description: 'Null: when it is revoked' }),
    lastUsedAt: z.string().nullable().meta({ description: 'To the minute; null: never' }),
    revokedAt: z.string().nullable(),
    secrets: z
      .array(
        z.object({
          createdAt: z.string(),
          endsAt: z
            .string()
            .nullable()
            .meta({ description: 'When it counts no more; null: as long as the key' }),
        }),
      )
      .meta({ description: 'Those that count, the newest first: one, or two while the key is rotated' }),
  })
  .meta({ id: 'ApiKeyView' });

export const ShownApiKey = ApiKeyView.extend({
  secret: z.string().meta({ description: 'Shown this once' }),
}).meta({ id: 'ShownApiKey', description: 'The only answer that has the secret in it.' });

export const UserView = z
  .object({
    userId: z.string(),
    login: z.string(),
    role: z.enum(ROLES),
    account: z.string().nullable().meta({ description: 'Null: of the installation' }),
    isAtHome: z
      .boolean()
      .meta({ description: "Whether this account's owners look after password and sessions" }),
    hasPassword: z.boolean(),
    providers: z.array(z.string()).meta({ description: 'OpenID providers that know the person' }),
    roleBy: z
      .string()
      .nullable()
      .meta({ description: 'The provider whose groups gave the role; null: it was given here' }),
    signedInAt: z.string().nullable(),
    createdAt: z.string(),
  })
  .meta({ id: 'UserView' });

export const SessionView = z
  .object({
    sessionId: z.string(),
    userId: z.string(),
    login: z.string(),
    from: z.string().meta({ description: 'The address that it was opened from, as the server saw it' }),
    createdAt: z.string(),
    seenAt: z.string().meta({ description: 'To the minute' }),
    expiresAt: z.string(),
  })
  .meta({ id: 'SessionView' });

const standing = { since: z.string().nullable(), deadline: z.string().nullable() };

export const WaitView = z
  .object({
    orderId: z.string(),
    account: z.string(),
    brand: z.enum(BRANDS),
    type: z.enum(CERTIFICATE_TYPES),
    state: z.enum(ORDER_STATES),
    waitingOn: z.enum(WAITS),
    party: Party,
    ...standing,
    tracks: z.array(
      z.object({
        track: z.enum(TRACKS),
        status: z.enum(['later', 'open', 'done']),
        waitingOn: z.enum(WAITS).nullable(),
        party: Party.nullable(),
        ...standing,
      }),
    ),
    createdAt: z.string(),
  })
  .meta({ id: 'WaitView', description: "One order's wait, without anything of its form." });
