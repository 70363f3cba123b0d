/** What an order's workflow is started with, written once for everyone who starts one: the door, a plan, an operator's repair. */
import type { Brand, CertificateType } from '../catalogue/words.js';
import type { StartedWait, WaitPolicy } from '../waits.js';
import type { Submission } from './terms.js';
import { WAIT_POLICIES } from './wait-policies.js';

/** Ids and public values only: it stays in the history for years. */
export interface OrderInput {
  readonly orderId: string;
  readonly account: string;
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  /** The clock of the wait for the form, where the form comes later. */
  readonly formWait: WaitPolicy;
  /** Absent: the order waits for `submitOrder`. */
  readonly submission?: Submission;
  /** The plan that the order's certificate belongs to: its lifecycle is told how the order ends. Absent in orders of before. */
  readonly planId?: string;
  /** The plan of the certificate that this order follows, where it begins another one: it hears how the order ends as well. */
  readonly predecessorPlanId?: string;
  /**
   * How its steps are cut. Absent in orders that were started by an older program: they take the steps of then to their end
   * (docs/decisions/0012-quiet-steps.md).
   */
  readonly steps?: 'merged';
  /** The wait that it begins with, as its row and its search attributes say already. Absent: it says so itself. */
  readonly first?: StartedWait;
}

/** An order as our records have it. */
export interface StartableOrder extends Pick<
  OrderInput,
  'orderId' | 'account' | 'brand' | 'certificateType'
> {
  readonly planId: string;
  readonly predecessorPlanId?: string | undefined;
  readonly submission?: Submission | undefined;
  readonly first?: StartedWait | undefined;
}

export function orderInputOf(order: StartableOrder): OrderInput {
  const { orderId, account, brand, certificateType, planId, predecessorPlanId, submission, first } = order;
  return {
    orderId,
    account,
    brand,
    certificateType,
    formWait: WAIT_POLICIES['subscriber-form'],
    planId,
    ...(predecessorPlanId !== undefined && { predecessorPlanId }),
    ...(submission && { submission }),
    steps: 'merged',
    ...(first && { first }),
  };
}
