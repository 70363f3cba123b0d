/** What a client is shown. Every key is always there, `null` where it doesn't apply, so that scripts may rely on it. */
import type { ChineseOfFinding, Verdict } from '../../domain/control/findings.js';
import type { Brand, CertificateType, ValidationMethod, OrderPurpose } from '../../domain/catalogue/words.js';
import type { ValidationFile, ValidationRecord } from '../../domain/control/validations.js';
import type { ZoneService } from '../../domain/control/zone-services.js';
import type { OrganizationStep } from '../../domain/organization/ways.js';
import type { OpenAct } from '../../domain/accounts/order-acts.js';
import type { OrderState } from '../../domain/orders/states.js';
import type { Bilingual } from '../../domain/bilingual.js';
import type { ShownAction } from '../../domain/orders/next-action.js';
import type { OrderPages } from '../../domain/orders/pages.js';
import type { Labels } from '../../domain/orders/labels.js';
import type { PaymentState } from '../../domain/payments/words.js';
import type { TrackName } from '../../domain/orders/tracks.js';
import type { Party, Wait } from '../../domain/waits.js';
import type { OrderCaView, UsedConnectionView } from '../connections/ca-of-order.js';

/** One order in a list, as last recorded. Times are ISO 8601, UTC. */
export interface OrderSummary extends Labels {
  readonly orderId: string;
  readonly state: OrderState;
  readonly brand: Brand;
  readonly type: CertificateType;
  /** A-labels; empty until the form is submitted. */
  readonly names: readonly string[];
  /** What the order waits for; null once it has ended. */
  readonly waitingOn: Wait | null;
  /** Whose turn it is. */
  readonly party: Party | null;
  readonly since: string | null;
  readonly deadline: string | null;
  readonly nextAction: ShownAction | null;
  /** Why the order stands here again, or why it ended as it did. */
  readonly reason: string | null;
  /** The same in Chinese, where it is ours to say; null where the CA said it, or it was kept in English alone. */
  readonly reasonChinese: string | null;
  /** Domain and organization, each with a wait of its own; empty where the order has one proof only, or has ended. */
  readonly tracks: readonly TrackView[];
  readonly certificateId: string | null;
  /** What it costs, and how far that is paid; null where nothing is paid through this installation. */
  readonly payment: PaymentSummary | null;
  readonly createdAt: string;
  /** The order that this one was submitted anew for, and the one that this one was submitted anew as. */
  readonly replacesOrderId: string | null;
  readonly replacedByOrderId: string | null;
  /** Why it was placed: a purchase, or what follows a certificate. */
  readonly purpose: OrderPurpose;
  /** The plan that its certificate belongs to: the order that bought it. */
  readonly planId: string;
  /** The certificate that this order's follows. */
  readonly predecessorCertificateId: string | null;
}

export interface PaymentSummary {
  readonly state: PaymentState;
  /** In the currency's smallest unit (fen). */
  readonly amount: number;
  readonly currency: string;
  /** Since when it is to be given back; stays once it was. */
  readonly owedSince: string | null;
}

/** One of the two proofs of an order that validates a company. */
export interface TrackView {
  readonly track: TrackName;
  /** `later`: the other one comes first. `done`: the CA is satisfied. */
  readonly status: 'later' | 'open' | 'done';
  readonly waitingOn: Wait | null;
  readonly party: Party | null;
  readonly since: string | null;
  readonly deadline: string | null;
  /** When the one who holds the ball is usually done. */
  readonly expectedBy: string | null;
  readonly nextAction: ShownAction | null;
  readonly reason: string | null;
  readonly reasonChinese: string | null;
}

export interface OrderView extends OrderSummary {
  /** What can be done with it now, what is waited for first, by whom it is let in to do so. */
  readonly acts: readonly OpenAct[];
  readonly validations: readonly ValidationView[];
  /** `Step 3 of 6: ...`; null where it ended without a certificate. */
  readonly step: Bilingual | null;
  /** Good to know while it waits like this: how long it takes, which number (masked) is called, where a mail comes from. */
  readonly hints: readonly Bilingual[];
  /** `records`: the order's workflow did not answer in time; this is what it last wrote down. */
  readonly source: 'workflow' | 'records';
  /** Where it is looked at in a browser. */
  readonly pages: OrderPages;
  /** Where it is placed; null until the form is submitted, which decides. */
  readonly ca: OrderCaView | null;
  /**
   * The connections that its proofs may be published by: a record where its longest zone is, a file wherever it may be served.
   * Empty where it is published by hand, or by what the environment names alone.
   */
  readonly publishesBy: readonly UsedConnectionView[];
}

/** The proof asked for one name: publish `record`, or serve `file`. */
export interface ValidationView {
  readonly name: string;
  readonly method: ValidationMethod;
  readonly record: ValidationRecord | null;
  readonly file: ValidationFile | null;
  /** `pending`, `valid`, `failed`: the CA's word. */
  readonly status: string;
  /** The service whose name servers answered for it at the last look; null where none is known by them, or none was asked. */
  readonly zoneHeldBy: ZoneService | null;
  /** What the latest look found; where one look asked several servers, an answer that stands in the way comes first. */
  readonly lastFinding: FindingView | null;
}

export interface FindingView {
  readonly subject: string;
  /** Who was asked. */
  readonly source: string;
  readonly question: string;
  readonly expected: string;
  readonly found: string;
  /** Of these two, where they are sentences of ours; `findingWords` tells them all in a language. */
  readonly chinese: ChineseOfFinding | null;
  readonly verdict: Verdict;
  /** When this answer was given first; when, and how often, it was written down: at most hourly while nothing is new. */
  readonly firstCheckedAt: string;
  readonly checkedAt: string;
  readonly times: number;
}

/** The answer to "why is this order stuck?". */
export interface WhyView extends OrderView {
  readonly validations: readonly ExplainedValidation[];
  /** Findings that belong to none of the validations of today. */
  readonly otherFindings: readonly (FindingView & { readonly name: string })[];
  /** The CA's check of the company as last looked at; null where the CA asks nothing about one, or before the first look. */
  readonly organization: OrganizationView | null;
  /** What the order is trying right now, as Temporal tells it; null where nothing is, or Temporal did not answer. */
  readonly attempt: AttemptView | null;
  /** All that is being tried, the one that was tried most often first: two proofs wait side by side. */
  readonly attempts: readonly AttemptView[];
}

export interface OrganizationView {
  readonly status: 'pending' | 'valid';
  /** True where an earlier order's check was taken. */
  readonly reused: boolean;
  readonly validatedAt: string | null;
  readonly checkedAt: string;
  /** In the order in which the CA takes them. */
  readonly steps: readonly OrganizationStepView[];
}

export interface OrganizationStepView {
  readonly step: OrganizationStep;
  readonly status: 'with-subscriber' | 'with-ca' | 'passed';
  /** What is missing, or why it came back. */
  readonly reason: string | null;
  /** The same in Chinese, where it was told in both languages. */
  readonly reasonChinese: string | null;
}

export interface ExplainedValidation extends ValidationView {
  /** What each source said last, obstacles first. */
  readonly findings: readonly FindingView[];
}

export interface AttemptView {
  readonly activity: string;
  readonly attempt: number;
  readonly lastFailure: string | null;
  /** The same in Chinese, where it is ours to say. */
  readonly lastFailureChinese: string | null;
  readonly nextAttemptAt: string | null;
}

export interface CheckView {
  /** False where no answer newer than the request came in time: the look goes on, ask `why` again. */
  readonly fresh: boolean;
  readonly order: WhyView;
}
