/** What an order is given at the door: the route that it takes, and the connections that are there, chosen once. */
import { connectionsOfOrder } from '../../db/statements/connections/of-order.js';
import { readChoices } from '../../db/statements/connections/views.js';
import { chooseConnections } from '../../domain/connections/routes.js';
import { isWithinItsPlan, withConnections, type OrderTerms } from '../../domain/orders/terms.js';
import type { OrderPurpose } from '../../domain/catalogue/words.js';
import type { ClientContext } from '../context.js';

/** Why an order is placed, and the order that it follows, where it follows one. */
export interface PlacedFor {
  readonly purpose: OrderPurpose;
  readonly followsOrderId?: string | undefined;
}

/** What an order is given, and whether its account wants it to be approved where it costs something. */
export interface ChosenTerms {
  readonly terms: OrderTerms;
  readonly approvesOrders: boolean;
}

/** The terms with the connections of today; of a re-issue within its plan, with the CA of the order that it follows. */
export async function withChosenConnections(
  { database, account }: Pick<ClientContext, 'database' | 'account'>,
  terms: OrderTerms,
  names: readonly string[],
  { purpose, followsOrderId }: PlacedFor,
): Promise<ChosenTerms> {
  const choices = await readChoices(database, account);
  const placedAt =
    isWithinItsPlan(purpose) && followsOrderId !== undefined
      ? await connectionsOfOrder(database, followsOrderId)
      : undefined;
  const { brand, certificateType } = terms;
  const connections = chooseConnections(choices, { brand, certificateType, names }, placedAt);
  return { terms: withConnections(terms, connections), approvesOrders: choices.approvesOrders };
}
