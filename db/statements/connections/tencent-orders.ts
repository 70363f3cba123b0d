/** What our orders are called at the reseller, what was bought for each, and how far it has come there. */
import type { ValidationMethod } from '../../../domain/catalogue/words.js';
import type { DomainValidation } from '../../../domain/control/validations.js';
import type { Queryable } from '../../database.js';

/** Which order, at which connection. */
export interface TencentOrderKey {
  readonly connectionId: string;
  readonly reference: string;
}

export interface HandedInLetter {
  readonly sha256: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** Which papers: of the order, or of the revocation of what it was issued. */
export type LetterFolder = 'letters' | 'revocation_letters';

export interface StoredTencentOrder extends TencentOrderKey {
  readonly productId: number;
  readonly domainCount: number;
  readonly years: number;
  readonly names: readonly string[];
  readonly csrPem: string | null;
  readonly validationMethod: ValidationMethod;
  readonly reissueOf: string | null;
  readonly purchaseIntendedAt: Date | null;
  readonly purchases: number;
  readonly certificateId: string | null;
  readonly spareIds: readonly string[];
  readonly sparesLookedAt: Date | null;
  readonly isReworked: boolean;
  readonly shown: readonly DomainValidation[];
  readonly shownAt: Date | null;
  readonly provenAt: Date | null;
  readonly letters: readonly HandedInLetter[];
  readonly revocationLetters: readonly HandedInLetter[];
  readonly revocationAskedAt: Date | null;
  readonly revokedAt: Date | null;
}

const COLUMNS = `connection_id as "connectionId", reference, product_id as "productId", domain_count as "domainCount", years,
  names, csr_pem as "csrPem", validation_method as "validationMethod", reissue_of as "reissueOf",
  purchase_intended_at as "purchaseIntendedAt", purchases, certificate_id as "certificateId", spare_ids as "spareIds",
  spares_looked_at as "sparesLookedAt", is_reworked as "isReworked", shown, shown_at as "shownAt", proven_at as "provenAt",
  letters, revocation_letters as "revocationLetters", revocation_asked_at as "revocationAskedAt", revoked_at as "revokedAt"`;

const OF_ORDER = 'connection_id = $1 and reference = $2';

export async function loadTencentOrder(
  database: Queryable,
  { connectionId, reference }: TencentOrderKey,
): Promise<StoredTencentOrder | undefined> {
  const { rows } = await database.query<StoredTencentOrder>(
    `select ${COLUMNS} from tencent_orders where ${OF_ORDER}`,
    [connectionId, reference],
  );
  return rows[0];
}

/** Undefined for a certificate that is none of this connection's orders. */
export async function loadTencentCertificate(
  database: Queryable,
  connectionId: string,
  certificateId: string,
): Promise<StoredTencentOrder | undefined> {
  const { rows } = await database.query<StoredTencentOrder>(
    `select ${COLUMNS} from tencent_orders where connection_id = $1 and certificate_id = $2`,
    [connectionId, certificateId],
  );
  return rows[0];
}

export interface IntendedTencentOrder extends TencentOrderKey {
  readonly productId: number;
  readonly domainCount: number;
  readonly years: number;
  readonly names: readonly string[];
  readonly csrPem: string | null;
  readonly validationMethod: ValidationMethod;
  readonly reissueOf: string | null;
}

/** Before anything is asked for. Resolves to what is on record: an earlier intent stands, with its certificate where it has one. */
export async function noteTencentOrder(
  database: Queryable,
  intended: IntendedTencentOrder,
): Promise<StoredTencentOrder> {
  const {
    connectionId,
    reference,
    productId,
    domainCount,
    years,
    names,
    csrPem,
    validationMethod,
    reissueOf,
  } = intended;
  const { rows } = await database.query<StoredTencentOrder>(
    `insert into tencent_orders as o
       (connection_id, reference, product_id, domain_count, years, names, csr_pem, validation_method, reissue_of)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (connection_id, reference) do update
        set names = excluded.names, csr_pem = coalesce(excluded.csr_pem, o.csr_pem)
     returning ${COLUMNS}`,
    [connectionId, reference, productId, domainCount, years, names, csrPem, validationMethod, reissueOf],
  );
  const [stored] = rows;
  if (!stored) throw new Error(`The order ${reference} was not recorded.`);
  return stored;
}

/**
 * Before the reseller is asked to sell. False where it was asked before, or has sold. Throws StatementRefused, constraint
 * `tencent_orders_one_purchase`, while another purchase of the product is under way.
 */
export async function intendTencentPurchase(
  database: Queryable,
  { connectionId, reference }: TencentOrderKey,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update tencent_orders set purchase_intended_at = $3, purchases = purchases + 1
      where ${OF_ORDER} and purchase_intended_at is null and certificate_id is null`,
    [connectionId, reference, at],
  );
  return rowCount === 1;
}

/** It is sure that nothing was sold for what was asked at that time. */
export async function forgetTencentPurchase(
  database: Queryable,
  { connectionId, reference }: TencentOrderKey,
  intendedAt: Date,
): Promise<void> {
  await database.query(
    `update tencent_orders set purchase_intended_at = null
      where ${OF_ORDER} and certificate_id is null and purchase_intended_at = $3`,
    [connectionId, reference, intendedAt],
  );
}

/** The purchase of the product that is under way at the connection, whose outcome is not known. */
export async function openTencentPurchase(
  database: Queryable,
  { connectionId, productId }: Pick<StoredTencentOrder, 'connectionId' | 'productId'>,
): Promise<StoredTencentOrder | undefined> {
  const { rows } = await database.query<StoredTencentOrder>(
    `select ${COLUMNS} from tencent_orders
      where connection_id = $1 and product_id = $2 and purchase_intended_at is not null and certificate_id is null`,
    [connectionId, productId],
  );
  return rows[0];
}

/** The first one counts: resolves to what is on record from now on. */
export async function recordTencentCertificate(
  database: Queryable,
  key: TencentOrderKey,
  certificateId: string,
): Promise<StoredTencentOrder | undefined> {
  await database.query(
    `update tencent_orders set certificate_id = $3 where ${OF_ORDER} and certificate_id is null`,
    [key.connectionId, key.reference, certificateId],
  );
  return await loadTencentOrder(database, key);
}

/** Of these certificates, those that are ours, spare ones among them. */
export async function knownTencentCertificates(
  database: Queryable,
  connectionId: string,
  certificateIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await database.query<{ id: string; reference: string }>(
    `select id, reference from tencent_orders, unnest(array_append(spare_ids, certificate_id)) as id
      where connection_id = $1 and (certificate_id = any($2) or spare_ids && $2::text[]) and id = any($2)`,
    [connectionId, certificateIds],
  );
  return new Map(rows.map(({ id, reference }) => [id, reference]));
}

/** Idempotent. */
export async function noteTencentSpare(
  database: Queryable,
  { connectionId, reference }: TencentOrderKey,
  certificateId: string,
): Promise<void> {
  await database.query(
    `update tencent_orders set spare_ids = array_append(spare_ids, $3)
      where ${OF_ORDER} and not spare_ids @> array[$3::text]`,
    [connectionId, reference, certificateId],
  );
}

export async function noteTencentSparesLooked(
  database: Queryable,
  { connectionId, reference }: TencentOrderKey,
  at: Date,
): Promise<void> {
  await database.query(`update tencent_orders set spares_looked_at = $3 where ${OF_ORDER}`, [
    connectionId,
    reference,
    at,
  ]);
}

/** The method in use now. `isReworked`: the order is taken back at the reseller, and handed in anew by it. */
export async function recordTencentMethod(
  database: Queryable,
  { connectionId, reference }: TencentOrderKey,
  { method, isReworked }: { readonly method: ValidationMethod; readonly isReworked: boolean },
): Promise<void> {
  await database.query(
    `update tencent_orders
        set validation_method = $3, is_reworked = $4,
            shown = case when $4 then '[]' else shown end, proven_at = case when $4 then null else proven_at end
      where ${OF_ORDER}`,
    [connectionId, reference, method, isReworked],
  );
}

export async function recordTencentProofs(
  database: Queryable,
  { connectionId, reference }: TencentOrderKey,
  shown: readonly DomainValidation[],
  at: Date,
): Promise<void> {
  await database.query(`update tencent_orders set shown = $3, shown_at = $4 where ${OF_ORDER}`, [
    connectionId,
    reference,
    JSON.stringify(shown),
    at,
  ]);
}

/** Null: a proof was lost again. */
export async function recordTencentProven(
  database: Queryable,
  { connectionId, reference }: TencentOrderKey,
  at: Date | null,
): Promise<void> {
  await database.query(
    `update tencent_orders set proven_at = case when $3::timestamptz is null then null else coalesce(proven_at, $3) end
      where ${OF_ORDER}`,
    [connectionId, reference, at],
  );
}

/** At the end of what was handed in before. */
export async function addTencentLetter(
  database: Queryable,
  { connectionId, reference }: TencentOrderKey,
  folder: LetterFolder,
  letter: HandedInLetter,
): Promise<void> {
  await database.query(`update tencent_orders set ${folder} = ${folder} || $3::jsonb where ${OF_ORDER}`, [
    connectionId,
    reference,
    JSON.stringify([letter]),
  ]);
}

/** The reseller did not take it. */
export async function removeTencentLetter(
  database: Queryable,
  { connectionId, reference }: TencentOrderKey,
  folder: LetterFolder,
  letter: HandedInLetter,
): Promise<void> {
  await database.query(
    `update tencent_orders
        set ${folder} = coalesce((select jsonb_agg(each order by place) from jsonb_array_elements(${folder})
              with ordinality as kept (each, place) where each <> $3::jsonb), '[]')
      where ${OF_ORDER}`,
    [connectionId, reference, JSON.stringify(letter)],
  );
}

/** Idempotent. */
export async function recordTencentRevocationAsked(
  database: Queryable,
  { connectionId, reference }: TencentOrderKey,
  at: Date,
): Promise<void> {
  await database.query(
    `update tencent_orders set revocation_asked_at = coalesce(revocation_asked_at, $3) where ${OF_ORDER}`,
    [connectionId, reference, at],
  );
}

/** Idempotent. Resolves to when it was revoked, as it is on record from now on. */
export async function recordTencentRevocation(
  database: Queryable,
  { connectionId, reference }: TencentOrderKey,
  at: Date,
): Promise<Date> {
  const { rows } = await database.query<{ revokedAt: Date }>(
    `update tencent_orders set revoked_at = coalesce(revoked_at, $3) where ${OF_ORDER} returning revoked_at as "revokedAt"`,
    [connectionId, reference, at],
  );
  return rows[0]?.revokedAt ?? at;
}

/** The certificate of the same purchase that was had last; undefined where the connection knows of none. */
export async function predecessorAtTencent(
  database: Queryable,
  { connectionId, reference }: TencentOrderKey,
  purchase: string,
): Promise<StoredTencentOrder | undefined> {
  const { rows } = await database.query<StoredTencentOrder>(
    `select ${COLUMNS} from tencent_orders t
      where connection_id = $1 and reference <> $2 and (reference = $3 or reissue_of = $3) and certificate_id is not null
        and revoked_at is null
        and exists (select 1 from certificates c where c.order_id = t.reference and c.revoked_at is null)
      order by (select max(c.not_before) from certificates c where c.order_id = t.reference) desc nulls last limit 1`,
    [connectionId, reference, purchase],
  );
  return rows[0];
}
