/** What is answered of orders: the client's own views, as schemas. */
import { z } from 'zod';
import {
  BRANDS,
  CERTIFICATE_TYPES,
  ORDER_PURPOSES,
  VALIDATION_METHODS,
} from '../../../domain/catalogue/words.js';
import { VERDICTS } from '../../../domain/control/findings.js';
import { ZONE_SERVICE_NAMES } from '../../../domain/control/zone-services.js';
import { ORDER_ACTS } from '../../../domain/accounts/order-acts.js';
import { ORDER_STATES } from '../../../domain/orders/states.js';
import { TRACKS } from '../../../domain/orders/tracks.js';
import { ORGANIZATION_STEPS } from '../../../domain/organization/ways.js';
import { PAYMENT_STATES } from '../../../domain/payments/words.js';
import { WAITS } from '../../../domain/waits.js';
import {
  Bilingual,
  Labels,
  NextAction,
  OrderCaView,
  OrderPages,
  Party,
  UsedConnectionView,
  ValidationFile,
  ValidationRecord,
} from './shared.js';

export const CreatedOrder = z
  .object({
    orderId: z.string(),
    warnings: z
      .array(Bilingual)
      .meta({ description: 'Good to know, no obstacle: for instance what a key password makes harder.' }),
    pages: OrderPages.meta({ description: 'Where it is looked at in a browser.' }),
    ca: OrderCaView.nullable().meta({
      description: 'Where it is placed; null of a draft, whose form decides.',
    }),
  })
  .meta({ id: 'CreatedOrder' });

export const TrackView = z
  .object({
    track: z.enum(TRACKS),
    status: z
      .enum(['done', 'later', 'open'])
      .meta({ description: '`later`: the other one comes first. `done`: the CA is satisfied.' }),
    waitingOn: z.enum(WAITS).nullable(),
    party: Party.nullable(),
    since: z.string().nullable(),
    deadline: z.string().nullable(),
    expectedBy: z
      .string()
      .nullable()
      .meta({ description: 'When the one who holds the ball is usually done.' }),
    nextAction: NextAction.nullable(),
    reason: z.string().nullable(),
    reasonChinese: z.string().nullable(),
  })
  .meta({ id: 'TrackView', description: 'One of the two proofs of an order that validates a company.' });

export const PaymentSummary = z
  .object({
    state: z.enum(PAYMENT_STATES),
    amount: z.number().meta({ description: "In the currency's smallest unit (fen)." }),
    currency: z.string(),
    owedSince: z
      .string()
      .nullable()
      .meta({ description: 'Since when it is to be given back; stays once it was.' }),
  })
  .meta({ id: 'PaymentSummary' });

export const OrderSummary = Labels.extend({
  orderId: z.string(),
  state: z.enum(ORDER_STATES),
  brand: z.enum(BRANDS),
  type: z.enum(CERTIFICATE_TYPES),
  names: z.array(z.string()).meta({ description: 'A-labels; empty until the form is submitted.' }),
  waitingOn: z
    .enum(WAITS)
    .nullable()
    .meta({ description: 'What the order waits for; null once it has ended.' }),
  party: Party.nullable().meta({ description: 'Whose turn it is.' }),
  since: z.string().nullable(),
  deadline: z.string().nullable(),
  nextAction: NextAction.nullable(),
  reason: z
    .string()
    .nullable()
    .meta({ description: 'Why the order stands here again, or why it ended as it did.' }),
  reasonChinese: z.string().nullable().meta({
    description:
      'The same in Chinese, where it is ours to say; null where the CA said it, or it was kept in English alone.',
  }),
  tracks: z.array(TrackView).meta({
    description:
      'Domain and organization, each with a wait of its own; empty where the order has one proof only, or has ended.',
  }),
  certificateId: z.string().nullable(),
  payment: PaymentSummary.nullable().meta({
    description:
      'What it costs, and how far that is paid; null where nothing is paid through this installation.',
  }),
  createdAt: z.string(),
  replacesOrderId: z.string().nullable().meta({
    description:
      'The order that this one was submitted anew for, and the one that this one was submitted anew as.',
  }),
  replacedByOrderId: z.string().nullable(),
  purpose: z
    .enum(ORDER_PURPOSES)
    .meta({ description: 'Why it was placed: a purchase, or what follows a certificate.' }),
  planId: z
    .string()
    .meta({ description: 'The plan that its certificate belongs to: the order that bought it.' }),
  predecessorCertificateId: z
    .string()
    .nullable()
    .meta({ description: "The certificate that this order's follows." }),
}).meta({
  id: 'OrderSummary',
  description: 'One order in a list, as last recorded. Times are ISO 8601, UTC.',
});

