/** Places of free certificates: taken under locks, counted by what is alive, released by time without anyone's doing. */
import {
  domainOfPlace,
  FREE_PLACES,
  freeValidityDays,
  type PlaceAt,
  type PlacesTaken,
} from '../../../domain/catalogue/free-places.js';
import type { Queryable } from '../../database.js';

/**
 * Holds everyone else off who takes a place in this account or at this domain, until the transaction ends. The account
 * comes first everywhere, and orders are written before either, so that no two wait for each other.
 */
export async function lockPlaces(transaction: Queryable, place: PlaceAt): Promise<void> {
  for (const key of [`free-account:${place.account}`, `free-domain:${place.registrableDomain}`])
    await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
}

/**
 * Living places and when each is released: null as long as nothing was issued. Of a plan's certificates the newest counts.
 * $1: now.
 */
const LIVING = `
  select place.order_id, place.account, place.registrable_domain, release_at
    from free_places place
    left join lateral (
      select least(not_after, revoked_at) + interval '${FREE_PLACES.releaseHoursAfterEnd} hours' as release_at
        from certificates
       where certificates.plan_id = place.order_id
       order by (replaced_by is null) desc, not_before desc, certificate_id desc
       limit 1) newest on true
   where given_back_at is null and (release_at is null or release_at > $1)`;

/**
 * Certificates from elsewhere that are free ones of the same CA, each once, however many accounts watch it: by the issuer's
 * name and the length of the free product. $1: now, $3: days, $4: issuer. Only of the domain $2, or of any where it is null.
 */
const FROM_ELSEWHERE = `
  select distinct on (fingerprint_sha256) names,
         least(not_after, revoked_at) + interval '${FREE_PLACES.releaseHoursAfterEnd} hours' as release_at
    from certificates elsewhere
   where source = 'uploaded' and position(lower($4) in lower(issuer)) > 0
     and not_after - not_before <= make_interval(days => $3)
     and least(not_after, revoked_at) + interval '${FREE_PLACES.releaseHoursAfterEnd} hours' > $1
     and exists (select 1 from unnest(names) name where name = $2 or right(name, length($2) + 1) = '.' || $2)
     and not exists (select 1 from certificates own
                      where own.fingerprint_sha256 = elsewhere.fingerprint_sha256 and own.source = 'ordered')
   order by fingerprint_sha256, revoked_at nulls last`;

interface CountedRow {
  readonly taken: number;
  readonly next: Date | null;
}

/** `now`: milliseconds since the epoch. */
export async function placesOfAccount(
  database: Queryable,
  account: string,
  now: number,
): Promise<PlacesTaken> {
  const { rows } = await database.query<CountedRow>(
    `select count(*)::int as taken, min(release_at) as next from (${LIVING} and account = $2) living`,
    [new Date(now), account],
  );
  return counted(rows[0]);
}

/** Of all accounts: a domain's places are shared. `now`: milliseconds since the epoch. */
export async function placesOfDomain(
  database: Queryable,
  registrableDomain: string,
  now: number,
): Promise<PlacesTaken> {
  const { rows } = await database.query<CountedRow>(
    `select count(*)::int as taken, min(release_at) as next
       from (select release_at from (${LIVING} and registrable_domain = $2) living
             union all
             select release_at from (${FROM_ELSEWHERE}) elsewhere) both_kinds`,
    [new Date(now), registrableDomain, freeValidityDays(now), FREE_PLACES.issuerOfOthers],
  );
  return counted(rows[0]);
}

/** The registrable domains at which the account itself holds a place, in the order of the alphabet. */
export async function domainsOfAccount(database: Queryable, account: string, now: number): Promise<string[]> {
  const { rows } = await database.query<{ domain: string }>(
    `select distinct registrable_domain as domain from (${LIVING} and account = $2) living
      where registrable_domain is not null order by 1`,
    [new Date(now), account],
  );
  return rows.map(({ domain }) => domain);
}

export async function hasPlace(database: Queryable, orderId: string): Promise<boolean> {
  const { rowCount } = await database.query('select 1 from free_places where order_id = $1', [orderId]);
  return rowCount > 0;
}

/** Count first, within the same locks. */
export async function insertPlace(
  transaction: Queryable,
  orderId: string,
  { account, registrableDomain }: PlaceAt,
  now: number,
): Promise<void> {
  await transaction.query(
    'insert into free_places (order_id, account, registrable_domain, taken_at) values ($1, $2, $3, $4)',
    [orderId, account, registrableDomain, new Date(now)],
  );
}

/** Of an order whose form was taken back: it may be handed in again. */
export async function removePlace(transaction: Queryable, orderId: string): Promise<void> {
  await transaction.query('delete from free_places where order_id = $1', [orderId]);
}

/** Places of orders from before places were counted get their domain: a worker's first deed. Idempotent. */
export async function nameOldPlaces(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ order_id: string; names: string[] }>(
    `select order_id, names from free_places join orders using (order_id)
      where registrable_domain is null order by order_id`,
  );
  for (const { order_id: orderId, names } of rows)
    await database.query('update free_places set registrable_domain = $2 where order_id = $1', [
      orderId,
      domainOfPlace(names),
    ]);
  return rows.length;
}

function counted(row: CountedRow | undefined): PlacesTaken {
  return { taken: row?.taken ?? 0, nextReleaseAt: row?.next?.getTime() };
}
