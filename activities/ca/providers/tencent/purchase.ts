/**
 * Buying, at most once. The intent is on record before the reseller is asked, and our reference goes with the purchase; after an
 * unknown outcome it is looked for, and nothing is bought again before it is sure that nothing was sold (docs/decisions/0025).
 */
import { asyncLocalStorage } from '@temporalio/activity';
import { StatementRefused } from '../../../../db/database.js';
import {
  forgetTencentPurchase,
  intendTencentPurchase,
  knownTencentCertificates,
  loadTencentOrder,
  noteTencentSpare,
  noteTencentSparesLooked,
  openTencentPurchase,
  recordTencentCertificate,
  type StoredTencentOrder,
} from '../../../../db/statements/connections/tencent-orders.js';
import { OrderFailure } from '../../../../domain/failures.js';
import { TENCENT_SPARE_SOLD, TENCENT_TEXTS } from '../../../../domain/tencent/ca-texts.js';
import {
  PURCHASE_SETTLES_MS,
  REFERENCE_TAG,
  SOON_MS,
  TWICE_SOLD_LOOKS,
} from '../../../../domain/tencent/ordering-policy.js';
import { standingOf } from '../../../../domain/tencent/standing-at-ca.js';
import { TencentRefusal } from './client.js';
import { isOwned, type OwnedOrder, type TencentPorts } from './ports.js';
import { boughtSince, underReference } from './searching.js';
import { WireDone, WirePurchase } from './wire.js';

/** The order with its certificate: the one that it has, one that an earlier attempt bought, or one bought now. */
export async function bought(ports: TencentPorts, row: StoredTencentOrder): Promise<OwnedOrder> {
  const known = isOwned(row) ? row : await outcomeOf(ports, row);
  if (known) return known;
  await intend(ports, row);
  const { productId, domainCount, years, reference } = row;
  try {
    const { CertificateIds } = await ports.client.call(
      'CreateCertificate',
      {
        ProductId: productId,
        DomainNum: domainCount,
        TimeSpan: years,
        Tags: [{ TagKey: REFERENCE_TAG, TagValue: reference }],
      },
      WirePurchase,
    );
    const [certificateId, ...spares] = CertificateIds;
    if (certificateId === undefined)
      throw new OrderFailure('CaProtocolBroken', TENCENT_TEXTS.soldNothing(ports.ca));
    const owned = await owning(ports, row, certificateId);
    // Taken for dead meanwhile, this attempt has bought what another one has bought already.
    if (owned.certificateId !== certificateId) spares.push(certificateId);
    for (const spare of spares) await cancelSpare(ports, owned, spare);
    return owned;
  } catch (error) {
    if (error instanceof TencentRefusal && error.isSurelyNotDone) await forgetIntent(ports, row);
    throw error;
  }
}

/** Throws OrderFailure `StillWaiting` while the product is being bought for another order: two at a time nobody could tell apart. */
async function intend(ports: TencentPorts, row: StoredTencentOrder): Promise<void> {
  try {
    if (await intendTencentPurchase(ports.database, row, new Date(ports.clock()))) return;
    // Another attempt for this order was faster: it is looked at next time.
    throw busy(ports, row.reference);
  } catch (error) {
    if (!(error instanceof StatementRefused) || error.constraint !== 'tencent_orders_one_purchase')
      throw error;
    const open = await openTencentPurchase(ports.database, row);
    // Whoever began it may be gone for good: once its outcome is sure, the next one's turn comes.
    if (open && hasSettled(ports, open)) await outcomeOf(ports, open);
    throw busy(ports, open?.reference ?? row.reference);
  }
}

function busy({ ca }: TencentPorts, reference: string): OrderFailure {
  return new OrderFailure('StillWaiting', TENCENT_TEXTS.purchaseBusy(ca, reference), {
    retryAfterMs: SOON_MS,
  });
}

async function forgetIntent({ database }: TencentPorts, row: StoredTencentOrder): Promise<void> {
  const intended = (await loadTencentOrder(database, row))?.purchaseIntendedAt;
  if (intended) await forgetTencentPurchase(database, row, intended);
}

function hasSettled({ clock }: TencentPorts, { purchaseIntendedAt }: StoredTencentOrder): boolean {
  return purchaseIntendedAt !== null && clock() - purchaseIntendedAt.getTime() >= PURCHASE_SETTLES_MS;
}

