/** Publishing what the system can publish itself, and removing exactly that again. */
import type { Bilingual } from '../../domain/bilingual.js';
import { isPublishedByUs } from '../../domain/catalogue/words.js';
import { DNS_PROVIDER_FAILURES, LEFT_TO_SUBSCRIBER } from '../../domain/failure-texts.js';
import type { Database } from '../../db/database.js';
import {
  forgetAtEnd,
  forgetPublication,
  loadPublicationsToRemove,
  notePublication,
  type Publication,
} from '../../db/statements/control/published-validations.js';
import { connectionsOfOrder } from '../../db/statements/connections/of-order.js';
import { FAILURES, OrderFailure } from '../../domain/failures.js';
import { CNAME_CHAIN_LIMIT } from '../../domain/control/look-limits.js';
import { DELEGATION_TEXTS } from '../../domain/control/delegation-texts.js';
import { asSentence } from '../../domain/told.js';
import { shownValue } from '../../domain/control/shown-values.js';
import type { DomainValidation, ValidationRecord } from '../../domain/control/validations.js';
import { isOthersTarget } from '../../db/statements/control/delegations.js';
import type { Clock } from '../attempt-clock.js';
import { givenUp, isGivenUpSince, refuseGivenUp, type Standing } from '../orders/stalled.js';
import type { AliasLookup } from '../dns/alias-lookup.js';
import { doorsFor, type PublishingDoors, type ReachingOrder } from '../connections/reaching.js';
import type { PublishOutcome } from '../dns/dns-provider.js';
import { delegationFor } from './delegations.js';

export interface PublicationDependencies extends PublishingDoors {
  readonly database: Database;
  readonly aliases: AliasLookup;
  readonly clock?: Clock;
}

/**
 * Why each proof that is not ours to publish is left to the subscriber, in words; empty where all is published. `order`: its
 * row, where it is loaded already.
 */
export async function publishAll(
  installation: PublicationDependencies,
  orderId: string,
  validations: readonly DomainValidation[],
  order?: ReachingOrder,
): Promise<Bilingual[]> {
  if (!validations.some(({ method }) => isPublishedByUs(method))) return [];
  const dependencies = await doorsFor(installation, order ?? (await reachingOrder(installation, orderId)));
  const left: Bilingual[] = [];
  for (const validation of validations) {
    const { method, record, file } = validation;
    if (method === 'auto-dns' && record)
      left.push(...(await publishRecord(dependencies, orderId, validation, record)));
    if (method === 'auto-file' && file) {
      if (dependencies.filePublisher.publishes) await publish(dependencies, orderId, { kind: 'file', file });
      else left.push(LEFT_TO_SUBSCRIBER.file(file.url));
    }
  }
  return left;
}

/** What this order publishes through: its own connections. */
async function reachingOrder(
  { database, connections }: PublicationDependencies,
  orderId: string,
): Promise<ReachingOrder> {
  return { terms: connections ? await connectionsOfOrder(database, orderId) : null };
}

export async function removeAll(dependencies: PublicationDependencies, orderId: string): Promise<void> {
  const { database } = dependencies;
  const { publications, ...named } = await loadPublicationsToRemove(database, orderId);
  if (publications.length === 0) return;
  const removed: Publication[] = [];
  try {
    const doors = await doorsFor(dependencies, { terms: named });
    for (const publication of publications) {
      await remove(doors, publication);
      removed.push(publication);
    }
  } finally {
    // Also where one of them could not be removed: that one is tried again, and the others need not be.
    await forgetAtEnd(database, orderId, removed);
  }
}

/**
 * Where the name is a CNAME, the record belongs at its end: there it is published where that is ours. A CNAME that a wildcard
 * makes is about something else, and a target that was made for another account is that account's. Throws OrderFailure
 * `DnsProviderRefused` where neither the name nor the end of a CNAME lies in a zone of ours, and the name is not delegated.
 */