export const ChineseOfFinding = z
  .object({
    expected: z.string().optional(),
    found: z.string().optional(),
  })
  .meta({ id: 'ChineseOfFinding' });

export const FindingView = z
  .object({
    subject: z.string(),
    source: z.string().meta({ description: 'Who was asked.' }),
    question: z.string(),
    expected: z.string(),
    found: z.string(),
    chinese: ChineseOfFinding.nullable().meta({
      description:
        'Of these two, where they are sentences of ours; `findingWords` tells them all in a language.',
    }),
    verdict: z.enum(VERDICTS),
    firstCheckedAt: z.string().meta({
      description:
        'When this answer was given first; when, and how often, it was written down: at most hourly while nothing is new.',
    }),
    checkedAt: z.string(),
    times: z.number(),
  })
  .meta({ id: 'FindingView' });

export const ValidationView = z
  .object({
    name: z.string(),
    method: z.enum(VALIDATION_METHODS),
    record: ValidationRecord.nullable(),
    file: ValidationFile.nullable(),
    status: z.string().meta({ description: "`pending`, `valid`, `failed`: the CA's word." }),
    zoneHeldBy: z.enum(ZONE_SERVICE_NAMES).nullable().meta({
      description:
        'The service whose name servers answered for it at the last look; null where none is known by them, or none was asked.',
    }),
    lastFinding: FindingView.nullable().meta({
      description:
        'What the latest look found; where one look asked several servers, an answer that stands in the way comes first.',
    }),
  })
  .meta({
    id: 'ValidationView',
    description: 'The proof asked for one name: publish `record`, or serve `file`.',
  });

export const OpenAct = z
  .object({
    act: z.enum(ORDER_ACTS),
    operation: z.string().meta({
      description: 'The operation that does it; who may, `may` of the session says.',
    }),
    isAsked: z.boolean().meta({ description: 'True where the order waits for just this.' }),
  })
  .meta({ id: 'OpenAct' });

export const OrderView = OrderSummary.extend({
  acts: z.array(OpenAct).meta({
    description:
      'What can be done with it now, what is waited for first, by whom it is let in to do so. What would be refused is not in it; of what people tell, only what is waited for is.',
  }),
  validations: z.array(ValidationView),
  step: Bilingual.nullable().meta({
    description: '`Step 3 of 6: ...`; null where it ended without a certificate.',
  }),
  hints: z.array(Bilingual).meta({
    description:
      'Good to know while it waits like this: how long it takes, which number (masked) is called, where a mail comes from.',
  }),
  source: z.enum(['records', 'workflow']).meta({
    description: "`records`: the order's workflow did not answer in time; this is what it last wrote down.",
  }),
  pages: OrderPages.meta({ description: 'Where it is looked at in a browser.' }),
  ca: OrderCaView.nullable().meta({
    description: 'Where it is placed; null until the form is submitted, which decides.',
  }),
  publishesBy: z.array(UsedConnectionView).meta({
    description:
      'The connections that its proofs may be published by: a record where its longest zone is, a file wherever it may be served. Empty where it is published by hand, or by what the environment names alone.',
  }),
}).meta({ id: 'OrderView' });

