/** What people ask of a living order: another way to prove control, withdrawal. */
import { WorkflowNotFoundError, type Client, type WorkflowHandle } from '@temporalio/client';
import { orderExists } from '../../db/statements/orders/row.js';
import { readOrder, type OrderRecord } from '../../db/statements/orders/views.js';
import { VALIDATION_METHODS, type ValidationMethod } from '../../domain/catalogue/words.js';
import { isIdentifier } from '../../domain/identifiers.js';
import { isFinal } from '../../domain/orders/states.js';
import {
  cancelOrder,
  changeValidationMethod,
  type CancelRequest,
  type OrderStatus,
} from '../../workflows/messages.js';
import { DEEDS, tooLate, type Deed } from './deeds.js';
import type { ClientContext } from '../context.js';
import { ACCOUNT } from '../../workflows/search-attributes.js';
import { askOrder, withoutInsisting } from '../temporal-calls.js';
import { recordMissing, workflowGone } from '../unavailable.js';
import { listed, noSuchOrder, notAccepted } from '../refusing.js';

/**
 * The account's own order. Throws Refusal `NotFound`, also for an order of another account; Unavailable `RecordMissing` where
 * Temporal has it, and a restored database does not.
 */
export async function ownOrder(
  { database, account, temporal }: Pick<ClientContext, 'database' | 'account' | 'temporal'>,
  orderId: string,
): Promise<OrderRecord> {
  const order = isIdentifier(orderId) ? await readOrder(database, account, orderId) : undefined;
  if (order) return order;
  if (
    isIdentifier(orderId) &&
    !(await orderExists(database, orderId)) &&
    (await runsFor(temporal, account, orderId))
  )
    throw recordMissing(orderId);
  throw noSuchOrder(orderId);
}

/** Whose an order without a row is, its workflow says. */
async function runsFor(temporal: Client, account: string, orderId: string): Promise<boolean> {
  const described = await withoutInsisting(temporal, orderId, (handle) => handle.describe());
  return described?.status.name === 'RUNNING' && described.typedSearchAttributes.get(ACCOUNT) === account;
}

/** Repair in place: names already proven stay proven where the CA keeps them so. Throws Refusal, Unavailable. */
export async function repairOrder(
  context: ClientContext,
  orderId: string,
  validation: ValidationMethod,
): Promise<OrderStatus> {
  await ownOrder(context, orderId);
  if (!VALIDATION_METHODS.includes(validation)) throw notAccepted('validation', listed(VALIDATION_METHODS));
  return await askLivingOrder(context, orderId, DEEDS.repair, (handle) =>
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
  return await askLivingOrder(context, orderId, DEEDS.cancel, (handle) =>
    handle.executeUpdate(cancelOrder, {
      args: [request && { revokeIfIssued: request.revokeIfIssued === true }],
    }),
  );
}

/** As `askOrder`; where the workflow has ended, the refusal names the end. `deed`: what it can't be any more. */
export async function askLivingOrder<Answer>(
  context: ClientContext,
  orderId: string,
  deed: Deed,
  ask: (handle: WorkflowHandle) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await askOrder(context.temporal, orderId, ask);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    const { state } = await ownOrder(context, orderId);
    if (!isFinal(state)) throw workflowGone(orderId, state);
    throw tooLate(state, deed);
  }
}
