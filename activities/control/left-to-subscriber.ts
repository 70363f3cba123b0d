/** Whether what a look misses is ours to publish: an order must not wait for us to do what we can't. */
import type { Database } from '../../db/database.js';
import { loadPublications, type Publication } from '../../db/statements/control/published-validations.js';
import type { Bilingual } from '../../domain/bilingual.js';
import type { Finding } from '../../domain/control/findings.js';
import { BY_HAND_WAIT, FIRST_WAIT, isProof } from '../../domain/control/turn.js';
import type { DomainValidation, ValidationRecord } from '../../domain/control/validations.js';
import type { OrderWait } from '../../domain/waits.js';
import { doorsFor, type PublishingDoors, type ReachingOrder } from '../connections/reaching.js';
import type { AliasLookup } from '../dns/alias-lookup.js';
import { delegationFor, type OrdersDelegation } from './delegations.js';

export interface PublishedDependencies extends PublishingDoors {
  readonly database: Database;
  readonly aliases: AliasLookup;
}

/** Who acts on an obstacle after all, and what keeps us from doing so. */
export interface LeftToSubscriber {
  readonly wait: OrderWait;
  /** Of a delegated name: what is wrong with its CNAME, and what to do. */
  readonly problem?: Bilingual;
}

/** Undefined: the one whom the method names. Otherwise the subscriber, since we can publish nothing that would help. */
export async function waitOnObstacle(
  dependencies: PublishedDependencies,
  order: ReachingOrder & { readonly orderId: string },
  validations: readonly DomainValidation[],
  obstacle: Finding,
): Promise<LeftToSubscriber | undefined> {
  const validation = validations.find(({ name }) => name === obstacle.name);
  if (!validation || !isProof(obstacle)) return undefined;
  const { method, record } = validation;
  if (FIRST_WAIT[method] === BY_HAND_WAIT[method]) return undefined;
  const left = { wait: BY_HAND_WAIT[method] };
  const doors = await doorsFor(dependencies, order);
  if (!record) return doors.filePublisher.publishes ? undefined : left;
  if (!doors.dnsProvider.publishes) return left;
  const { orderId } = order;
  if (await isPublished(doors, orderId, record, obstacle)) return undefined;
  const delegation = await delegationFor(dependencies, orderId, validation);
  if (delegation) return leftOfDelegated(delegation, left);
  // Nothing is in the way of publishing it at the name itself.
  return obstacle.leadsTo === undefined ? undefined : left;
}

/** A delegated name whose CNAME stands is ours to publish for, and will be. */
function leftOfDelegated(
  { problem }: OrdersDelegation,
  left: LeftToSubscriber,
): LeftToSubscriber | undefined {
  return problem && { ...left, problem };
}

/** Is it published by us where the look ended? */
async function isPublished(
  { database, dnsProvider }: PublishedDependencies,
  orderId: string,
  record: ValidationRecord,
  { leadsTo }: Finding,
): Promise<boolean> {
  const published = await loadPublications(database, orderId);
  if (leadsTo === undefined) return hasRecord(published, record);
  if (hasRecord(published, { ...record, name: leadsTo })) return true;
  // What was published before the name became an alias has no effect any more. An alias that a wildcard made is none: what
  // was published takes its place (RFC 4592, section 3.3.1), and is only not seen everywhere yet. The service knows.
  return hasRecord(published, record) && (await dnsProvider.aliasAt(record.name)) === undefined;
}

function hasRecord(published: readonly Publication[], wanted: ValidationRecord): boolean {
  return published.some(
    (publication) =>
      publication.kind === 'record' &&
      publication.record.type === wanted.type &&
      publication.record.value === wanted.value &&
      publication.record.name.toLowerCase() === wanted.name.toLowerCase(),
  );
}
