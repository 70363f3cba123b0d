/** What an account's past free certificates cost: the quota as it is shown, and the place of one more order. */
import { takeFreePlace } from '../../client/catalogue/free-places.js';
import { OrderClient } from '../../client/index.js';
import { inTransaction, type Database } from '../../db/database.js';
import { median } from '../statistics.js';
import { onOwnDatabase } from '../stored/own-database.js';
import { oneByOne } from '../throughput.js';
import type { Workload } from '../workload.js';

const ACCOUNT = 'default';
const TIMES = 10;

export const freePlacesWorkload: Workload = {
  name: 'quota',
  dependsOnTemporal: false,
  marks: [
    {
      id: 'quotaShown',
      what: '`quota` with 20,000 past free certificates',
      unit: 'ms',
      kind: 'time',
      seen: '237 ms',
      reach: { atMost: 10 },
    },
    {
      id: 'placeTaken',
      what: '… the place of a free order, under two locks',
      unit: 'ms',
      kind: 'time',
      seen: '345 ms',
      reach: { atMost: 10 },
    },
  ],
  run: ({ system, sizes, client }) =>
    onOwnDatabase(system.environment.DATABASE_URL ?? '', async (database) => {
      const orders = new OrderClient({
        database,
        temporal: client.temporal,
        masterKeys: [],
        account: ACCOUNT,
      });
      await storePast(database, sizes.freePlaces);
      const { perAccount } = await orders.freePlaces.show();
      const shown = await oneByOne(() => orders.freePlaces.show(), TIMES);
      const taken = await oneByOne(() => takeAndReturn(database), TIMES);
      return {
        figures: { quotaShown: median(shown), placeTaken: median(taken) },
        notes: [`${sizes.freePlaces} past free certificates, ${perAccount.taken} places taken now`],
        raw: { shown, taken },
      };
    }),
};

/** Free certificates of one domain that have all ended, each of an order that had its place. */
async function storePast(database: Database, count: number): Promise<void> {
  const made = `from (select i, 'past-' || i as id, $1::text as account from generate_series(1, $2::int) i) made`;
  const statements = [
    `insert into orders (order_id, account, request_sha256, brand, certificate_type, names, validation_method, terms, state,
                         plan_id, started_at, ended_at)
     select id, account, '', 'trustasia', 'dv-free', array['n' || i || '.example.com'], 'auto-dns', '{}', 'issued', id,
            now(), now() ${made}`,
    `insert into certificates (certificate_id, order_id, account, names, serial_number, fingerprint_sha256, issuer,
                               not_before, not_after, certificate_pem, chain_pem, plan_id)
     select 'c-' || id, id, account, array['n' || i || '.example.com'], i::text, id, 'CN=Bench',
            now() - interval '500 days', now() - interval '300 days', 'x', 'y', id ${made}`,
    `insert into free_places (order_id, account, registrable_domain, taken_at)
     select id, account, 'example.com', now() - interval '500 days' ${made}`,
  ];
  for (const statement of statements) await database.query(statement, [ACCOUNT, count]);
  await database.query('analyze orders, certificates, free_places');
}

class Returned extends Error {}

/** In a transaction that is given up: each run finds the same. */
async function takeAndReturn(database: Database): Promise<void> {
  const order = {
    orderId: 'past-1',
    certificateType: 'dv-free',
    purpose: 'purchase',
    names: ['new.example.com'],
  } as const;
  await inTransaction(database, async (transaction) => {
    await transaction.query('delete from free_places where order_id = $1', [order.orderId]);
    await takeFreePlace({ account: ACCOUNT, clock: () => Date.now() }, transaction, order);
    throw new Returned();
  }).catch((error: unknown) => {
    if (!(error instanceof Returned)) throw error;
  });
}
