/** When CAs want certificates replaced, as far as they said: who is asked about which one, and when again. */
import type { OrderTerms } from '../../../domain/orders/terms.js';
import type { RenewalWindow } from '../../../domain/plans/renewal-window.js';
import type { Queryable } from '../../database.js';

/** As a certificate's columns tell it; undefined where its CA names none, or was not asked yet. */
export function windowOf({
  windowStartsAt,
  windowEndsAt,
}: {
  readonly windowStartsAt: Date | null;
  readonly windowEndsAt: Date | null;
}): RenewalWindow | undefined {
  if (!windowStartsAt || !windowEndsAt) return undefined;
  return { start: windowStartsAt.toISOString(), end: windowEndsAt.toISOString() };
}

/** A certificate whose CA is to be asked when it wants it replaced. */
export interface DueQuestion {
  readonly certificateId: string;
  readonly planId: string;
  readonly certificatePem: string;
  /** Of its order: by which connection it came. */
  readonly terms: OrderTerms;
}

/**
 * SQL: begins to watch the certificates of a relation named `watched` (`certificate_id`, `order_id`): those that came by a
 * connection, of plans that order the next one. `at`: SQL of when they are asked for first.
 */
export function insertRenewalWindows(at: string): string {
  return `
    insert into renewal_windows (certificate_id, ask_at)
    select watched.certificate_id, ${at}
      from watched join orders on orders.order_id = watched.order_id
     where orders.terms -> 'connections' ->> 'ca' is not null and orders.certificate_type <> 'dv-free'
    on conflict do nothing`;
}

/**
 * Those due a question, moved on to `again`: whoever dies with them leaves them to the round after. What stands no more is asked
 * about no more.
 */
export async function takeDueQuestions(
  database: Queryable,
  { now, again, atMost }: { readonly now: Date; readonly again: Date; readonly atMost: number },
): Promise<DueQuestion[]> {
  const { rows } = await database.query<DueQuestion>(
    `with due as materialized (
       select certificate_id, replaced_by is null and revoked_at is null and not_after > $1 as stands
         from renewal_windows join certificates using (certificate_id)
        where ask_at <= $1
        order by ask_at limit $3
          for update of renewal_windows skip locked
     ), gone as (
       delete from renewal_windows where certificate_id in (select certificate_id from due where not stands)
     )
     update renewal_windows set ask_at = $2
       from due
       join certificates on certificates.certificate_id = due.certificate_id
       join orders on orders.order_id = certificates.order_id
      where due.stands and renewal_windows.certificate_id = due.certificate_id
     returning certificates.certificate_id as "certificateId", certificates.plan_id as "planId",
               certificates.certificate_pem as "certificatePem", orders.terms`,
    [now, again, atMost],
  );
  return rows;
}

/** What a CA said: all null where it names no window. */
export interface AnsweredWindow {
  /** ISO 8601, UTC. */
  readonly start: string | null;
  readonly end: string | null;
  readonly explanationUrl: string | null;
}

/** `untold`: the plan's lifecycle has to hear of it; one that has not heard of an earlier answer still has. */
export async function noteAnswer(
  database: Queryable,
  certificateId: string,
  { start, end, explanationUrl }: AnsweredWindow,
  { now, askAt, untold }: { readonly now: Date; readonly askAt: Date; readonly untold: boolean },
): Promise<void> {
  await database.query(
    `update renewal_windows
        set starts_at = $2, ends_at = $3, explanation_url = $4, answered_at = $5, ask_at = $6, untold = untold or $7
      where certificate_id = $1`,
    [certificateId, start, end, explanationUrl, now, askAt, untold],
  );
}

/** After no answer: what was said before stands. */
export async function noteSilence(database: Queryable, certificateId: string, askAt: Date): Promise<void> {
  await database.query('update renewal_windows set ask_at = $2 where certificate_id = $1', [
    certificateId,
    askAt,
  ]);
}

/** Of a CA that has nothing to say about any certificate. */
export async function forgetRenewalWindow(database: Queryable, certificateId: string): Promise<void> {
  await database.query('delete from renewal_windows where certificate_id = $1', [certificateId]);
}

/** Plans whose lifecycles have not heard what brings their next step forward. */
export async function untoldPlans(
  database: Queryable,
  atMost: number,
): Promise<{ readonly certificateId: string; readonly planId: string }[]> {
  const { rows } = await database.query<{ certificateId: string; planId: string }>(
    `select certificate_id as "certificateId", certificates.plan_id as "planId"
       from renewal_windows join certificates using (certificate_id)
      where untold limit $1`,
    [atMost],
  );
  return rows;
}

export async function markTold(database: Queryable, certificateId: string): Promise<void> {
  await database.query('update renewal_windows set untold = false where certificate_id = $1', [
    certificateId,
  ]);
}
