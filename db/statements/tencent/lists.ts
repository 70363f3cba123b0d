/** The certificates of an account as the reseller's API lists them: by offset and with a count, since that is how it is asked. */
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import type { Queryable } from '../../database.js';
import { andAll, Parameters } from '../pages.js';
import {
  BESIDE,
  certificatesOf,
  COMPANY_IS_CHECKED,
  HAS_LETTER,
  LIVING_REVOCATION,
  TENCENT_COLUMNS,
  type TencentRecord,
} from './views.js';

/** All of it must hold. */
export interface TencentFilter {
  /** Part of the id, of the alias or of a name, in whatever case. */
  readonly search?: string;
  readonly ids?: readonly string[];
  readonly statuses?: readonly number[];
  readonly project?: string | null;
  readonly uploaded?: boolean;
  /** Issued, and neither revoked nor expired. */
  readonly deployable?: boolean;
  /** Ends within so many days. */
  readonly endsWithinDays?: number;
  readonly sm2?: boolean;
  /** Each with any of its values; a key without values matches every value. */
  readonly tags?: readonly { readonly key: string; readonly values: readonly string[] }[];
}

export interface TencentPageWanted {
  readonly limit: number;
  readonly offset: number;
  /** By the end of their validity; undefined: newest first. */
  readonly byExpiry?: 'asc' | 'desc';
}

export interface TencentPage {
  readonly total: number;
  readonly rows: TencentRecord[];
}

/** `now`: ISO 8601. */
export async function pageOfTencent(
  database: Queryable,
  account: string,
  filter: TencentFilter,
  { limit, offset, byExpiry }: TencentPageWanted,
  now: string,
): Promise<TencentPage> {
  const parameters = new Parameters();
  const whose = parameters.add(account);
  const conditions = conditionsOf(filter, now, parameters);
  const from = `from (${certificatesOf(whose)}) listed ${BESIDE} where true${andAll(conditions)}`;
  const counted = await database.query<{ total: number }>(
    `select count(*)::integer as total ${from}`,
    parameters.values,
  );
  const total = counted.rows[0]?.total ?? 0;
  if (offset >= total || limit === 0) return { total, rows: [] };
  const newest = 'listed.created_at desc, listed.root_id desc';
  const order = byExpiry === undefined ? newest : `c.not_after ${byExpiry} nulls last, ${newest}`;
  const { rows } = await database.query<TencentRecord>(
    `select ${TENCENT_COLUMNS}
       from (select listed.*, row_number() over (order by ${order}) as place ${from}
              order by place limit ${parameters.add(limit)} offset ${parameters.add(offset)}) listed ${BESIDE}
      order by listed.place`,
    parameters.values,
  );
  return { total, rows };
}

/** By the API's id. Undefined also for what was deleted, and for another account's. */
export async function readTencent(
  database: Queryable,
  account: string,
  tencentId: string,
): Promise<TencentRecord | undefined> {
  const { rows } = await database.query<TencentRecord>(
    `select ${TENCENT_COLUMNS}
       from (select o.order_id as root_id, coalesce(t.order_id, o.order_id) as order_id, null::text as own_id, o.created_at
               from orders o left join tencent_certificates t on t.root_order_id = o.order_id
              where o.account = $1 and tencent_id(o.order_id) = $2 and t.removed_at is null
                and (o.started_at is not null or o.progress_sequence > 0)
             union all
             select c.certificate_id, null, c.certificate_id, c.created_at
               from certificates c
              where c.account = $1 and c.order_id is null and tencent_id(c.certificate_id) = $2
             limit 1) listed ${BESIDE}`,
    [account, tencentId],
  );
  return rows[0];
}

/** By the fingerprint of the certificate: its root, the oldest one of several. */
export async function findByFingerprint(
  database: Queryable,
  account: string,
  fingerprintSha256: string,
): Promise<string | undefined> {
  const { rows } = await database.query<{ rootId: string }>(
    `select coalesce(t.root_order_id, c.order_id, c.certificate_id) as "rootId"
       from certificates c left join tencent_certificates t on t.order_id = c.order_id
      where c.account = $1 and c.fingerprint_sha256 = $2 and t.removed_at is null
      order by c.created_at limit 1`,
    [account, fingerprintSha256],
  );
  return rows[0]?.rootId;
}

