/** Requests to buy, so that whoever repeats one whose answer was lost gets the same orders. */
import type { Queryable } from '../../database.js';

export interface PurchaseRequest {
  readonly account: string;
  /** The key that asks. */
  readonly askedBy: string;
  readonly requestSha256: string;
}

/** Instants: ISO 8601, UTC. */
export interface LostPurchaseWindow {
  /** Asked after this. */
  readonly since: string;
  /** Whose answer is not known to be lost counts as lost where it was asked before this. */
  readonly unansweredBefore: string;
}

/**
 * The same request, asked before and never answered; from now on it is being answered again, and nobody else is given it.
 * Undefined where there is none.
 */
export async function takeLostPurchase(
  database: Queryable,
  { account, askedBy, requestSha256 }: PurchaseRequest,
  { since, unansweredBefore }: LostPurchaseWindow,
  now: string,
): Promise<string | undefined> {
  const { rows } = await database.query<{ purchaseId: string }>(
    `update tencent_purchases set asked_at = $6, lost_at = null
      where purchase_id = (
            select purchase_id from tencent_purchases
             where account = $1 and asked_by = $2 and request_sha256 = $3 and delivered_at is null
               and asked_at > $4 and (lost_at is not null or asked_at < $5)
             order by asked_at limit 1 for update skip locked)
     returning purchase_id as "purchaseId"`,
    [account, askedBy, requestSha256, since, unansweredBefore, now],
  );
  return rows[0]?.purchaseId;
}

/** Whether somebody works at the same request, or its answer is on its way: what becomes of it is not known yet. */
export async function isBeingAnswered(
  database: Queryable,
  { account, askedBy, requestSha256 }: PurchaseRequest,
  unansweredBefore: string,
): Promise<boolean> {
  const { rows } = await database.query(
    `select 1 from tencent_purchases
      where account = $1 and asked_by = $2 and request_sha256 = $3 and delivered_at is null
        and lost_at is null and asked_at >= $4
      limit 1`,
    [account, askedBy, requestSha256, unansweredBefore],
  );
  return rows.length > 0;
}

/** It is still being worked at. */
export async function renewPurchase(
  database: Queryable,
  account: string,
  purchaseId: string,
  now: string,
): Promise<void> {
  await database.query(
    `update tencent_purchases set asked_at = $3
      where account = $1 and purchase_id = $2 and delivered_at is null and lost_at is null`,
    [account, purchaseId, now],
  );
}

export async function insertPurchase(
  database: Queryable,
  { account, askedBy, requestSha256 }: PurchaseRequest,
  purchaseId: string,
  now: string,
): Promise<void> {
  await database.query(
    `insert into tencent_purchases (purchase_id, account, asked_by, request_sha256, asked_at)
     values ($1, $2, $3, $4, $5)`,
    [purchaseId, account, askedBy, requestSha256, now],
  );
}

/** Those asked before this (ISO 8601): nobody repeats them any more. Their orders stay. */
export async function forgetPurchases(database: Queryable, account: string, before: string): Promise<void> {
  await database.query('delete from tencent_purchases where account = $1 and asked_at < $2', [
    account,
    before,
  ]);
}

/** What became of the answer. One that is delivered is never lost. */
export async function markAnswer(
  database: Queryable,
  account: string,
  purchaseId: string,
  outcome: 'delivered' | 'lost',
  at: string,
): Promise<void> {
  const column = outcome === 'delivered' ? 'delivered_at' : 'lost_at';
  await database.query(
    `update tencent_purchases set ${column} = $3
      where account = $1 and purchase_id = $2 and delivered_at is null`,
    [account, purchaseId, at],
  );
}

/** A purchase that was refused bought nothing: it may be asked for again as a new one. */
export async function removePurchase(
  database: Queryable,
  account: string,
  purchaseId: string,
): Promise<void> {
  await database.query('delete from tencent_purchases where account = $1 and purchase_id = $2', [
    account,
    purchaseId,
  ]);
}