export const ResubmittedOrder = z
  .object({
    orderId: z.string().meta({ description: 'The new order; with `dryRun`, the id it would have.' }),
    replacesOrderId: z.string(),
    changedFields: z
      .array(z.string())
      .meta({ description: "Fields of the form that differ from the old order's; never their values." }),
    dryRun: z.boolean(),
    warnings: z.array(Bilingual),
    pages: OrderPages.meta({
      description: 'Where the new order is looked at in a browser; nowhere with `dryRun`.',
    }),
  })
  .meta({ id: 'ResubmittedOrder' });

export const Sweep = z
  .object({
    removed: z
      .array(z.string())
      .meta({ description: 'Ids of orders that never were: rows, forms and free places are gone.' }),
    found: z
      .array(z.string())
      .meta({ description: 'Ids of orders that run, and that nobody had noted as running.' }),
  })
  .meta({ id: 'Sweep' });

export const ExplainedValidation = ValidationView.extend({
  findings: z.array(FindingView).meta({ description: 'What each source said last, obstacles first.' }),
}).meta({ id: 'ExplainedValidation' });

export const OrganizationStepView = z
  .object({
    step: z.enum(ORGANIZATION_STEPS),
    status: z.enum(['with-subscriber', 'with-ca', 'passed']),
    reason: z.string().nullable().meta({ description: 'What is missing, or why it came back.' }),
    reasonChinese: z
      .string()
      .nullable()
      .meta({ description: 'The same in Chinese, where it was told in both languages.' }),
  })
  .meta({ id: 'OrganizationStepView' });

export const OrganizationView = z
  .object({
    status: z.enum(['pending', 'valid']),
    reused: z.boolean().meta({ description: "True where an earlier order's check was taken." }),
    validatedAt: z.string().nullable(),
    checkedAt: z.string(),
    steps: z.array(OrganizationStepView).meta({ description: 'In the order in which the CA takes them.' }),
  })
  .meta({ id: 'OrganizationView' });

export const AttemptView = z
  .object({
    activity: z.string(),
    attempt: z.number(),
    lastFailure: z.string().nullable(),
    lastFailureChinese: z
      .string()
      .nullable()
      .meta({ description: 'The same in Chinese, where it is ours to say.' }),
    nextAttemptAt: z.string().nullable(),
  })
  .meta({ id: 'AttemptView' });

export const WhyView = OrderView.extend({
  validations: z.array(ExplainedValidation),
  otherFindings: z
    .array(
      z.object({
        subject: z.string(),
        source: z.string().meta({ description: 'Who was asked.' }),
        question: z.string(),
        expected: z.string(),
        found: z.string(),
        chinese: ChineseOfFinding.nullable().meta({
          description:
            'Of these two, where they are sentences of ours; `findingWords` tells them all in a language.',
        }),
        verdict: z.enum(VERDICTS),
        firstCheckedAt: z.string().meta({
          description:
            'When this answer was given first; when, and how often, it was written down: at most hourly while nothing is new.',
        }),
        checkedAt: z.string(),
        times: z.number(),
        name: z.string(),
      }),
    )
    .meta({ description: 'Findings that belong to none of the validations of today.' }),
  organization: OrganizationView.nullable().meta({
    description:
      "The CA's check of the company as last looked at; null where the CA asks nothing about one, or before the first look.",
  }),
  attempt: AttemptView.nullable().meta({
    description:
      'What the order is trying right now, as Temporal tells it; null where nothing is, or Temporal did not answer.',
  }),
  attempts: z.array(AttemptView).meta({
    description:
      'All that is being tried, the one that was tried most often first: two proofs wait side by side.',
  }),
}).meta({ id: 'WhyView', description: 'The answer to "why is this order stuck?".' });

export const CheckView = z
  .object({
    fresh: z.boolean().meta({
      description:
        'False where no answer newer than the request came in time: the look goes on, ask `why` again.',
    }),
    order: WhyView,
  })
  .meta({ id: 'CheckView' });
