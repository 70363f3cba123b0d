/** What the system itself published for an order, so that it removes that and nothing else. */
import type { OrderConnections } from '../../../domain/connections/of-order.js';
import type { ValidationFile, ValidationRecord } from '../../../domain/control/validations.js';
import { UNAWAITED, type Queryable } from '../../database.js';
import { IS_GIVEN_UP } from '../orders/ends.js';

/** Enough to remove it again, whatever the order asks for by then. */
export type Publication =
  | { readonly kind: 'record'; readonly record: ValidationRecord }
  | { readonly kind: 'file'; readonly file: ValidationFile };

/** What became of noting a publication. */
export interface PublicationNoted {
  readonly isNew: boolean;
  /** The order is being undone: nothing is published for it any more, and nothing was noted. */
  readonly isGivenUp: boolean;
}

/** Noted before publishing, so that a crash in between leaves a record of what may be there. */
export async function notePublication(
  database: Queryable,
  orderId: string,
  publication: Publication,
): Promise<PublicationNoted> {
  const { rows } = await database.query<PublicationNoted>(
    `with given_up as (
       select 1 from orders where order_id = $1 and ${IS_GIVEN_UP}
     ), noted as (
       insert into published_validations (order_id, target, publication)
       select $1, $2, $3::jsonb where not exists (select from given_up)
       on conflict (order_id, target) do nothing
       returning 1
     )
     select exists (select from noted) as "isNew", exists (select from given_up) as "isGivenUp"`,
    [orderId, targetOf(publication), JSON.stringify(publication)],
  );
  return rows[0] ?? { isNew: false, isGivenUp: false };
}

/** Oldest first. */
export async function loadPublications(database: Queryable, orderId: string): Promise<Publication[]> {
  const { rows } = await database.query<{ publication: Publication }>(
    'select publication from published_validations where order_id = $1 order by published_at, target',
    [orderId],
  );
  return rows.map(({ publication }) => publication);
}

/** As `loadPublications`, with the connections that the order names: what it was published through. */
export async function loadPublicationsToRemove(
  database: Queryable,
  orderId: string,
): Promise<{ readonly publications: Publication[]; readonly connections?: OrderConnections }> {
  const { rows } = await database.query<{ publication: Publication; connections: OrderConnections | null }>(
    `select publication, orders.terms -> 'connections' as connections
       from published_validations left join orders using (order_id)
      where order_id = $1 order by published_at, target`,
    [orderId],
  );
  const connections = rows[0]?.connections ?? undefined;
  return { publications: rows.map(({ publication }) => publication), ...(connections && { connections }) };
}

/** Forgets a publication that has been removed from the world. Idempotent. */
export async function forgetPublication(
  database: Queryable,
  orderId: string,
  publication: Publication,
): Promise<void> {
  await database.query('delete from published_validations where order_id = $1 and target = $2', [
    orderId,
    targetOf(publication),
  ]);
}

/**
 * As `forgetPublication`, of several at the end of an order. Never in a transaction: it does not wait for the disk. A note
 * that comes back with a restart of the database names what is gone from the world, and is asked for by nobody any more.
 */
export async function forgetAtEnd(
  database: Queryable,
  orderId: string,
  publications: readonly Publication[],
): Promise<void> {
  if (publications.length === 0) return;
  await database.query(
    `with unawaited as materialized (select ${UNAWAITED})
     delete from published_validations using unawaited where order_id = $1 and target = any ($2)`,
    [orderId, publications.map(targetOf)],
  );
}

/**
 * SQL of the index `published_files` (migration 0026): a file's path and host. Longer paths than an index takes are of no
 * validation file that is served.
 */
const PATH_OF_FILE = "left(substring(publication #>> '{file,url}' from '^https?://[^/]+(/[^?#]*)'), 1000)";
const HOST_OF_FILE =
  "left(lower(trim(both '[]' from substring(publication #>> '{file,url}' from '^https?://(\\[[^/]*\\]|[^/:]+)'))), 255)";

/**
 * What stands at this path, whatever order it is of: the host's own before others', and of several the newest. `isOfHost`: the
 * host's own, or nothing.
 */
export async function findPublishedFile(
  database: Queryable,
  {
    path,
    host = '',
    isOfHost,
  }: { readonly path: string; readonly host?: string; readonly isOfHost: boolean },
): Promise<string | undefined> {
  const { rows } = await database.query<{ content: string }>(
    `select publication #>> '{file,content}' as content from published_validations
      where publication ->> 'kind' = 'file' and ${PATH_OF_FILE} = $1${isOfHost ? ` and ${HOST_OF_FILE} = $2` : ''}
      order by ${HOST_OF_FILE} = $2 desc nulls last, published_at desc limit 1`,
    [path, host],
  );
  return rows[0]?.content;
}

/** One record set may hold several values of ours (a new random value beside the old one): the value is part of it. */
function targetOf(publication: Publication): string {
  return publication.kind === 'record'
    ? `${publication.record.type} ${publication.record.name} ${publication.record.value}`
    : `${publication.file.url} ${publication.file.content}`;
}
