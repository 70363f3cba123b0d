/** A directory's answers as they come over the wire (RFC 8555, section 7.1; RFC 9773, section 4.2). */
import { z } from 'zod';
import { WIRE_CHARACTERS, WIRE_ENTRIES } from '../../../../domain/answer-limits.js';
import { exactText, words } from '../../../wire.js';

/** A directory that leads to plain HTTP is none (RFC 8555, section 6.1). */
const httpsUrl = () => z.url({ protocol: /^https$/ }).max(WIRE_CHARACTERS.url);

/** Times come with fractions, and with other offsets than Z. */
const time = () =>
  z
    .string()
    .max(WIRE_CHARACTERS.instant)
    .refine((text) => /^2\d{3}-/.test(text) && !Number.isNaN(Date.parse(text)), 'is no time')
    .transform((text) => new Date(text).toISOString());

const WireIdentifier = z.object({
  type: z.string().max(WIRE_CHARACTERS.identifier),
  value: z.string().min(1).max(WIRE_CHARACTERS.name),
});
export type WireIdentifier = z.output<typeof WireIdentifier>;

export interface WireProblem {
  readonly type: string;
  readonly detail?: string | undefined;
  readonly identifier?: WireIdentifier | undefined;
  readonly subproblems?: readonly WireProblem[] | undefined;
}

const OneProblem = z.object({
  type: exactText(WIRE_CHARACTERS.identifier),
  detail: words().optional(),
  identifier: WireIdentifier.optional().catch(undefined),
});

/** Problems of problems say nothing more (RFC 8555, section 6.7.1). */
export const WireProblem: z.ZodType<WireProblem> = OneProblem.extend({
  subproblems: z.array(OneProblem).max(WIRE_ENTRIES.validations).optional().catch(undefined),
});

export const WireDirectory = z.object({
  newNonce: httpsUrl(),
  newAccount: httpsUrl(),
  newOrder: httpsUrl(),
  revokeCert: httpsUrl(),
  keyChange: httpsUrl(),
  renewalInfo: httpsUrl().optional(),
  meta: z
    .object({
      termsOfService: z.string().max(WIRE_CHARACTERS.url).optional().catch(undefined),
      caaIdentities: z
        .array(exactText(WIRE_CHARACTERS.name))
        .max(WIRE_ENTRIES.page)
        .optional()
        .catch(undefined),
      externalAccountRequired: z.boolean().optional().catch(undefined),
      profiles: z.record(z.string().max(WIRE_CHARACTERS.name), z.unknown()).optional().catch(undefined),
    })
    .optional(),
});
export type WireDirectory = z.output<typeof WireDirectory>;

export const WireAccount = z.object({
  status: z.enum(['valid', 'deactivated', 'revoked']),
  orders: httpsUrl().optional().catch(undefined),
});
export type WireAccount = z.output<typeof WireAccount>;

export const WireOrder = z.object({
  /** From the header `Location`, where the order is made: the library puts it there. */
  url: httpsUrl(),
  status: z.enum(['pending', 'ready', 'processing', 'valid', 'invalid']),
  identifiers: z.array(WireIdentifier).min(1).max(WIRE_ENTRIES.validations),
  authorizations: z.array(httpsUrl()).max(WIRE_ENTRIES.validations),
  finalize: httpsUrl(),
  certificate: httpsUrl().optional(),
  error: WireProblem.optional().catch(undefined),
});
export type WireOrder = z.output<typeof WireOrder>;

const WireChallenge = z.object({
  type: z.string().max(WIRE_CHARACTERS.identifier),
  url: httpsUrl(),
  status: z.enum(['pending', 'processing', 'valid', 'invalid']),
  /** RFC 8555, section 8.1: base64url. Challenges of other kinds have none. */
  token: z
    .string()
    .max(WIRE_CHARACTERS.identifier)
    .regex(/^[A-Za-z0-9_-]+$/)
    .optional(),
  validated: time().optional().catch(undefined),
  error: WireProblem.optional().catch(undefined),
});
export type WireChallenge = z.output<typeof WireChallenge>;

export const WireAuthorization = z.object({
  url: httpsUrl(),
  identifier: WireIdentifier,
  status: z.enum(['pending', 'valid', 'invalid', 'deactivated', 'expired', 'revoked']),
  wildcard: z.boolean().optional(),
  challenges: z.array(WireChallenge).max(WIRE_ENTRIES.page),
});
export type WireAuthorization = z.output<typeof WireAuthorization>;

export const WireOrdersList = z.object({ orders: z.array(httpsUrl()).max(10_000) });

export const WireRenewalInfo = z.object({
  suggestedWindow: z
    .object({ start: time(), end: time() })
    .refine(({ start, end }) => Date.parse(start) < Date.parse(end), 'ends before it begins'),
  explanationURL: z
    .url({ protocol: /^https?$/ })
    .max(WIRE_CHARACTERS.url)
    .optional()
    .catch(undefined),
});
