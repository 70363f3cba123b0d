/** A living order led to the connections of today: those that it was given were removed, or none fitted when it was handed in. */
import { inTransaction } from '../../db/database.js';
import { lockRoutable, putConnections, type RoutableOrder } from '../../db/statements/connections/moving.js';
import { readChoices } from '../../db/statements/connections/views.js';
import { chooseConnections } from '../../domain/connections/routes.js';
import type { OrderConnections } from '../../domain/connections/of-order.js';
import { isFinal } from '../../domain/orders/states.js';
import { isWithinItsPlan } from '../../domain/orders/terms.js';
import type { ClientContext } from '../context.js';
import { ownOrder } from '../orders/acting.js';
import { DEEDS, tooLate } from '../orders/deeds.js';
import { CONNECTION_REFUSALS } from './words.js';

/**
 * Chooses as when a form is handed in. The CA stays where it may have the order already, and where the plan was bought there;
 * DNS services and web servers are those of today in any case. Throws Refusal: NotFound; RefusedInThisState once it has ended,
 * and before its form is handed in. Unavailable.
 */
export async function rerouteOrder(context: ClientContext, orderId: string): Promise<void> {
  const { database, account } = context;
  const { brand, type, names, purpose, state, validationMethod } = await ownOrder(context, orderId);
  if (isFinal(state)) throw tooLate(state, DEEDS.reroute);
  if (validationMethod === null) throw CONNECTION_REFUSALS.notHandedIn();
  await inTransaction(database, async (transaction) => {
    const found = await lockRoutable(transaction, account, orderId);
    if (!found) return;
    const staysAtCa = found.isWithCa || isWithinItsPlan(purpose);
    const placedAt = staysAtCa ? { connections: found.connections ?? undefined } : undefined;
    const order = { brand, certificateType: type, names };
    const chosen = chooseConnections(await readChoices(transaction, account), order, placedAt);
    await putConnections(transaction, orderId, withItsPast(chosen, found, staysAtCa));
  });
}

/** Where it was before, and where it may still move, stay on record with its CA. */
function withItsPast(
  chosen: OrderConnections | undefined,
  { connections }: RoutableOrder,
  staysAtCa: boolean,
): OrderConnections | null {
  const { fallback, movedFrom, movedFromIsClear } = connections ?? {};
  const past = {
    ...(fallback !== undefined && staysAtCa && { fallback }),
    ...(movedFrom !== undefined && movedFrom !== chosen?.ca && { movedFrom }),
    ...(movedFromIsClear && movedFrom !== chosen?.ca && { movedFromIsClear }),
  };
  const all = { ...past, ...chosen };
  return Object.keys(all).length > 0 ? all : null;
}
