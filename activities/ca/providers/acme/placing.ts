/**
 * How an order of ours comes to one of the directory's: made there, or found again where the answer was lost. Several of the
 * directory's may stand for ours, one after the other: one lives at a time, and the record of it is written before what it
 * allows is asked for.
 */
import { StatementRefused } from '../../../../db/database.js';
import {
  knownAcmeOrders,
  loadAcmeOrder,
  predecessorFromAcme,
  recordAcmePlacement,
  referenceOfAcmeOrder,
  type StoredAcmeOrder,
} from '../../../../db/statements/connections/acme-orders.js';
import { ACME_LIMITS } from '../../../../domain/connections/acme-policy.js';
import { ACME_REQUESTS, ACME_TEXTS } from '../../../../domain/connections/acme-texts.js';
import { OrderFailure } from '../../../../domain/failures.js';
import { asFailures, type AcmeSession } from './client.js';
import { hasSameIdentifiers, identifiersOf } from './mapping.js';
import { isPlaced, told, type OrderPorts, type PlacedRow } from './order-there.js';
import { AcmeProblem } from './problems.js';
import { certificateIdOf } from './renewal-info.js';
import type { WireOrder } from './wire.js';

/** Throws OrderFailure `CaOrderUnknown`. */
export async function placedRow(ports: OrderPorts, reference: string): Promise<PlacedRow> {
  const { database, connectionId, ca } = ports;
  const row = await loadAcmeOrder(database, { connectionId, reference });
  if (row && isPlaced(row)) return row;
  const found = row && (await adopted(ports, row));
  if (found) return found;
  throw new OrderFailure('CaOrderUnknown', ACME_TEXTS.noOrder(ca, reference));
}

/** In the place of the one before, which is dead or has aged. `order`: as it was answered, unless another attempt was faster. */
export async function newOrder(
  ports: OrderPorts,
  row: StoredAcmeOrder,
): Promise<{ readonly row: PlacedRow; readonly order?: WireOrder }> {
  const { database, clock, session } = ports;
  const placedAt = new Date(clock());
  const order = await asFailures(ports.ca, ACME_REQUESTS.newOrder, orderedAt(ports, session, row));
  try {
    const isOurs = await recordAcmePlacement(database, row, row.orderUrl, {
      orderUrl: order.url,
      placedAt,
      authorizationUrls: order.authorizations,
    });
    const stored = await loadAcmeOrder(database, row);
    // Another attempt was faster: its order counts, this one is left to expire.
    if (stored && isPlaced(stored))
      return isOurs ? { row: { ...stored, validationMethod: row.validationMethod }, order } : { row: stored };
    throw new OrderFailure('CaOrderUnknown', ACME_TEXTS.noOrder(ports.ca, row.reference));
  } catch (error) {
    if (!(error instanceof StatementRefused) || error.constraint !== 'acme_orders_url') throw error;
    const other = await referenceOfAcmeOrder(database, order.url);
    throw new OrderFailure('CaUnavailable', ACME_TEXTS.orderOfAnother(ports.ca, other ?? order.url));
  }
}

/** As successor of a certificate of the same directory, where it takes that (RFC 9773, section 5). */
async function orderedAt(ports: OrderPorts, session: AcmeSession, row: StoredAcmeOrder): Promise<WireOrder> {
  const { profile } = ports.form;
  const request = { identifiers: identifiersOf(row.names), ...(profile !== undefined && { profile }) };
  const replaces = await replacedBy(ports, row);
  if (replaces === undefined) return await session.newOrder(request);
  try {
    return await session.newOrder({ ...request, replaces });
  } catch (error) {
    // It is a courtesy, not a condition: whatever is wrong with it, the order goes on without.
    if (!(error instanceof AcmeProblem) || !NOT_REPLACED.includes(error.type)) throw error;
    return await session.newOrder(request);
  }
}

const NOT_REPLACED: readonly string[] = ['alreadyReplaced', 'malformed', 'unauthorized'];

async function replacedBy(ports: OrderPorts, row: StoredAcmeOrder): Promise<string | undefined> {
  const directory = await told(ports, ports.session.directory(), ACME_REQUESTS.directory);
  if (directory.renewalInfo === undefined) return undefined;
  const predecessor = await predecessorFromAcme(ports.database, row);
  return predecessor === undefined ? undefined : certificateIdOf(predecessor);
}

/**
 * The directory may have made an order whose answer was lost: where it lists an account's orders (RFC 8555, section 7.1.2.1),
 * the one for the same names that is none of ours.
 */
export async function adopted(ports: OrderPorts, row: StoredAcmeOrder): Promise<PlacedRow | undefined> {
  const { database, session, clock } = ports;
  const { orders: list } = await told(ports, session.account(), ACME_REQUESTS.accountStatus);
  if (list === undefined || row.cancelledAt) return undefined;
  const urls = await told(ports, session.orders(list), ACME_REQUESTS.orders);
  const known = await knownAcmeOrders(database, urls);
  const newest = urls
    .filter((url) => !known.has(url))
    .slice(-ACME_LIMITS.listedOrders)
    .reverse();
  for (const url of newest) {
    const { value: order } = await told(ports, session.order(url));
    if (order.status === 'invalid' || !hasSameIdentifiers(row.names, order.identifiers)) continue;
    // Issued without us: another program shares the account, and its key is not ours.
    if (order.status === 'valid' || order.status === 'processing') continue;
    await recordAcmePlacement(database, row, row.orderUrl, {
      orderUrl: url,
      placedAt: new Date(clock()),
      authorizationUrls: order.authorizations,
    });
    const stored = await loadAcmeOrder(database, row);
    return stored && isPlaced(stored) ? stored : undefined;
  }
  return undefined;
}
