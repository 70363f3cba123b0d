/** What is answered of plans: the client's own views, as schemas. */
import { z } from 'zod';
import { BRANDS, CERTIFICATE_TYPES, ORDER_PURPOSES } from '../../../domain/catalogue/words.js';
import { CERTIFICATE_STATES } from '../../../domain/certificates/words.js';
import { Bilingual } from './shared.js';

export const PlanSummaryRecord = z
  .object({
    planId: z.string(),
    kind: z.enum(['uploaded', 'single', 'series']),
    brand: z.enum(BRANDS).nullable().meta({ description: 'Null for a certificate from elsewhere.' }),
    type: z.enum(CERTIFICATE_TYPES).nullable(),
    names: z.array(z.string()),
    years: z.number(),
    beginsAt: z.string().meta({ description: 'ISO 8601, UTC.' }),
    endsAt: z.string(),
    autoRenew: z.boolean(),
    keepsConfiguration: z.boolean(),
    reissueBeforeDays: z.number().nullable().meta({ description: "Null: the house's own schedule." }),
    certificates: z.number(),
  })
  .meta({ id: 'PlanSummaryRecord' });

export const PlanCertificateView = z
  .object({
    certificateId: z.string(),
    orderId: z.string().nullable(),
    purpose: z
      .enum(ORDER_PURPOSES)
      .nullable()
      .meta({ description: 'Why its order was placed; null for a certificate from elsewhere.' }),
    state: z.enum(CERTIFICATE_STATES),
    notBefore: z.string().meta({ description: 'ISO 8601, UTC.' }),
    notAfter: z.string(),
    replacedBy: z.string().nullable(),
  })
  .meta({ id: 'PlanCertificateView' });

export const PlannedCertificateView = z
  .object({
    number: z.number().meta({ description: "Which of the plan's certificates." }),
    notBefore: z.string().meta({ description: 'ISO 8601, UTC.' }),
    notAfter: z.string(),
    needsPeople: z.boolean().meta({ description: 'Somebody will be asked for something.' }),
  })
  .meta({ id: 'PlannedCertificateView' });

export const LifecycleStep = z
  .union([
    z.object({
      do: z.literal('announce-expiry'),
      at: z.string(),
      certificateId: z.string(),
      days: z.number(),
    }),
    z.object({
      do: z.literal('announce-expired'),
      at: z.string(),
      certificateId: z.string(),
    }),
    z.object({
      do: z.literal('reissue'),
      at: z.string(),
      number: z.number(),
      attempt: z.number(),
    }),
    z.object({
      do: z.literal('renew'),
      at: z.string(),
      attempt: z.number(),
    }),
    z.object({
      do: z.literal('announce-renewal'),
      at: z.string(),
      certificateId: z.string(),
      renewsAt: z.string(),
      amount: z.number().meta({ description: "In the currency's smallest unit (fen)." }),
      currency: z.literal('CNY'),
    }),
    z.object({
      do: z.literal('announce-place-released'),
      at: z.string(),
      certificateId: z.string(),
    }),
    z.object({
      do: z.literal('wait'),
    }),
    z.object({
      do: z.literal('end'),
      reason: z.string(),
    }),
  ])
  .meta({
    id: 'LifecycleStep',
    description:
      'What a lifecycle does next. It is decided once, by an activity, and stands in the history. `at`: ISO 8601, UTC.',
  });

export const RenewalWindowView = z
  .object({
    start: z.string().meta({ description: 'ISO 8601, UTC.' }),
    end: z.string(),
    explanationUrl: z.string().nullable().meta({ description: "A page of the CA's that tells why." }),
  })
  .meta({ id: 'RenewalWindowView' });

export const PlanView = PlanSummaryRecord.extend({
  issued: z.array(PlanCertificateView).meta({ description: 'Oldest first.' }),
  orderUnderWay: z.string().nullable().meta({
    description: 'An order for the next certificate, or for what takes its place, that is under way.',
  }),
  planned: z.array(PlannedCertificateView).meta({
    description:
      "What will follow the certificate of today, if each is issued when it is scheduled; none where that can't be foreseen.",
  }),
  nextStep: LifecycleStep.meta({ description: "As the plan's lifecycle would decide now." }),
  nextStepInWords: Bilingual,
  renewalWindow: RenewalWindowView.nullable().meta({
    description: 'When the CA wants the certificate of today replaced; null where it names no such time.',
  }),
}).meta({ id: 'PlanView' });
