/** What our orders are called at an ACME directory, and how far they have come there. */
import type { ValidationMethod } from '../../../domain/catalogue/words.js';
import type { DomainValidation } from '../../../domain/control/validations.js';
import type { Queryable } from '../../database.js';

/** Which order, at which connection. */
export interface AcmeOrderKey {
  readonly connectionId: string;
  readonly reference: string;
}

/** What the directory said of names whose control it did not see. */
export interface AcmeFailure {
  readonly names: readonly { readonly name: string; readonly detail: string }[];
}

export interface StoredAcmeOrder extends AcmeOrderKey {
  readonly names: readonly string[];
  readonly csrPem: string;
  readonly validationMethod: ValidationMethod;
  readonly orderUrl: string | null;
  readonly placedAt: Date | null;
  readonly reusedNames: readonly string[];
  readonly shown: readonly DomainValidation[];
  readonly handedOut: boolean;
  readonly failures: number;
  readonly failedAt: Date | null;
  readonly failure: AcmeFailure | null;
  readonly finalizeIntendedAt: Date | null;
  readonly certificateUrl: string | null;
  readonly cancelledAt: Date | null;
  readonly revokedAt: Date | null;
}

const COLUMNS = `connection_id as "connectionId", reference, names, csr_pem as "csrPem",
  validation_method as "validationMethod", order_url as "orderUrl", placed_at as "placedAt",
  reused_names as "reusedNames", shown, handed_out as "handedOut", failures, failed_at as "failedAt", failure,
  finalize_intended_at as "finalizeIntendedAt", certificate_url as "certificateUrl", cancelled_at as "cancelledAt",
  revoked_at as "revokedAt"`;

export async function loadAcmeOrder(
  database: Queryable,
  { connectionId, reference }: AcmeOrderKey,
): Promise<StoredAcmeOrder | undefined> {
  const { rows } = await database.query<StoredAcmeOrder>(
    `select ${COLUMNS} from acme_orders where connection_id = $1 and reference = $2`,
    [connectionId, reference],
  );
  return rows[0];
}

export interface IntendedAcmeOrder extends AcmeOrderKey {
  readonly names: readonly string[];
  readonly csrPem: string;
  readonly validationMethod: ValidationMethod;
}

/** Before the directory is asked. Resolves to what is on record: an earlier intent stands, with its order where it has one. */
export async function intendAcmeOrder(
  database: Queryable,
  intended: IntendedAcmeOrder,
): Promise<StoredAcmeOrder> {
  const { connectionId, reference, names, csrPem, validationMethod } = intended;
  const { rows } = await database.query<StoredAcmeOrder>(
    `insert into acme_orders as o (connection_id, reference, names, csr_pem, validation_method, intended_at)
     values ($1, $2, $3, $4, $5, now())
     on conflict (connection_id, reference) do update
        set csr_pem = case when o.order_url is null then excluded.csr_pem else o.csr_pem end
     returning ${COLUMNS}`,
    [connectionId, reference, names, csrPem, validationMethod],
  );
  const [stored] = rows;
  if (!stored) throw new Error(`The order ${reference} was not recorded.`);
  return stored;
}

export interface PlacedAcmeOrder {
  readonly orderUrl: string;
  readonly placedAt: Date;
  readonly authorizationUrls: readonly string[];
}

/**
 * Puts the directory's order in the place of `before` (null: none). False where another one was put there meanwhile. Throws
 * StatementRefused, constraint `acme_orders_url`, where the directory gave an order that another one of ours has.
 */
