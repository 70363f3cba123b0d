/** Whose turn it was, as a trigger keeps it (migration 0040), and how long such turns usually last. */
import type { OrderState } from '../../../domain/orders/states.js';
import type { TrackName } from '../../../domain/orders/tracks.js';
import type { Wait } from '../../../domain/waits.js';
import type { Queryable } from '../../database.js';

/** Times are ISO 8601, UTC. */
export interface StoredTurn {
  /** Null: the order's own, beside its proofs or without any. */
  readonly track: TrackName | null;
  readonly waitingOn: Wait;
  readonly since: string;
  /** Null: it lasts. */
  readonly until: string | null;
  readonly deadline: string | null;
}

export interface UsualTurn {
  readonly waitingOn: Wait;
  /** How many are known. */
  readonly turns: number;
  readonly medianSeconds: number;
  readonly ninetiethSeconds: number;
}

export interface StoredTurns {
  readonly createdAt: string;
  /** Null: it goes on, or ended before turns were kept. */
  readonly endedAt: string | null;
  readonly state: OrderState;
  /** From when on every turn is known. */
  readonly completeSince: string;
  readonly turns: readonly StoredTurn[];
  readonly usual: readonly UsualTurn[];
}

/** Of one wait of a brand and type, so many of the newest are looked at. */
const NEWEST = 1_000;

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Undefined where it is not the account's. */
export async function loadTurns(
  database: Queryable,
  account: string,
  orderId: string,
): Promise<StoredTurns | undefined> {
  const { rows } = await database.query<StoredTurns>(
    `with turns as (select * from order_turns where order_id = $1)
     select ${instant('created_at')} as "createdAt", state,
            case when standing_of(state) <> 'open' then (select ${instant('max(until)')} from turns) end as "endedAt",
            ${instant('greatest(created_at, (select since from order_turns_kept))')} as "completeSince",
            (select coalesce(jsonb_agg(jsonb_build_object(
                      'track', nullif(track, ''), 'waitingOn', waiting_on, 'since', ${instant('since')},
                      'until', ${instant('until')}, 'deadline', ${instant('deadline')}) order by since, track, waiting_on), '[]')
               from turns) as turns,
            (select coalesce(jsonb_agg(jsonb_build_object(
                      'waitingOn', wait, 'turns', known, 'medianSeconds', lasted[1], 'ninetiethSeconds', lasted[2]) order by wait), '[]')
               from (select distinct waiting_on as wait from turns) waits
              cross join lateral (
                    select count(*) as known, percentile_cont(array[0.5, 0.9]) within group (order by seconds) as lasted
                      from (select extract(epoch from newest.until - newest.since)::double precision as seconds
                              from order_turns newest
                             where newest.brand = orders.brand and newest.certificate_type = orders.certificate_type
                               and newest.waiting_on = waits.wait and newest.until is not null and not newest.is_cut_off
                             order by newest.until desc limit ${NEWEST}) lengths) found
              where known > 0) as usual
       from orders where order_id = $1 and account = $2`,
    [orderId, account],
  );
  return rows[0];
}
