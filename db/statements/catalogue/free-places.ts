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
  await transaction.query(
    `select pg_advisory_xact_lock(hashtextextended($1, 0)), pg_advisory_xact_lock(hashtextextended($2, 0))`,
    [`free-account:${place.account}`, `free-domain:${place.registrableDomain}`],
  );
}

/** Of a place's end, which the database keeps up (0013_what_is_alive.sql), and of a certificate's. */
const RELEASED_AFTER = `interval '${FREE_PLACES.releaseHoursAfterEnd} hours'`;

/** Read from the end of an index by account or domain: places of the past are not passed by. $1: now. */
const IS_LIVING = `given_back_at is null
  and coalesce(ends_at, 'infinity') > $1::timestamptz - ${RELEASED_AFTER}`;

/**
 * Certificates from elsewhere that are free ones of the same CA, each once, however many accounts watch it: by the issuer's
 * name and the length of the free product. $1: now, $2: days, $3: issuer. Of one domain, an expression.
 */
function endsElsewhere(domain: string): string {
  return `
    select ends_at from (
      select distinct on (fingerprint_sha256) watched.ends_at
        from uploaded_certificate_domains watched
        join certificates elsewhere using (certificate_id)
       where watched.domain = ${domain} and watched.ends_at > $1::timestamptz - ${RELEASED_AFTER}
         and position(lower($3) in lower(issuer)) > 0 and not_after - not_before <= make_interval(days => $2)
         and not exists (select 1 from certificates own
                          where own.fingerprint_sha256 = elsewhere.fingerprint_sha256 and own.source = 'ordered')
       order by fingerprint_sha256, revoked_at nulls last) each_once`;
}

/** Of all accounts: a domain's places are shared. */
function countedAt(domain: string): string {
  return `
    select count(*)::int as taken, min(ends_at) + ${RELEASED_AFTER} as next
      from (select ends_at from free_places where registrable_domain = ${domain} and ${IS_LIVING}
            union all ${endsElsewhere(domain)}) both_kinds`;
}

function countedOf(account: string): string {
  return `
    select count(*)::int as taken, min(ends_at) + ${RELEASED_AFTER} as next
      from free_places where account = ${account} and ${IS_LIVING}`;
}

interface CountedRow {
  readonly taken: number;
  readonly next: Date | null;
}

function givenAt(now: number): unknown[] {
  return [new Date(now), freeValidityDays(now), FREE_PLACES.issuerOfOthers];
}

export interface PlacesAround {
  readonly ofAccount: PlacesTaken;
  readonly ofDomain: PlacesTaken;
}

/** What is taken where another place is asked for, in one look. `now`: milliseconds since the epoch. */
export async function placesAround(
  database: Queryable,
  { account, registrableDomain }: PlaceAt,
  now: number,
): Promise<PlacesAround> {
  const { rows } = await database.query<CountedRow & { domainTaken: number; domainNext: Date | null }>(
    `select of_account.*, of_domain.taken as "domainTaken", of_domain.next as "domainNext"
       from (${countedOf('$4')}) of_account, (${countedAt('$5')}) of_domain`,
    [...givenAt(now), account, registrableDomain],
  );
  const [row] = rows;
  return {
    ofAccount: counted(row),
    ofDomain: counted(row && { taken: row.domainTaken, next: row.domainNext }),
  };
}

/** `now`: milliseconds since the epoch. */
export async function placesOfAccount(
  database: Queryable,
  account: string,
  now: number,
): Promise<PlacesTaken> {
  const { rows } = await database.query<CountedRow>(countedOf('$2'), [new Date(now), account]);
  return counted(rows[0]);
}

/** At the registrable domains at which the account itself holds a place, in the order of the alphabet. */
export async function placesOfDomains(
  database: Queryable,
  account: string,
  now: number,
): Promise<(PlacesTaken & { readonly domain: string })[]> {
  const { rows } = await database.query<CountedRow & { readonly domain: string }>(
    `select own.domain, taken, next
       from (select distinct registrable_domain as domain from free_places
              where account = $4 and registrable_domain is not null and ${IS_LIVING}) own
       join lateral (${countedAt('own.domain')}) at_domain on true
      order by own.domain`,
    [...givenAt(now), account],
  );
  return rows.map((row) => ({ domain: row.domain, ...counted(row) }));
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