export async function recordAcmePlacement(
  database: Queryable,
  { connectionId, reference }: AcmeOrderKey,
  before: string | null,
  { orderUrl, placedAt, authorizationUrls }: PlacedAcmeOrder,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update acme_orders
        set order_url = $4, placed_at = $5, authorization_urls = $6, reused_names = '{}', shown = '[]',
            handed_out = false, failed_at = null, failure = null, finalize_intended_at = null, certificate_url = null
      where connection_id = $1 and reference = $2 and order_url is not distinct from $3 and cancelled_at is null`,
    [connectionId, reference, before, orderUrl, placedAt, authorizationUrls],
  );
  return rowCount === 1;
}

/** Whose order this is; undefined where it is none of ours. */
export async function referenceOfAcmeOrder(
  database: Queryable,
  orderUrl: string,
): Promise<string | undefined> {
  const { rows } = await database.query<{ reference: string }>(
    'select reference from acme_orders where order_url = $1',
    [orderUrl],
  );
  return rows[0]?.reference;
}

/** Of these orders of the directory, those that are ours. */
export async function knownAcmeOrders(
  database: Queryable,
  orderUrls: readonly string[],
): Promise<Set<string>> {
  const { rows } = await database.query<{ orderUrl: string }>(
    'select order_url as "orderUrl" from acme_orders where order_url = any($1)',
    [orderUrls],
  );
  return new Set(rows.map(({ orderUrl }) => orderUrl));
}

export interface ShownAcmeProofs {
  readonly validationMethod: ValidationMethod;
  readonly shown: readonly DomainValidation[];
  /** Absent: what is on record stands. */
  readonly reusedNames?: readonly string[];
  readonly handedOut: boolean;
}

/** Of the order that is there now, and no other. What was handed out stays so. */
export async function recordAcmeProofs(
  database: Queryable,
  { connectionId, reference, orderUrl }: AcmeOrderKey & { readonly orderUrl: string },
  { validationMethod, shown, reusedNames, handedOut }: ShownAcmeProofs,
): Promise<void> {
  await database.query(
    `update acme_orders
        set validation_method = $4, shown = $5, reused_names = coalesce($6, reused_names), handed_out = handed_out or $7
      where connection_id = $1 and reference = $2 and order_url = $3`,
    [
      connectionId,
      reference,
      orderUrl,
      validationMethod,
      JSON.stringify(shown),
      reusedNames ?? null,
      handedOut,
    ],
  );
}

/** Once for each order of the directory: its later looks change nothing. */
export async function recordAcmeFailure(
  database: Queryable,
  { connectionId, reference, orderUrl }: AcmeOrderKey & { readonly orderUrl: string },
  { at, failure }: { readonly at: Date; readonly failure: AcmeFailure },
): Promise<void> {
  await database.query(
    `update acme_orders
        set failed_at = $4, failure = $5, failures = failures + 1, finalize_intended_at = null
      where connection_id = $1 and reference = $2 and order_url = $3 and failed_at is null`,
    [connectionId, reference, orderUrl, at, JSON.stringify(failure)],
  );
}

/** Before the directory is asked to issue. False where the order was cancelled, or is another one by now. */
export async function intendAcmeFinalize(
  database: Queryable,
  { connectionId, reference, orderUrl }: AcmeOrderKey & { readonly orderUrl: string },
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update acme_orders set finalize_intended_at = coalesce(finalize_intended_at, now())
      where connection_id = $1 and reference = $2 and order_url = $3 and cancelled_at is null`,
    [connectionId, reference, orderUrl],
  );
  return rowCount === 1;
}

export async function recordAcmeCertificate(
  database: Queryable,
  { connectionId, reference, orderUrl }: AcmeOrderKey & { readonly orderUrl: string },
  certificateUrl: string,
): Promise<void> {
  await database.query(
    `update acme_orders set certificate_url = $4
      where connection_id = $1 and reference = $2 and order_url = $3 and certificate_url is distinct from $4`,
    [connectionId, reference, orderUrl, certificateUrl],
  );
}

/** False where the directory was asked to issue before: then its word counts. Idempotent. */
export async function cancelAcmeOrder(
  database: Queryable,
  { connectionId, reference }: AcmeOrderKey,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update acme_orders set cancelled_at = coalesce(cancelled_at, now())
      where connection_id = $1 and reference = $2 and finalize_intended_at is null`,
    [connectionId, reference],
  );
  return rowCount === 1;
}

/** Idempotent. Resolves to when it was revoked, as it is on record from now on. */
export async function recordAcmeRevocation(
  database: Queryable,
  { connectionId, reference }: AcmeOrderKey,
  at: Date,
): Promise<Date> {
  const { rows } = await database.query<{ revokedAt: Date }>(
    `update acme_orders set revoked_at = coalesce(revoked_at, $3)
      where connection_id = $1 and reference = $2 returning revoked_at as "revokedAt"`,
    [connectionId, reference, at],
  );
  return rows[0]?.revokedAt ?? at;
}

/** Of these authorizations, those that a living order of ours beside this one rests on. */
export async function sharedAcmeAuthorizations(
  database: Queryable,
  { connectionId, reference }: AcmeOrderKey,
  authorizationUrls: readonly string[],
): Promise<Set<string>> {
  const { rows } = await database.query<{ url: string }>(
    `select distinct url from acme_orders o, unnest(o.authorization_urls) as url
      where (o.connection_id, o.reference) <> ($1, $2) and o.authorization_urls && $3::text[]
        and o.cancelled_at is null and o.failed_at is null and o.certificate_url is null and url = any($3::text[])`,
    [connectionId, reference, authorizationUrls],
  );
  return new Set(rows.map(({ url }) => url));
}

/** The certificate that the order follows, where it came by the same connection; PEM. */
export async function predecessorFromAcme(
  database: Queryable,
  { connectionId, reference }: AcmeOrderKey,
): Promise<string | undefined> {
  const { rows } = await database.query<{ pem: string }>(
    `select c.certificate_pem as pem
       from orders o
       join certificates c on c.certificate_id = o.predecessor_certificate_id
       join acme_orders a on a.reference = c.order_id and a.connection_id = $1
      where o.order_id = $2`,
    [connectionId, reference],
  );
  return rows[0]?.pem;
}
