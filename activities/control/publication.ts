/** Publishing what the system can publish itself, and removing exactly that again. */
import type { Database } from '../../db/database.js';
import {
  forgetPublication,
  loadPublications,
  notePublication,
  type Publication,
} from '../../db/statements/control/published-validations.js';
import { FAILURES, OrderFailure } from '../../domain/failures.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import type { DnsProvider } from '../dns/dns-provider.js';
import type { FilePublisher } from '../http-file/file-publisher.js';

export interface PublicationDependencies {
  readonly database: Database;
  readonly dnsProvider: DnsProvider;
  readonly filePublisher: FilePublisher;
}

export async function publishAll(
  dependencies: PublicationDependencies,
  orderId: string,
  validations: readonly DomainValidation[],
): Promise<void> {
  for (const publication of validations.flatMap(publicationsOf)) {
    // Noted first: what may stand in the world is removed at the end, even when this process dies in between.
    const isNew = await notePublication(dependencies.database, orderId, publication);
    try {
      await publish(dependencies, publication);
    } catch (error) {
      // Refused at the first try, it is not there: the end of the order must not wait for its removal.
      if (isNew && isRefusal(error)) await forgetPublication(dependencies.database, orderId, publication);
      throw error;
    }
  }
}

export async function removeAll(dependencies: PublicationDependencies, orderId: string): Promise<void> {
  for (const publication of await loadPublications(dependencies.database, orderId)) {
    await remove(dependencies, publication);
    await forgetPublication(dependencies.database, orderId, publication);
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof OrderFailure && FAILURES[error.type] === 'subscriber';
}

/** Only the automatic methods are ours to publish (ordering rules, section 5). */
function publicationsOf({ method, record, file }: DomainValidation): Publication[] {
  if (method === 'auto-dns' && record) return [{ kind: 'record', record }];
  if (method === 'auto-file' && file) return [{ kind: 'file', file }];
  return [];
}

async function publish(
  { dnsProvider, filePublisher }: PublicationDependencies,
  publication: Publication,
): Promise<void> {
  if (publication.kind === 'record') await dnsProvider.publish(publication.record);
  else await filePublisher.publish(publication.file);
}

async function remove(
  { dnsProvider, filePublisher }: PublicationDependencies,
  publication: Publication,
): Promise<void> {
  if (publication.kind === 'record') await dnsProvider.remove(publication.record);
  else await filePublisher.remove(publication.file);
}
