/** What it costs to count the places of free certificates, with many that are past: `quota`, and a free order's look. */
import { performance } from 'node:perf_hooks';
import type { Database } from '../db/database.js';
import { placesAround, placesOfAccount, placesOfDomains } from '../db/statements/catalogue/free-places.js';
import { median } from './statistics.js';

export interface FreePlacesFigures {
  readonly past: number;
  /** Of `quota`, without its look for orders that were never started; milliseconds, the middle one of many. */
  readonly quotaMs: number;
  /** Of what a free order counts under its two locks. */
  readonly orderMs: number;
}

export const PAST_PLACES = 20_000;
const LIVING = 15;
const TIMES = 101;

/** In an account of its own, at a domain of its own. */
export async function measureFreePlaces(
  database: Database,
  { account = 'bench-free', past = PAST_PLACES } = {},
): Promise<FreePlacesFigures> {
  const domain = `${account}.example`;
  await store(database, account, { kind: 'living', count: LIVING, endedDaysAgo: -30 });
  await store(database, account, { kind: 'past', count: past, endedDaysAgo: 300 });
  const quotaMs = await middle(async () => {
    await placesOfAccount(database, account, Date.now());
    await placesOfDomains(database, account, Date.now());
  });
  const orderMs = await middle(() =>
    placesAround(database, { account, registrableDomain: domain }, Date.now()),
  );
  return { past, quotaMs, orderMs };
}

interface Stored {
  readonly kind: string;
  readonly count: number;
  readonly endedDaysAgo: number;
}

/** Issued free orders with their places and certificates. */
async function store(
  database: Database,
  account: string,
  { kind, count, endedDaysAgo }: Stored,
): Promise<void> {
  const made = `from (select $1::text as account, $1 || '-' || $2::text || '-' || i as id, now() - make_interval(days => $4) as ended
                        from generate_series(1, $3::int) i) made`;
  for (const statement of [
    `insert into orders (order_id, account, request_sha256, brand, certificate_type, names, state, plan_id, started_at)
     select id, account, '', 'trustasia', 'dv-free', array[id || '.' || account || '.example'], 'issued', id, now() ${made}`,
    `insert into certificates (certificate_id, order_id, account, plan_id, names, serial_number, fingerprint_sha256, issuer,
                               not_before, not_after, certificate_pem, chain_pem)
     select 'c-' || id, id, account, id, array[id || '.' || account || '.example'], '01', 'f-' || id, 'CN=TrustAsia',
            ended - interval '90 days', ended, '', '' ${made}`,
    'analyze certificates',
    `insert into free_places (order_id, account, registrable_domain, taken_at)
     select id, account, account || '.example', ended - interval '90 days' ${made}`,
    'analyze free_places',
  ]) {
    const isCount = statement.startsWith('analyze');
    await database.query(statement, isCount ? [] : [account, kind, count, endedDaysAgo]);
  }
}

async function middle(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const begin = performance.now();
    await work();
    times.push(performance.now() - begin);
  }
  return median(times);
}
