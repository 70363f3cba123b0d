/** Contacts and channels that were changed on a living order. Personal data: workflows carry the row's id. */
import type { Bilingual } from '../../../domain/bilingual.js';
import type { CheckChannel, Person } from '../../../domain/organization/form.js';
import { inTransaction, type Database, type Queryable } from '../../database.js';
import { bothOf, chineseIn } from '../reasons.js';

const REASON_CHINESE = chineseIn('reason', 'reason_words');

export type OrganizationDetails =
  | { readonly part: 'contact'; readonly details: Person }
  | { readonly part: 'channel'; readonly details: CheckChannel };

export type StoredDetails = OrganizationDetails & {
  readonly detailsId: string;
  readonly orderId: string;
  readonly status: 'proposed' | 'handed-in' | 'refused';
  /** Why the CA refused it. */
  readonly reason: string | null;
  /** The same in Chinese, where it was told in both languages. */
  readonly reasonChinese: string | null;
};

export type NewDetails = OrganizationDetails & {
  readonly detailsId: string;
  readonly orderId: string;
  /** Who asked for the change, in the caller's words. */
  readonly createdBy: string;
};

export async function insertDetails(database: Queryable, proposed: NewDetails): Promise<void> {
  const { detailsId, orderId, part, details, createdBy } = proposed;
  await database.query(
    `insert into organization_details (details_id, order_id, part, details, created_by)
     values ($1, $2, $3, $4, $5)`,
    [detailsId, orderId, part, JSON.stringify(details), createdBy],
  );
}

/** For the CA: never for logs, results or histories. */
export async function loadDetails(
  database: Queryable,
  orderId: string,
  detailsId: string,
): Promise<StoredDetails | undefined> {
  const { rows } = await database.query<StoredDetails>(
    `select details_id as "detailsId", order_id as "orderId", part, details, status, reason,
            ${REASON_CHINESE} as "reasonChinese"
       from organization_details
      where order_id = $1 and details_id = $2`,
    [orderId, detailsId],
  );
  return rows[0];
}

export type DetailsRecord = Omit<StoredDetails, 'orderId' | 'details'> & {
  readonly details: Person | CheckChannel;
  readonly createdBy: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
};

/** Every change that was asked for, oldest first: for the order's own account. */
export async function listDetails(database: Queryable, orderId: string): Promise<DetailsRecord[]> {
  const { rows } = await database.query<Omit<DetailsRecord, 'createdAt'> & { readonly createdAt: Date }>(
    `select details_id as "detailsId", part, details, status, reason, ${REASON_CHINESE} as "reasonChinese", created_by as "createdBy", created_at as "createdAt"
       from organization_details
      where order_id = $1
      order by created_at, details_id`,
    [orderId],
  );
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

export type RefusalOfDetails = Pick<StoredDetails, 'reason' | 'reasonChinese'>;

/** That the CA refused the latest change, and why where it said so; undefined where one that it took came after it. */
export async function loadLatestRefusalOfDetails(
  database: Queryable,
  orderId: string,
): Promise<RefusalOfDetails | undefined> {
  const { rows } = await database.query<RefusalOfDetails & { readonly status: string }>(
    `select status, reason, ${REASON_CHINESE} as "reasonChinese"
       from organization_details
      where order_id = $1 and status <> 'proposed'
      order by created_at desc
      limit 1`,
    [orderId],
  );
  const [latest] = rows;
  if (latest?.status !== 'refused') return undefined;
  return { reason: latest.reason, reasonChinese: latest.reasonChinese };
}

/** Where the form keeps what was changed. */
const FIELD_OF = { contact: '{contact}', channel: '{organizationCheck}' } as const;

/** The order's own copy of its form follows: later notices go to the new contact. Idempotent. */
export async function markDetailsHandedIn(
  database: Database,
  { orderId, detailsId, part, details }: StoredDetails,
): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const { rowCount } = await transaction.query(
      "update organization_details set status = 'handed-in' where details_id = $1 and status = 'proposed'",
      [detailsId],
    );
    if (rowCount === 0) return;
    await transaction.query(
      'update orders set form = jsonb_set(form, $2::text[], $3), updated_at = now() where order_id = $1',
      [orderId, FIELD_OF[part], JSON.stringify(details)],
    );
  });
}

/** `reason`: the CA's, without personal data. Idempotent. */
export async function markDetailsRefused(
  database: Queryable,
  detailsId: string,
  reason: Bilingual,
): Promise<void> {
  await database.query(
    `update organization_details
        set status = 'refused', reason = $2, reason_words = $3
      where details_id = $1 and status = 'proposed'`,
    [detailsId, reason.en, bothOf(reason)],
  );
}

/** For a change that the order did not take: nothing of it is kept. */
export async function removeProposed(database: Queryable, detailsId: string): Promise<void> {
  await database.query("delete from organization_details where details_id = $1 and status = 'proposed'", [
    detailsId,
  ]);
}
