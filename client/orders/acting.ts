/** What people ask of a living order: another way to prove control, withdrawal. */
import { WorkflowNotFoundError, type WorkflowHandle } from '@temporalio/client';
import { readOrder, type OrderRecord } from '../../db/statements/orders/views.js';
import { VALIDATION_METHODS, type ValidationMethod } from '../../domain/catalogue/words.js';
import { isIdentifier, shownId } from '../../domain/identifiers.js';
import { isFinal } from '../../domain/orders/states.js';
import { Refusal } from '../../domain/refusals.js';
import {
  cancelOrder,
  changeValidationMethod,
  type CancelRequest,
  type OrderStatus,
} from '../../workflows/messages.js';
import type { ClientContext } from '../context.js';
import { askOrder } from '../temporal-calls.js';

/** The account's own order. Throws Refusal `NotFound`, also for an order of another account. */
export async function ownOrder(
  { database, account }: Pick<ClientContext, 'database' | 'account'>,
  orderId: string,
): Promise<OrderRecord> {
  const order = isIdentifier(orderId) ? await readOrder(database, account, orderId) : undefined;
  if (!order)
    throw new Refusal({
      code: 'NotFound',
      field: 'orderId',
      message: `There is no order ${shownId(orderId)}`,
    });
  return order;
}

/** Repair in place: names already proven stay proven where the CA keeps them so. Throws Refusal, Unavailable. */
export async function repairOrder(
  context: ClientContext,
  orderId: string,
  validation: ValidationMethod,
): Promise<OrderStatus> {
  await ownOrder(context, orderId);
  if (!VALIDATION_METHODS.includes(validation)) throw unknownMethod();
  return await askLivingOrder(context, orderId, 'repaired', (handle) =>
    handle.executeUpdate(changeValidationMethod, { args: [validation] }),
  );
}

/** Issuance may win the race: the order's end tells. Throws Refusal, Unavailable. */
export async function withdrawOrder(
  context: ClientContext,
  orderId: string,
  request?: CancelRequest,
): Promise<OrderStatus> {
  await ownOrder(context, orderId);
  return await askLivingOrder(context, orderId, 'cancelled', (handle) =>
    handle.executeUpdate(cancelOrder, {
      args: [request && { revokeIfIssued: request.revokeIfIssued === true }],
    }),
  );
}

/** As `askOrder`; where the workflow has ended, the refusal names the end. `verb`: what it can't be any more. */
export async function askLivingOrder<Answer>(
  context: ClientContext,
  orderId: string,
  verb: string,
  ask: (handle: WorkflowHandle) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await askOrder(context.temporal, orderId, ask);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    const { state } = await ownOrder(context, orderId);
    throw new Refusal({
      code: 'RefusedInThisState',
      message: isFinal(state)
        ? `The order is ${state}: it can't be ${verb}`
        : `The order's workflow no longer runs, though the order was last seen ${state}: an operator must look at it in the Temporal Web UI`,
    });
  }
}

function unknownMethod(): Refusal {
  return new Refusal({
    code: 'InvalidInput',
    field: 'validation',
    message: 'validation is none of the accepted values',
    accepted: VALIDATION_METHODS.join(', '),
  });
}