function conditionsOf(filter: TencentFilter, now: string, parameters: Parameters): string[] {
  const { search, ids, statuses, project, uploaded, deployable, endsWithinDays, sm2, tags } = filter;
  const at = parameters.add(now, 'timestamptz');
  const status = statusAt(at);
  const of = (column: string) => `case when c.certificate_id is null then o.${column} else c.${column} end`;
  return [
    // Every statement names every parameter.
    `${at} is not null`,
    ...(search === undefined ? [] : [searched(parameters.add(search, 'text'), of('alias'))]),
    ...(ids === undefined ? [] : [`tencent_id(listed.root_id) = any(${parameters.add(ids, 'text[]')})`]),
    ...(statuses === undefined ? [] : [`${status} = any(${parameters.add(statuses, 'integer[]')})`]),
    ...(project === undefined
      ? []
      : [`(${of('project')}) is not distinct from ${parameters.add(project, 'text')}`]),
    ...(uploaded === undefined
      ? []
      : [`(listed.own_id is not null) = ${parameters.add(uploaded, 'boolean')}`]),
    ...(deployable === undefined
      ? []
      : [`(${status} = ${TENCENT_STATUS.issued}) = ${parameters.add(deployable, 'boolean')}`]),
    ...(endsWithinDays === undefined
      ? []
      : [
          `${status} = ${TENCENT_STATUS.issued}`,
          `c.not_after < ${at} + make_interval(days => ${parameters.add(endsWithinDays, 'integer')})`,
        ]),
    ...(sm2 === undefined
      ? []
      : [`(o.brand is not distinct from 'dnspod-sm2') = ${parameters.add(sm2, 'boolean')}`]),
    ...(tags ?? []).map(({ key, values }) => tagged(of('tags'), key, values, parameters)),
  ];
}

function searched(part: string, alias: string): string {
  return `(strpos(lower(coalesce(${alias}, '')), lower(${part})) > 0
        or strpos(lower(tencent_id(listed.root_id)), lower(${part})) > 0
        or exists (select from unnest(coalesce(c.names, o.names)) name where strpos(name, lower(${part})) > 0))`;
}

function tagged(tags: string, key: string, values: readonly string[], parameters: Parameters): string {
  const wanted = values.length === 0 ? [{ key }] : values.map((value) => ({ key, value }));
  const any = wanted.map((tag) => `(${tags}) @> ${parameters.add(JSON.stringify([tag]), 'jsonb')}`);
  return `(${any.join(' or ')})`;
}

/** `statusOf` (domain/tencent/status.ts) in SQL; a test compares them. */
export function statusAt(now: string): string {
  const S = TENCENT_STATUS;
  return `(
  case when o.order_id is null or o.state = 'issued' then
         case when c.revoked_at is not null then ${S.revoked}
              when ${LIVING_REVOCATION} is not null then
                case when ${LIVING_REVOCATION} @> '{"proof": "letter", "waitingOn": "subscriber-revocation-letter"}'
                     then ${S.revocationLetterMissing} else ${S.revoking} end
              when c.not_after < ${now} then ${S.expired} else ${S.issued} end
       when o.state = 'cancelled' then ${S.cancelled}
       when o.state in ('rejected', 'expired') then ${S.failed}
       when t.cancel_asked_at is not null then ${S.cancelling}
       when o.state = 'pending-submission' then
         case when o.certificate_type = 'dv-free' then ${S.freeToBeSubmitted} else ${S.toBeSubmitted} end
       when o.purpose in ('reissue', 'plan-reissue') then ${S.reissuing}
       when o.terms -> 'organization' ->> 'way' in ('confirmation-letter', 'application-form')
            and not ${HAS_LETTER} and not ${COMPANY_IS_CHECKED} then ${S.letterMissing}
       when o.certificate_type in ('dv', 'dv-free') and o.validation_method = 'auto-dns' then ${S.dnsAdded}
       else ${S.reviewing} end)`;
}