async function publishRecord(
  dependencies: PublicationDependencies,
  orderId: string,
  validation: DomainValidation,
  record: ValidationRecord,
): Promise<Bilingual[]> {
  if (!dependencies.dnsProvider.publishes)
    return [LEFT_TO_SUBSCRIBER.record(`${record.type} ${record.name}`)];
  let { name } = record;
  for (let hop = 0; hop <= CNAME_CHAIN_LIMIT; hop += 1) {
    const outcome = await publish(dependencies, orderId, { kind: 'record', record: { ...record, name } });
    if (outcome.outcome === 'published') return [];
    const next =
      outcome.outcome === 'alias' ? ownAlias(outcome.target) : await aliasOf(dependencies, record, name);
    if (next === undefined) {
      if (outcome.outcome === 'not-served' && name === record.name) {
        const delegation = await delegationFor(dependencies, orderId, validation);
        if (delegation?.problem) return [delegation.problem];
        if (delegation) throw nobodyTells(record.name, delegation.target);
        throw new OrderFailure(
          'DnsProviderRefused',
          DNS_PROVIDER_FAILURES.of(dependencies.dnsProvider.name, outcome.reason),
        );
      }
      return [LEFT_TO_SUBSCRIBER.behindAlias(record.name, shownValue(name))];
    }
    if (next.byWildcard && name === record.name)
      return [LEFT_TO_SUBSCRIBER.byWildcard(record.name, shownValue(next.target))];
    if (await isOthersTarget(dependencies.database, orderId, next.target))
      return [LEFT_TO_SUBSCRIBER.othersDelegation(record.name, shownValue(next.target))];
    name = next.target;
  }
  return [LEFT_TO_SUBSCRIBER.tooManyAliases(record.name, CNAME_CHAIN_LIMIT)];
}

/** A record that is a CNAME itself stands at its own name, whatever is there now. */
async function aliasOf(
  { aliases }: PublicationDependencies,
  { type }: ValidationRecord,
  name: string,
): Promise<NextName | undefined> {
  if (type === 'CNAME') return undefined;
  const seen = await aliases(name);
  return seen.outcome === 'alias' ? seen : undefined;
}

/** A moment ago no resolver knew of a CNAME at the delegated name, and now none says that there is none. */
function nobodyTells(name: string, target: string): OrderFailure {
  return new OrderFailure('DnsProviderUnavailable', asSentence(DELEGATION_TEXTS.unknown(name, target)));
}

/** Where a chain of CNAMEs goes on. */
interface NextName {
  readonly target: string;
  readonly byWildcard: boolean;
}

/** A service knows what stands at the name itself: there our record would take the place of a wildcard's. */
function ownAlias(target: string): NextName {
  return { target, byWildcard: false };
}

/** Notes what may stand in the world, and nothing else. */
async function publish(
  dependencies: PublicationDependencies,
  orderId: string,
  publication: Publication,
): Promise<PublishOutcome> {
  const { database, clock = Date.now } = dependencies;
  const standing = { orderId, askedAt: clock() };
  // Noted first: what may stand in the world is removed at the end, even when this process dies in between.
  const { isNew, isGivenUp } = await notePublication(database, orderId, publication);
  if (isGivenUp) throw givenUp();
  try {
    await refuseGivenUp(dependencies, standing);
    const outcome = await handOver(dependencies, publication);
    await refuseLate(dependencies, standing, publication);
    // Beside a CNAME nothing of ours can stand, whenever it was published.
    if (outcome.outcome === 'alias' || (isNew && outcome.outcome !== 'published'))
      await forgetPublication(database, orderId, publication);
    return outcome;
  } catch (error) {
    // Refused at the first try, it is not there: the end of the order must not wait for its removal.
    if (isNew && isRefusal(error)) await forgetPublication(database, orderId, publication);
    throw error;
  }
}

/** Undone while this was on its way: whoever undid it looked too early, and nobody else will. */
async function refuseLate(
  dependencies: PublicationDependencies,
  standing: Standing,
  publication: Publication,
): Promise<void> {
  if (!(await isGivenUpSince(dependencies, standing))) return;
  await remove(dependencies, publication);
  await forgetPublication(dependencies.database, standing.orderId, publication);
  throw givenUp();
}

async function handOver(
  { dnsProvider, filePublisher }: PublicationDependencies,
  publication: Publication,
): Promise<PublishOutcome> {
  if (publication.kind === 'record') return await dnsProvider.publish(publication.record);
  await filePublisher.publish(publication.file);
  return { outcome: 'published' };
}

function isRefusal(error: unknown): boolean {
  return error instanceof OrderFailure && FAILURES[error.type] === 'subscriber';
}

async function remove(
  { dnsProvider, filePublisher }: PublicationDependencies,
  publication: Publication,
): Promise<void> {
  if (publication.kind === 'record') await dnsProvider.remove(publication.record);
  else await filePublisher.remove(publication.file);
}