/**
 * What became of a purchase whose answer nobody heard; undefined where none was asked for, or where it is sure that nothing was
 * sold. Throws OrderFailure `CaUnavailable` while neither is sure, and where only a person can tell.
 */
export async function outcomeOf(
  ports: TencentPorts,
  row: StoredTencentOrder,
): Promise<OwnedOrder | undefined> {
  const { database, ca } = ports;
  const { purchaseIntendedAt, reference } = row;
  if (purchaseIntendedAt === null) return undefined;
  const ours = await ofOurs(ports, row);
  if (ours) return ours;
  const candidates = await boughtSince(ports, row, purchaseIntendedAt);
  const [only, ...others] = candidates.map(({ CertificateId }) => CertificateId);
  if (only !== undefined && others.length > 0)
    throw new OrderFailure(
      'CaUnavailable',
      TENCENT_TEXTS.purchaseUndecided(ca, reference, [only, ...others]),
      {
        retryAfterMs: PURCHASE_SETTLES_MS,
      },
    );
  if (only !== undefined) return await owning(ports, row, only);
  if (!hasSettled(ports, row))
    throw new OrderFailure('CaUnavailable', TENCENT_TEXTS.purchaseUnknown(ca), { retryAfterMs: SOON_MS });
  await forgetTencentPurchase(database, row, purchaseIntendedAt);
  return undefined;
}

/** What stands there under our reference: one is kept, the others are cancelled. */
export async function ofOurs(ports: TencentPorts, row: StoredTencentOrder): Promise<OwnedOrder | undefined> {
  const found = (await underReference(ports, row.reference)).map(({ CertificateId }) => CertificateId);
  const known = await knownTencentCertificates(ports.database, ports.connectionId, found);
  const free = found.filter((id) => !known.has(id));
  const [first, ...spares] = isOwned(row)
    ? [row.certificateId, ...free.filter((id) => id !== row.certificateId)]
    : free;
  if (first === undefined) return undefined;
  const owned = await owning(ports, row, first);
  for (const spare of spares) await cancelSpare(ports, owned, spare);
  return owned;
}

async function owning(
  { database, ca }: TencentPorts,
  row: StoredTencentOrder,
  certificateId: string,
): Promise<OwnedOrder> {
  const owned = await recordTencentCertificate(database, row, certificateId);
  if (isOwned(owned)) return owned;
  throw new OrderFailure('CaOrderUnknown', TENCENT_TEXTS.noOrder(ca, row.reference));
}

/** Bought and of no use: cancelled, and told loudly, since its money comes back by the console alone. */
async function cancelSpare(
  ports: TencentPorts,
  { reference, connectionId, certificateId }: OwnedOrder,
  spare: string,
): Promise<void> {
  await noteTencentSpare(ports.database, { reference, connectionId }, spare);
  asyncLocalStorage
    .getStore()
    ?.log.warn(TENCENT_SPARE_SOLD, { reference, certificateId, spare, connection: ports.ca });
  await ports.client.call('CancelCertificateOrder', { CertificateId: spare }, WireDone);
}

/**
 * Where an outcome was unknown once, a second purchase may have come late: it is looked for now and then, for a day, and what was bought
 * too much is cancelled. Says nothing where it can't be looked now.
 */
export async function lookForSpares(ports: TencentPorts, row: OwnedOrder): Promise<void> {
  const { purchases, purchaseIntendedAt, sparesLookedAt } = row;
  const now = ports.clock();
  if (purchases < 2 || purchaseIntendedAt === null) return;
  if (now - purchaseIntendedAt.getTime() > TWICE_SOLD_LOOKS.forMs) return;
  if (sparesLookedAt && now - sparesLookedAt.getTime() < TWICE_SOLD_LOOKS.everyMs) return;
  await noteTencentSparesLooked(ports.database, row, new Date(now));
  try {
    await cancelUncancelled(ports, row);
  } catch (error) {
    if (!(error instanceof OrderFailure)) throw error;
  }
}

async function cancelUncancelled(ports: TencentPorts, row: OwnedOrder): Promise<void> {
  for (const found of await underReference(ports, row.reference)) {
    const isEnded = ['ended', 'being-cancelled'].includes(standingOf(found.Status));
    if (found.CertificateId !== row.certificateId && !isEnded)
      await cancelSpare(ports, row, found.CertificateId);
  }
}
