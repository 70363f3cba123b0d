/** The account's orders that were stored and never started, removed where Temporal has no workflow of theirs. */
import { WorkflowNotFoundError } from '@temporalio/client';
import { claimStart, sweepAbandoned, type Sweep } from '../../db/statements/orders/abandoned.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import type { ClientContext } from '../context.js';
import { askOrder } from '../temporal-calls.js';

export type { Sweep } from '../../db/statements/orders/abandoned.js';

/**
 * Idempotent; an order younger than 15 minutes is left alone, and so are other accounts' orders. Throws Unavailable when
 * Temporal does not answer.
 */
export async function sweepOrders({ database, temporal, account, clock }: ClientContext): Promise<Sweep> {
  const hasWorkflow = (orderId: string): Promise<boolean> =>
    askOrder(temporal, orderId, (handle) => handle.describe()).then(
      () => true,
      (error: unknown) => {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      },
    );
  return await sweepAbandoned(database, hasWorkflow, { now: clock(), account });
}

/** Before an order that was stored earlier is started. Throws Refusal where a sweep removed it a moment ago. */
export async function keepFromSweeps({ database }: ClientContext, orderId: string): Promise<void> {
  if (await claimStart(database, orderId)) return;
  throw new Refusal(
    refusalDetails('RefusedInThisState', {
      field: 'orderId',
      message: {
        zh: `订单 ${orderId} 已保存但从未启动,刚刚已被移除`,
        en: `Order ${orderId} was stored, never started, and has just been removed`,
      },
      accepted: { zh: '再次发送同一请求', en: 'the same request again' },
    }),
  );
}
