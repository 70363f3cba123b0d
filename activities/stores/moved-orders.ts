/**
 * Orders that moved to the second CA of their route: the first one may have taken them without our hearing of it, and is asked once
 * it answers again. What it has is given up there: the order lives at the other one.
 */
import { markFirstCaClear } from '../../db/statements/connections/moving.js';
import { readRecordedOrder, type IdentifiedOrder } from '../../db/statements/stores/facts.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { CA_FAILURES } from '../../domain/ca-failure-texts.js';
import { CONNECTION_FAILURES } from '../../domain/connections/failure-texts.js';
import { OrderFailure } from '../../domain/failures.js';
import { ORDER_LACKS, REPAIR_DONE } from '../../domain/stores/lack-texts.js';
import { lacksOf, type StoreFinding } from '../../domain/stores/words.js';
import type { CaOrder, CertificateAuthority } from '../ca/certificate-authority.js';
import { referenceOf } from '../ca/order-at-ca.js';
import type { StoresDependencies } from './dependencies.js';

type Dependencies = Pick<StoresDependencies, 'database' | 'connections'>;

export interface MovedOrders {
  readonly findings: readonly StoreFinding[];
  /** Of so many it is not known what their first CA has: it does not answer, or can't be asked. */
  readonly unknown: number;
}

export async function findingsOfMoved(
  dependencies: Dependencies,
  rows: Iterable<IdentifiedOrder>,
): Promise<MovedOrders> {
  const findings: StoreFinding[] = [];
  let unknown = 0;
  for (const row of rows) {
    if (row.movedFromConnectionId === null) continue;
    const found = await atFirstCa(dependencies, row).catch(unknownFrom);
    if (found === 'unknown') unknown += 1;
    else if (found) findings.push(findingOf(row, found));
  }
  return { findings, unknown };
}

function unknownFrom(error: unknown): 'unknown' {
  if (error instanceof OrderFailure && error.type !== 'DatabaseUnavailable') return 'unknown';
  throw error;
}

/** Throws OrderFailure where the first CA can't be asked. */
export async function movedFinding(
  dependencies: Dependencies,
  orderId: string,
): Promise<StoreFinding | undefined> {
  const row = await readRecordedOrder(dependencies.database, orderId);
  const found = row && (await atFirstCa(dependencies, row));
  return found && findingOf(row, found);
}

/** Idempotent: what was given up before is given up. Throws OrderFailure where the first CA does not do it. */
export async function giveUpAtFirstCa(dependencies: Dependencies, orderId: string): Promise<Bilingual> {
  const { database } = dependencies;
  const row = await readRecordedOrder(database, orderId);
  const found = row && (await atFirstCa(dependencies, row));
  if (found) await giveUp(found);
  await markFirstCaClear(database, orderId);
  return REPAIR_DONE.cancelledAtCa;
}

interface AtFirstCa {
  readonly ca: CertificateAuthority;
  readonly order: CaOrder;
}

/** Undefined where it has nothing of it that lives. Throws OrderFailure where it can't be asked. */
async function atFirstCa(
  { connections }: Dependencies,
  { orderId, movedFromConnectionId, caConnectionId }: IdentifiedOrder,
): Promise<AtFirstCa | undefined> {
  if (movedFromConnectionId === null || movedFromConnectionId === caConnectionId) return undefined;
  const ca = await connections?.caOf({ terms: { connections: { ca: movedFromConnectionId } } });
  if (!ca) throw new OrderFailure('CaUnavailable', CONNECTION_FAILURES.gone(movedFromConnectionId));
  const reference = referenceOf(orderId);
  if (!ca.limits.canFindByReference)
    throw new OrderFailure('CaUnavailable', CA_FAILURES.notFoundByReference(ca.name, reference));
  const order = await ca.findByReference(reference);
  const lives = order !== undefined && order.status !== 'refused' && order.status !== 'cancelled';
  return lives ? { ca, order } : undefined;
}

function findingOf({ orderId, account }: IdentifiedOrder, { ca, order }: AtFirstCa): StoreFinding {
  return {
    repair: 'cancel-at-first-ca',
    subject: orderId,
    account,
    ...lacksOf(ORDER_LACKS.leftAtFirstCa(ca.name, order.status)),
  };
}

/** Its certificate was never delivered, and there is another one in its place. */
async function giveUp({ ca, order: { caReference, status } }: AtFirstCa): Promise<void> {
  const isIssued = status === 'issued' || (await ca.cancelOrder(caReference)) === 'already-issued';
  if (isIssued) await ca.revokeCertificate(caReference, 'superseded');
}
