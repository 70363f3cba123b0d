/** Where an order stands, as people read it; and the steps of an order that do several things at once. */
import type { OrderState } from '../../domain/orders/states.js';
import type { NextAction } from '../../domain/orders/next-action.js';
import type { OrderTrack } from '../../domain/orders/tracks.js';
import type { OrderWait, StartedWait, Wait, WaitPolicy } from '../../domain/waits.js';
import type { PlacedOrder, PlaceRequest } from './ca.js';
import type { ConfirmOutcome, ConfirmRequest } from './control.js';
import type { Lasting, StepManner } from './manner.js';

/** Local: short steps on our own database. */
export interface OrderRecordActivities {
  /** Idempotent, and never overtaken: a write whose sequence is not newer than the stored one changes nothing. */
  recordProgress(progress: ProgressRecord): Promise<void>;
  /** Idempotent: the decision of this id is the one that was taken. One that a restored database lacks stays lacking. */
  recordApproval(decisionId: string): Promise<void>;
}

export interface ProgressRecord {
  readonly orderId: string;
  /** Counts this order's writes, from 1. */
  readonly sequence: number;
  readonly state: OrderState;
  readonly waitingOn?: Wait;
  readonly since?: string;
  readonly deadline?: string;
  readonly nextAction?: NextAction;
  readonly reason?: string;
  readonly reasonChinese?: string;
  /** Domain and organization side by side, where the order has both. */
  readonly tracks?: readonly OrderTrack[];
}

/** What a step needs to pass the ball itself: it writes the turn that it led to, so that no further step has to. */
export interface NextTurn {
  /** Of this write; the order never uses the number for another one. */
  readonly sequence: number;
  /** The clocks of the waits that may come next. Another one is started, and written, by the order. */
  readonly policies: Partial<Readonly<Record<OrderWait, WaitPolicy>>>;
}

/** A turn that a step began and wrote down. Absent in the answer of a step that could not: the order does it. */
export interface PassedTurn {
  readonly state: OrderState;
  readonly wait: StartedWait;
}

/**
 * Remote: the CA, DNS and the web. Each does in one step what has no wait between it; each part is harmless when it comes
 * again, so a step that dies between any two lines is taken again from its first.
 */
export interface OrderStepActivities {
  /**
   * Tells the subscriber that the order was taken, makes key and CSR, and places the order. Dying before the placement leaves
   * at most a key, which is the one that the next try finds; from then on as `placeOrder` of CaActivities: at most once. Then
   * passes the ball.
   */
  prepareAndPlace(
    request: PlaceRequest & PassingRequest,
  ): Promise<PlacedOrder & { readonly next?: PassedTurn }>;
  /**
   * As `publishValidations`, then one look of `confirmDomainControl`, for a turn that nobody was told of. What was published
   * is noted before it is, so that dying leaves nothing that the end does not remove. Passes the ball where the CA is satisfied.
   */
  publishAndConfirm(request: ConfirmRequest & PassingRequest): Promise<PublishedOutcome>;
  /**
   * Records that the order is issued, and tells its subscriber; only then removes what was published and tells the plans, each
   * once. Never fails for one of these: `left` says what is still to be done. Taken again, it finds done what is.
   */
  concludeIssued(request: ConcludeRequest): Promise<Concluded>;
}

export interface PassingRequest extends StepManner {
  /** Absent where the order tells each turn itself. */
  readonly next?: NextTurn;
}

/** `published`: only the look is not done. */
export type PublishedOutcome =
  (ConfirmOutcome & { readonly next?: PassedTurn }) | (Lasting & { readonly published?: true });

export interface ConcludeRequest {
  readonly orderId: string;
  readonly end: ProgressRecord;
  /** Something of ours may stand in DNS or on a web server. */
  readonly removes: boolean;
  /** The plans whose lifecycles are told. */
  readonly planIds: readonly string[];
  /** ISO 8601, UTC. */
  readonly now: string;
}

export interface Concluded {
  readonly left: readonly ('record' | 'publications' | 'plans')[];
}
