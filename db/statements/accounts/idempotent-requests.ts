/** Writes that are known again by their key: claimed by whoever works at them, answered once. */
import type { Queryable } from '../../database.js';
import type { SealedValue } from '../../sealed-values.js';

export interface ClaimedRequest {
  readonly requestId: string;
  readonly account: string;
  readonly requestMark: string;
  readonly claim: string;
  readonly now: Date;
  readonly claimedUntil: Date;
  readonly expiresAt: Date;
}

export interface RequestStanding {
  readonly requestMark: string;
  readonly claim: string;
  readonly claimedUntil: Date;
  /** Null as long as nothing was answered. */
  readonly status: number | null;
  readonly sealedAnswer: SealedValue | null;
}

/** `new`: nobody was at it. `again`: whoever was is gone. Undefined: somebody is, or it was answered, or it is another request. */
export async function claimRequest(
  database: Queryable,
  { requestId, account, requestMark, claim, now, claimedUntil, expiresAt }: ClaimedRequest,
): Promise<'new' | 'again' | undefined> {
  const { rows } = await database.query<{ isNew: boolean }>(
    `insert into idempotent_requests as known
            (request_id, account, request_mark, claim, claimed_until, expires_at)
     values ($1, $2, $3, $4, $6, $7)
     on conflict (request_id) do update
        set claim = excluded.claim, claimed_until = excluded.claimed_until, expires_at = excluded.expires_at,
            request_mark = excluded.request_mark, status = null, sealed_answer = null, written_off_at = null
      where known.expires_at <= $5
         or (known.status is null and known.claimed_until <= $5 and known.request_mark = excluded.request_mark)
     returning (xmax = 0) as "isNew"`,
    [requestId, account, requestMark, claim, now, claimedUntil, expiresAt],
  );
  const [row] = rows;
  return row && (row.isNew ? 'new' : 'again');
}

export async function readRequest(
  database: Queryable,
  requestId: string,
): Promise<RequestStanding | undefined> {
  const { rows } = await database.query<RequestStanding>(
    `select request_mark as "requestMark", claim, claimed_until as "claimedUntil", status, sealed_answer as "sealedAnswer"
       from idempotent_requests where request_id = $1`,
    [requestId],
  );
  return rows[0];
}

interface OwnClaim {
  readonly requestId: string;
  readonly claim: string;
}

/** False where another one took it over. */
export async function renewClaim(
  database: Queryable,
  { requestId, claim }: OwnClaim,
  until: Date,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update idempotent_requests set claimed_until = $3 where request_id = $1 and claim = $2 and status is null`,
    [requestId, claim, until],
  );
  return rowCount > 0;
}

/** False where another one took it over: its answer counts. */
export async function answerRequest(
  database: Queryable,
  { requestId, claim }: OwnClaim,
  { status, sealedAnswer, expiresAt }: { status: number; sealedAnswer: SealedValue; expiresAt: Date },
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update idempotent_requests set status = $3, sealed_answer = $4, expires_at = $5
      where request_id = $1 and claim = $2 and status is null`,
    [requestId, claim, status, JSON.stringify(sealedAnswer), expiresAt],
  );
  return rowCount > 0;
}

/** Nothing came of it: the same key may come again. */
export async function releaseRequest(database: Queryable, { requestId, claim }: OwnClaim): Promise<void> {
  await database.query(
    'delete from idempotent_requests where request_id = $1 and claim = $2 and status is null',
    [requestId, claim],
  );
}

/** A few whose time is over go with each one that comes: no more are kept than come in a day. */
export async function forgetOldRequests(database: Queryable, now: Date): Promise<void> {
  await database.query(
    `delete from idempotent_requests
      where request_id in (select request_id from idempotent_requests where expires_at <= $1
                            order by expires_at limit 20 for update skip locked)`,
    [now],
  );
}
