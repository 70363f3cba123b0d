/** What the development CA answers, as far as the double reads it. */
import { z } from 'zod';

const Validation = z.object({
  name: z.string(),
  status: z.enum(['pending', 'valid', 'failed']),
  detail: z.string().optional(),
  validatedAt: z.string().optional(),
  record: z.object({ type: z.enum(['TXT', 'CNAME']), name: z.string(), value: z.string() }).optional(),
  file: z.object({ url: z.string(), content: z.string() }).optional(),
});

export const CaOrderBody = z.object({
  id: z.string(),
  reference: z.string(),
  status: z.enum(['validating', 'issuing', 'issued', 'refused', 'cancelled']),
  reason: z.string().optional(),
  /** There where the words are the CA's own, not those of somebody at a desk. */
  reasonChinese: z.string().optional(),
  validations: z.array(Validation),
  organization: z
    .object({
      status: z.enum(['pending', 'valid']),
      steps: z.array(
        z.object({
          step: z.string(),
          status: z.enum(['with-subscriber', 'with-ca', 'passed']),
          detail: z.string().optional(),
        }),
      ),
      letters: z.array(z.object({ sha256: z.string(), status: z.string(), reason: z.string().optional() })),
    })
    .optional(),
});
export type CaOrder = z.infer<typeof CaOrderBody>;

export const CaRevocationBody = z.object({
  status: z.enum(['pending', 'revoked', 'refused']),
  proof: z.enum(['domain-control', 'letter', 'manual-review']),
  turn: z.enum(['subscriber', 'ca']).optional(),
  revokedAt: z.string().optional(),
  validations: z.array(Validation),
});
export type CaRevocation = z.infer<typeof CaRevocationBody>;

export const CaRevocationsBody = z.object({ revocations: z.array(CaRevocationBody) });

export const CaCertificateBody = z.object({
  certificate: z.string(),
  chain: z.string(),
  root: z.string(),
  encryption: z.object({ certificate: z.string(), envelopedKey: z.string() }).optional(),
});

export const CaErrorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    chinese: z.object({ message: z.string() }).optional(),
  }),
});
