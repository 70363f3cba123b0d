/** The development CA's answers as they come over the wire, and their reading into our words. */
import { z } from 'zod';
import { WIRE_CHARACTERS, WIRE_ENTRIES } from '../../../../domain/answer-limits.js';
import { REVOCATION_PROOFS } from '../../../../domain/revocation/words.js';
import { VALIDATION_METHODS } from '../../../../domain/catalogue/words.js';
import { ORGANIZATION_STEPS } from '../../../../domain/organization/ways.js';
import { exactText, identifier, instant, listOf, words } from '../../../wire.js';
import type { CaOrder, CaOrderPage, CaRevocation, IssuedChain } from '../../certificate-authority.js';

const WireValidation = z.object({
  name: z.string().min(1).max(WIRE_CHARACTERS.name),
  method: z.enum(VALIDATION_METHODS),
  status: z.enum(['pending', 'valid', 'failed']),
  detail: words().optional(),
  detailChinese: words().optional(),
  issuedAt: instant(),
  record: z
    .object({
      type: z.enum(['TXT', 'CNAME']),
      name: exactText(WIRE_CHARACTERS.name),
      value: exactText(WIRE_CHARACTERS.recordValue),
    })
    .optional(),
  file: z
    .object({
      url: z.url({ protocol: /^https?$/ }).max(WIRE_CHARACTERS.url),
      content: exactText(WIRE_CHARACTERS.fileContent),
    })
    .optional(),
  validatedAt: instant().optional(),
  reused: z.boolean().optional(),
});
const WireValidations = listOf(WireValidation, WIRE_ENTRIES.validations, ({ name }) => name);

/** The same file may come again, as a later version: its hash is no key. */
const WireLetter = z.object({
  sha256: z
    .string()
    .max(WIRE_CHARACTERS.sha256)
    .regex(/^[0-9a-f]{64}$/),
  status: z.enum(['in-review', 'accepted', 'rejected']),
  reason: words().optional(),
  reasonChinese: words().optional(),
});
const WireLetters = listOf(WireLetter, WIRE_ENTRIES.letters);

const WireStep = z.object({
  step: z.enum(ORGANIZATION_STEPS),
  status: z.enum(['with-subscriber', 'with-ca', 'passed']),
  detail: words().optional(),
  detailChinese: words().optional(),
  pageLocked: z.boolean().optional(),
});

const WireOrganization = z.object({
  status: z.enum(['pending', 'valid']),
  validatedAt: instant().optional(),
  reused: z.boolean(),
  steps: listOf(WireStep, WIRE_ENTRIES.steps, ({ step }) => step),
  letters: WireLetters,
});

export const WireOrder = z.object({
  id: identifier(),
  reference: identifier(),
  names: listOf(z.string().min(1).max(WIRE_CHARACTERS.name), WIRE_ENTRIES.names, (name) => name),
  status: z.enum(['validating', 'issuing', 'issued', 'refused', 'cancelled']),
  reason: words().optional(),
  reasonChinese: words().optional(),
  validations: WireValidations,
  organization: WireOrganization.optional(),
  revokedAt: instant().optional(),
});

export const WireOrderList = z.object({
  orders: listOf(WireOrder, WIRE_ENTRIES.orders, ({ reference }) => reference),
});

export const WireOrderPage = z.object({
  orders: listOf(
    WireOrder.pick({ id: true, reference: true, status: true }),
    WIRE_ENTRIES.page,
    ({ reference }) => reference,
  ),
  next: identifier().optional(),
});

export const WireRevocation = z.object({
  /** Whose certificate it is about: the CA's id of the order. */
  orderId: identifier(),
  status: z.enum(['pending', 'revoked', 'refused']),
  proof: z.enum(REVOCATION_PROOFS),
  turn: z.enum(['subscriber', 'ca']).optional(),
  validations: WireValidations,
  letters: WireLetters,
  revokedAt: instant().optional(),
  detail: words().optional(),
  detailChinese: words().optional(),
});

/** None or one: the first request for an order stands. */
export const WireRevocationList = z.object({
  revocations: listOf(WireRevocation, WIRE_ENTRIES.revocations, ({ orderId }) => orderId),
});

const certificatePem = () => z.string().max(WIRE_CHARACTERS.pem).startsWith('-----BEGIN CERTIFICATE-----');

export const WireCertificate = z.object({
  orderId: identifier(),
  certificate: certificatePem(),
  chain: certificatePem(),
  root: certificatePem().optional(),
  encryption: z
    .object({ certificate: certificatePem(), envelopedKey: z.base64().max(WIRE_CHARACTERS.envelopedKey) })
    .optional(),
});

export const WireError = z.object({
  error: z.object({
    code: identifier(),
    message: words(),
    /** This CA speaks both languages. */
    chinese: z.object({ message: words() }).optional(),
  }),
});

export function readOrder({ id, revokedAt: _, ...order }: z.infer<typeof WireOrder>): CaOrder {
  return { caReference: id, ...order };
}

export function readOrderPage({ orders, next }: z.infer<typeof WireOrderPage>): CaOrderPage {
  return {
    orders: orders.map(({ id, reference, status }) => ({ caReference: id, reference, status })),
    ...(next !== undefined && { next }),
  };
}

export function readRevocation({ orderId: _, ...revocation }: z.infer<typeof WireRevocation>): CaRevocation {
  return revocation;
}

export function readChain(wire: z.infer<typeof WireCertificate>): IssuedChain {
  const { certificate, chain, root, encryption } = wire;
  return {
    certificatePem: certificate,
    chainPem: chain,
    rootPem: root,
    ...(encryption && {
      encryption: { certificatePem: encryption.certificate, envelopedKey: encryption.envelopedKey },
    }),
  };
}
