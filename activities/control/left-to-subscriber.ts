/** Whether what a look misses is ours to publish: an order must not wait for us to do what we can't. */
import type { Database } from '../../db/database.js';
import { loadPublications, type Publication } from '../../db/statements/control/published-validations.js';
import type { Finding } from '../../domain/control/findings.js';
import { BY_HAND_WAIT, FIRST_WAIT, isProof } from '../../domain/control/turn.js';
import type { DomainValidation, ValidationRecord } from '../../domain/control/validations.js';
import type { OrderWait } from '../../domain/waits.js';
import { doorsFor, type PublishingDoors, type ReachingOrder } from '../connections/reaching.js';

export interface PublishedDependencies extends PublishingDoors {
  readonly database: Database;
}

/** Who acts on an obstacle: the one whom the method names, or the subscriber where we can publish nothing that would help. */
export async function waitOnObstacle(
  dependencies: PublishedDependencies,
  order: ReachingOrder & { readonly orderId: string },
  validations: readonly DomainValidation[],
  obstacle: Finding,
): Promise<OrderWait | undefined> {
  const validation = validations.find(({ name }) => name === obstacle.name);
  if (!validation || !isProof(obstacle)) return undefined;
  const { method } = validation;
  if (FIRST_WAIT[method] === BY_HAND_WAIT[method]) return undefined;
  const doors = await doorsFor(dependencies, order);
  return (await isOurs(doors, order.orderId, validation, obstacle)) ? undefined : BY_HAND_WAIT[method];
}

/** Is it published by us, or can it be, where the look ended? */
async function isOurs(
  { database, dnsProvider, filePublisher }: PublishedDependencies,
  orderId: string,
  { record }: DomainValidation,
  { leadsTo }: Finding,
): Promise<boolean> {
  if (!record) return filePublisher.publishes;
  if (!dnsProvider.publishes) return false;
  if (leadsTo === undefined) return true;
  const published = await loadPublications(database, orderId);
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
