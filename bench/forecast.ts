/** What a forecast costs: rows as years of orders leave them, read and written out as the command does. */
import { readForecast } from '../client/plans/forecast.js';
import { forecastText } from '../client/cli/forecast.js';
import type { Database } from '../db/database.js';
import { DEFAULT_TIME_ZONE } from '../domain/time-zone.js';
import { timed, type TimedWork } from './timed-work.js';

export interface ForecastFigures extends TimedWork {
  readonly plans: number;
  readonly items: number;
  readonly bytesWritten: number;
}

/** So many plans have about 45,000 items in two years. */
export const FORECAST_PLANS = 7_200;
const WEEKS = 104;

/** Of an account of its own, which the database should not have yet. */
export async function measureForecast(
  database: Database,
  { account = 'bench-forecast', plans = FORECAST_PLANS } = {},
): Promise<ForecastFigures> {
  await storePlans(database, account, plans);
  const { result, took } = await timed(async () => {
    const date = new Date().toISOString().slice(0, 10);
    const reading = await readForecast(
      { database, account, clock: () => Date.now() },
      { date, weeks: WEEKS },
    );
    let bytesWritten = 0;
    for await (const part of forecastText(reading, { language: 'en', timeZone: DEFAULT_TIME_ZONE }))
      bytesWritten += Buffer.byteLength(part);
    return { items: reading.count, bytesWritten };
  });
  return { plans, ...result, ...took };
}

/** $1: the account, $2: how many. */
const MADE = `from (select i, $1::text || '-' || i as id, $1::text as account, now() - i % 150 * interval '1 day' as begun
                      from generate_series(1, $2::int) i) made`;

/** Issued orders of every brand and method with their plans of one to three years, in the middle of their first certificate. */
async function storePlans(database: Database, account: string, count: number): Promise<void> {
  const statements = [
    `insert into orders (order_id, account, request_sha256, brand, certificate_type, names, validation_method, terms, state,
                         plan_id, started_at)
     select id, account, '', (array['globalsign', 'trustasia', 'geotrust', 'securesite', 'dnspod-sm2'])[1 + i % 5],
            (array['ov', 'dv', 'ev'])[1 + i % 3], array['n' || i || '.example.com'],
            (array['auto-dns', 'manual-dns', 'file'])[1 + i / 2 % 3], '{}', 'issued', id, now() ${MADE}`,
    `insert into domain_validations (order_id, name, method, issued_at, status, validated_at)
     select id, 'n' || i || '.example.com', 'manual-dns', now(), 'valid', begun ${MADE}`,
    `insert into certificates (certificate_id, order_id, account, names, serial_number, fingerprint_sha256, issuer,
                               not_before, not_after, certificate_pem, chain_pem, plan_id)
     select 'c-' || id, id, account, array['n' || i || '.example.com'], i::text, id, 'CN=Bench', begun,
            begun + interval '199 days', repeat('x', 1800), repeat('y', 4000), id ${MADE}`,
    `insert into plans (plan_id, account, kind, years, begins_at, ends_at, auto_renew)
     select id, account, 'series', 1 + i % 3, begun, begun + (1 + i % 3) * interval '365 days', i % 4 = 0 ${MADE}`,
  ];
  for (const statement of statements) await database.query(statement, [account, count]);
  await database.query('analyze orders, certificates, plans, domain_validations');
}
