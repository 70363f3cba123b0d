/** The development CA's answers as they come over the wire, and their reading into our words. */
import { z } from 'zod';
import { REVOCATION_PROOFS } from '../../../../domain/revocation/words.js';
import { VALIDATION_METHODS } from '../../../../domain/catalogue/words.js';
import { ORGANIZATION_STEPS } from '../../../../domain/organization/ways.js';
import type { CaOrder, CaRevocation, CaValidation, IssuedChain } from '../../certificate-authority.js';

const WireValidation = z.object({
  name: z.string().min(1),
  method: z.enum(VALIDATION_METHODS),
  status: z.enum(['pending', 'valid', 'failed']),
  detail: z.string().optional(),
  issuedAt: z.iso.datetime(),
  record: z
    .object({ type: z.enum(['TXT', 'CNAME']), name: z.string().min(1), value: z.string().min(1) })
    .optional(),
  file: z.object({ url: z.url(), content: z.string().min(1) }).optional(),
  validatedAt: z.iso.datetime().optional(),
  reused: z.boolean().optional(),
});

const WireLetter = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  status: z.enum(['in-review', 'accepted', 'rejected']),
  reason: z.string().optional(),
});

const WireOrganization = z.object({
  status: z.enum(['pending', 'valid']),
  validatedAt: z.iso.datetime().optional(),
  reused: z.boolean(),
  steps: z.array(
    z.object({
      step: z.enum(ORGANIZATION_STEPS),
      status: z.enum(['with-subscriber', 'with-ca', 'passed']),
      detail: z.string().optional(),
    }),
  ),
  letters: z.array(WireLetter),
});

export const WireOrder = z.object({
  id: z.string().min(1),
  reference: z.string(),
  status: z.enum(['validating', 'issuing', 'issued', 'refused', 'cancelled']),
  reason: z.string().optional(),
  validations: z.array(WireValidation),
  organization: WireOrganization.optional(),
});

export const WireOrderList = z.object({ orders: z.array(WireOrder) });

export const WireRevocation = z.object({
  status: z.enum(['pending', 'revoked', 'refused']),
  proof: z.enum(REVOCATION_PROOFS),
  turn: z.enum(['subscriber', 'ca']).optional(),
  validations: z.array(WireValidation),
  letters: z.array(WireLetter),
  revokedAt: z.iso.datetime().optional(),
  detail: z.string().optional(),
});

/** None or one: the first request for an order stands. */
export const WireRevocationList = z.object({ revocations: z.array(WireRevocation) });

export const WireCertificate = z.object({
  certificate: z.string().startsWith('-----BEGIN CERTIFICATE-----'),
  chain: z.string().startsWith('-----BEGIN CERTIFICATE-----'),
  root: z.string().startsWith('-----BEGIN CERTIFICATE-----').optional(),
  encryption: z
    .object({ certificate: z.string().startsWith('-----BEGIN CERTIFICATE-----'), envelopedKey: z.base64() })
    .optional(),
});

export const WireError = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export function readOrder(order: z.infer<typeof WireOrder>): CaOrder {
  return {
    caReference: order.id,
    status: order.status,
    ...(order.reason === undefined ? {} : { reason: order.reason }),
    validations: readValidations(order),
    ...(order.organization ? { organization: order.organization } : {}),
  };
}

export function readValidations(order: z.infer<typeof WireOrder>): CaValidation[] {
  return order.validations;
}

export function readRevocation(revocation: z.infer<typeof WireRevocation>): CaRevocation {
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
