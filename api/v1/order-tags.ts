/** Orders with their entity tags: read unless unchanged, and changed only where the caller saw how they stand. */
import type { OrderView } from '../../client/orders/views.js';
import { etagOf, isAmong, refuseUnlessAsRead } from '../etag.js';
import type { Asked } from './route.js';

type OfOrder = Asked<{ readonly orderId: string }, unknown, unknown>;

/** A finding made once more, with the same outcome, is no change. */
function tagOf({ validations, ...order }: OrderView): string {
  const proofs = validations.map(({ lastFinding, ...validation }) => ({
    ...validation,
    lastFinding: lastFinding && [lastFinding.source, lastFinding.verdict, lastFinding.found],
  }));
  return etagOf({ ...order, proofs });
}

/** The order with its tag; nothing but the tag (304) for whoever has it already. */
export async function readOrder({ client, params, request, reply }: OfOrder): Promise<OrderView> {
  const order = await client.show(params.orderId);
  const tag = tagOf(order);
  reply.header('etag', tag);
  if (isAmong(request.headers['if-none-match'], tag)) await reply.code(304).send();
  return order;
}

/** Throws ApiProblem `NotAsRead` where an `If-Match` does not name how the order stands. */
export async function refuseStale({ client, params, request }: OfOrder): Promise<void> {
  const asRead = request.headers['if-match'];
  if (asRead === undefined) return;
  refuseUnlessAsRead(asRead, tagOf(await client.show(params.orderId)));
}
