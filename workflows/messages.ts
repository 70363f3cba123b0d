/** How the world speaks to an order: updates are requests that can be refused, queries are nouns. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ValidationMethod } from '../domain/catalogue/words.js';
import type { Submission } from '../domain/orders/terms.js';
import type { OrderInput } from '../domain/orders/workflow-input.js';
import type { OrganizationPart } from '../domain/organization/ways.js';
import type { FinalState, OrderState } from '../domain/orders/states.js';
import type { ApprovalTerms, ApprovalVerdict } from '../domain/orders/approval.js';
import type { DomainValidation } from '../domain/control/validations.js';
import type { NextAction } from '../domain/orders/next-action.js';
import type { OrderTrack } from '../domain/orders/tracks.js';
import type { RevocationWaitPolicies, Wait } from '../domain/waits.js';
import {
  CERTIFICATE_CHANGED_SIGNAL,
  ORDER_RECOLLECTION_QUERY,
  REVOCATION_RECOLLECTION_QUERY,
  STEP_LASTS_SIGNAL,
} from '../domain/workflow-names.js';
import type { RevocationStatus } from '../domain/revocation/stand.js';
import type { StoreFinding } from '../domain/stores/words.js';
import type { NoticeChannelName } from '../domain/notices/words.js';

export * from '../domain/workflow-names.js';
export type { RevocationStatus } from '../domain/revocation/stand.js';

export const TASK_QUEUE = 'sealflow-orders';

/** What an order is started with. Ids and public values only. */
export interface CertificateOrderInput extends OrderInput {
  /** Present where the order was started once before, and its workflow was lost: it is to end so, with all that this asks for. */
  readonly recovery?: OrderRecovery;
}

/** The end of an order whose own workflow can't carry it out any more (docs/operating.md). */
export interface OrderRecovery {
  readonly state: FinalState;
  readonly reason?: string;
  /** Where the reason is ours (domain/told.ts). */
  readonly reasonChinese?: string;
  /** Of an issued one. */
  readonly certificateId?: string;
  /** What the CA may have issued is of use to nobody: it is revoked. */
  readonly keyIsLost?: boolean;
  /** Issued, and its money is owed all the same. */
  readonly givesBack?: boolean;
}

/** What an order's workflow knows of the order: enough to write its row anew. The answer of the query `orderRecollection`. */
export interface OrderRecollection {
  readonly input: CertificateOrderInput;
  /** Also where it was handed in later. */
  readonly submission?: Submission;
  readonly status: OrderStatus;
  /** Of its last write. */
  readonly sequence: number;
}

/** What a lifecycle is started with: everything else is in the records. */
export interface CertificateLifecycleInput {
  readonly planId: string;
  /** Steps taken before the history was begun anew. */
  readonly steps?: number;
}

export interface CertificateRevocationInput {
  readonly revocationId: string;
  readonly certificateId: string;
  readonly waits: RevocationWaitPolicies;
  /** Absent where nobody has to approve it; the order that the certificate was issued for then stands beside it. */
  readonly approval?: ApprovalTerms;
  readonly orderId?: string;
}

/** One difference, to be mended as `finding.repair` says, where that is still so. */
export interface StoresRepairInput {
  readonly finding: StoreFinding;
}

export interface NoticeDeliveryInput {
  readonly noticeId: string;
  readonly channels: readonly NoticeChannelName[];
}

/** One order as it stands now; the answer of the query `orderStatus` and of every update. */
export interface OrderStatus {
  readonly orderId: string;
  readonly state: OrderState;
  readonly waitingOn?: Wait;
  readonly since?: string;
  readonly deadline?: string;
  readonly nextAction?: NextAction;
  readonly reason?: string;
  /** Where the reason is ours (domain/told.ts). */
  readonly reasonChinese?: string;
  readonly validations: readonly DomainValidation[];
  readonly certificateId?: string;
  /** Domain and organization, each with its own wait, where both are validated. The fields above tell the most pressing. */
  readonly tracks?: readonly OrderTrack[];
}

/** The form, sent once. Refused with type `RefusedInThisState` when it was submitted before. */
export const submitOrder = defineUpdate<OrderStatus, [Submission]>('submitOrder');

/** Look again now instead of at the next interval. Refused when the order waits for nothing that can be looked at. */
export const checkNow = defineUpdate<OrderStatus>('checkNow');

/** Prove control in another way, in place. Refused for a method the names or terms don't allow (`InvalidInput`). */
export const changeValidationMethod = defineUpdate<OrderStatus, [ValidationMethod]>('changeValidationMethod');

/**
 * An approver's word on an order, or a revocation, that waits for it. Who that is was checked, and is on record under the decision's id.
 * The same decision again is taken as it was; refused once it is decided otherwise, withdrawn, or over.
 */
export const decideApproval = defineUpdate<'taken', [ApprovalVerdict]>('decideApproval');

/**
 * Withdraw the order. Refused once it has ended. Issuance may win the race: the order's end tells. Takes no free text:
 * what people write has personal data in it, and histories must not.
 */
export const cancelOrder = defineUpdate<OrderStatus, [CancelRequest | undefined]>('cancelOrder');

export interface CancelRequest {
  /** Where issuance wins the race: the certificate is revoked at once and the payment given back. Default: it is kept. */
  readonly revokeIfIssued?: boolean;
}

/**
 * Put the check of the organization right, in place: another contact, another channel of a phone check. The details are
 * personal data: they are stored first, and named here by their id. Refused where the brand does not allow it.
 */
export const repairOrganization = defineUpdate<OrderStatus, [OrganizationRepair]>('repairOrganization');

export interface OrganizationRepair {
  readonly part: Exclude<OrganizationPart, 'letter'>;
  readonly detailsId: string;
}

/*
 * Facts of life: signals that anyone may send, early, twice, late or wrongly. They make the order look at once; what the CA
 * says decides. Ids and bare facts only, never a phone, an address, a person's words.
 */

/** A stamped letter or application form was stored in the database under this id. */
export const confirmationLetterUploaded = defineSignal<[{ readonly letterId: string }]>(
  'confirmationLetterUploaded',
);
/** A link in one of the CA's mails was followed and its code entered; which one, where known. */
export const emailConfirmed = defineSignal<[{ readonly email?: 1 | 2 }?]>('emailConfirmed');
/** The CA's link in the mailbox given with the order was followed. */
export const mailboxConfirmed = defineSignal('mailboxConfirmed');
/** The CA phoned, or wrote, and was answered or not. */
export const phoneCheckReported =
  defineSignal<[{ readonly result?: 'answered' | 'missed' }?]>('phoneCheckReported');

/** The step that belongs to the turn of this number lasts; of a turn that is over, it says nothing. */
export const stepLasts = defineSignal<[number]>(STEP_LASTS_SIGNAL);

/** Something about a plan's certificates is new in the records: the lifecycle looks and decides anew. */
export const certificateChanged = defineSignal(CERTIFICATE_CHANGED_SIGNAL);

/** A stamped letter that asks for the revocation was stored; or anything else that makes a look at the CA worth while. */
export const revocationChanged = defineSignal('revocationChanged');

export const orderStatus = defineQuery<OrderStatus>('orderStatus');
export const orderRecollection = defineQuery<OrderRecollection>(ORDER_RECOLLECTION_QUERY);
export const revocationStatus = defineQuery<RevocationStatus>('revocationStatus');
export const revocationRecollection = defineQuery<RevocationStatus>(REVOCATION_RECOLLECTION_QUERY);
