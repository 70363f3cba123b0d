/** Telling the CA another contact, or another channel for its check. */
import type { Bilingual } from '../../domain/bilingual.js';
import { ORGANIZATION_REASONS } from '../../domain/orders/reason-texts.js';
import { reasonOf, wordsOfReason } from '../../domain/told.js';
import {
  loadDetails,
  markDetailsHandedIn,
  markDetailsRefused,
  type StoredDetails,
} from '../../db/statements/organization/details.js';
import { OrderFailure } from '../../domain/failures.js';
import { valuesOfChannel, valuesOfPerson } from '../../domain/organization/redaction.js';
import type { HandInOutcome, HandInRequest } from '../../workflows/activity-contract/organization.js';
import { openOrganizationOrder, type LookDependencies, type OrganizationOrder } from './check-at-ca.js';

/** A CA that died before its answer is told the same again: that changes nothing. */
export async function handInDetails(
  dependencies: Pick<LookDependencies, 'database' | 'ca' | 'connections'>,
  { orderId, reference }: HandInRequest,
): Promise<HandInOutcome> {
  const { database } = dependencies;
  const stored = await loadDetails(database, orderId, reference);
  if (!stored) return { outcome: 'refused', ...reasonOf(ORGANIZATION_REASONS.noDetails(reference)) };
  if (stored.status === 'handed-in') return { outcome: 'handed-in' };
  if (stored.status === 'refused')
    return { outcome: 'refused', ...reasonOf(wordsOfReason(stored) ?? ORGANIZATION_REASONS.refused) };
  const opened = await openOrganizationOrder(dependencies, orderId, valuesOf(stored));
  const refusal = await tell(opened, stored);
  if (refusal === undefined) {
    await markDetailsHandedIn(database, stored);
    return { outcome: 'handed-in' };
  }
  await markDetailsRefused(database, stored.detailsId, refusal);
  return { outcome: 'refused', ...reasonOf(refusal) };
}

/** The CA's refusal, or undefined when it took the change. */
async function tell({ order, ca }: OrganizationOrder, stored: StoredDetails): Promise<Bilingual | undefined> {
  const changed = stored.part === 'contact' ? { contact: stored.details } : { channel: stored.details };
  try {
    await ca.changeOrganizationDetails(order.caReference, changed);
    return undefined;
  } catch (error) {
    if (!(error instanceof OrderFailure) || error.type !== 'DetailsRefusedByCa') throw error;
    return error.words;
  }
}

function valuesOf(stored: StoredDetails): string[] {
  return stored.part === 'contact' ? valuesOfPerson(stored.details) : valuesOfChannel(stored.details);
}
