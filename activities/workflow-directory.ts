/** What an operator's look at the stores asks of Temporal. Made of a Temporal client in worker/. */
import type { OrderWorkflow } from '../domain/stores/order-diagnosis.js';
import type { Submission } from '../domain/orders/terms.js';
import type {
  CertificateOrderInput,
  CertificateRevocationInput,
  OrderRecollection,
  RevocationStatus,
} from '../workflows/activity-contract/stores.js';

export interface ListedOrderWorkflow extends OrderWorkflow {
  readonly orderId: string;
  /** Null in workflows that say no account. */
  readonly account: string | null;
}

export interface RevocationWorkflow {
  readonly runs: boolean;
  readonly waitingOn: string | null;
}

/** `none`: there is none, or its history is no longer kept. */
export type WorkflowStanding = 'runs' | 'ended' | 'none';

/** Throws OrderFailure `TemporalUnavailable`. Lists may be seconds old; everything else is exact. */
export interface WorkflowDirectory {
  /** Of every order that Temporal still has: the newest run. */
  listOrders(): AsyncIterable<ListedOrderWorkflow>;
  order(orderId: string): Promise<ListedOrderWorkflow | undefined>;
  /** Needs a worker. Undefined where there is no such workflow, or it is older than this question. */
  recollectionOf(orderId: string): Promise<OrderRecollection | undefined>;
  /** Starts the order anew; a workflow of its id that runs is stopped first. */
  startOrderAnew(input: CertificateOrderInput): Promise<void>;
  /** Hands the form to an order that waits for it. */
  submit(orderId: string, submission: Submission): Promise<void>;

  /** Ids of revocations whose workflow runs. */
  listRevocations(): AsyncIterable<string>;
  revocation(revocationId: string): Promise<RevocationWorkflow | undefined>;
  /** As its workflow tells it, also where that has ended. Needs a worker. */
  revocationStatusOf(revocationId: string): Promise<RevocationStatus | undefined>;
  startRevocationAnew(
    input: CertificateRevocationInput,
    of: { readonly orderId: string; readonly account: string; readonly names: readonly string[] },
  ): Promise<void>;

  lifecycle(planId: string): Promise<WorkflowStanding>;
  delivery(noticeId: string): Promise<WorkflowStanding>;
}
