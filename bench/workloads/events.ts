/** What it costs that many watch: open streams of events over HTTP, how soon each hears of a change, and what a process takes for them. */
import { fork } from 'node:child_process';
import { request, type ClientRequest } from 'node:http';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { createDatabase, type Database } from '../../db/database.js';
import { FULL } from '../options.js';
import { withOwnDatabase } from '../stored/own-database.js';
import { percentile } from '../statistics.js';
import type { Workload } from '../workload.js';

/** As a whole run has them. */
const STREAMS = FULL.streams;
/** Each of so many hears of them all, so that a change has as many readers as that allows. */
const ACCOUNTS = 10;
const CHANGES = 100;
const SETTLE_MS = 3_000;
/** Longer than the pause between two readings that nobody asked for (client/events/order-events.ts). */
const WATCHED_MS = 20_000;

export const eventsWorkload: Workload = {
  name: 'events',
  dependsOnTemporal: false,
  marks: [
    {
      id: 'eventHeard',
      what: `from a change until the last of ${STREAMS / ACCOUNTS} readers hears of it, ${STREAMS} streams open, p99`,
      unit: 'ms',
      kind: 'time',
      seen: '—',
      reach: { atMost: 250 },
    },
    {
      id: 'eventStreamMemory',
      what: `memory of an API process for each of ${STREAMS} open streams`,
      unit: 'bytes',
      kind: 'cost',
      seen: '—',
      reach: { atMost: 100_000 },
    },
    {
      id: 'eventCpu',
      what: '… its CPU for an event told to one reader',
      unit: 'ms',
      kind: 'cost',
      seen: '—',
    },
    {
      id: 'eventIdleCpu',
      what: '… its CPU in a second in which nothing happens, all streams open',
      unit: 'ms',
      kind: 'cost',
      seen: '—',
    },
    {
      id: 'eventConnections',
      what: '… its connections to Postgres',
      unit: '',
      kind: 'count',
      seen: '—',
    },
  ],
  run: ({ system, sizes: { streams: wanted }, say }) =>
    withOwnDatabase(system.environment.DATABASE_URL ?? '', async (url) => {
      const database = createDatabase(url, { maxConnections: 1 });
      const server = fork(fileURLToPath(new URL('../events/server.js', import.meta.url)), [url]);
      try {
        const port = await told<number>(server, 'port');
        await database.query(ORDERS, [ACCOUNTS]);
        const empty = await asked<Usage>(server, 'usage');
        say(`opening ${wanted} streams`);
        const heard = new Map<string, number>();
        const streams = await Promise.all(
          Array.from({ length: wanted }, (_, index) =>
            open(port, `account-${index % ACCOUNTS}`, `key-${index % 50}`, (event) =>
              heard.set(event, (heard.get(event) ?? 0) + 1),
            ),
          ),
        );
        // What they were opened with is done by then, and one reading that nobody asked for has come.
        await delay(SETTLE_MS);
        const quiet = await asked<Usage>(server, 'usage');
        await delay(WATCHED_MS);
        const full = await asked<Usage>(server, 'usage');
        const connections = await connectionsBeside(database);
        const readers = wanted / ACCOUNTS;
        const times: number[] = [];
        for (let change = 0; change < CHANGES; change += 1) {
          const reason = `change-${change}`;
          const began = performance.now();
          await database.query(CHANGE, [`order-${change % ACCOUNTS}`, reason]);
          while ((heard.get(reason) ?? 0) < readers) await new Promise(setImmediate);
          times.push(performance.now() - began);
        }
        const after = await asked<Usage>(server, 'usage');
        for (const stream of streams) stream.destroy();
        const sorted = times.toSorted((one, other) => one - other);
        return {
          figures: {
            eventHeard: percentile(sorted, 0.99),
            eventStreamMemory: (full.rss - empty.rss) / wanted,
            eventCpu: (after.cpuMs - full.cpuMs) / CHANGES / readers,
            eventIdleCpu: (1000 * (full.cpuMs - quiet.cpuMs)) / WATCHED_MS,
            eventConnections: connections,
          },
          notes: [
            `${wanted} streams of ${ACCOUNTS} accounts, one process, ${CHANGES} changes one after the other`,
          ],
          timings: [
            `heard by all: p50 ${percentile(sorted, 0.5).toFixed(1)} ms; CPU of the process, a change told to ${readers}: ` +
              `${((after.cpuMs - full.cpuMs) / CHANGES).toFixed(1)} ms`,
          ],
          raw: { times, empty, quiet, full, after },
        };
      } finally {
        server.kill();
        await database.end();
      }
    }),
};

interface Usage {
  readonly rss: number;
  readonly cpuMs: number;
}

const ORDERS = `
  insert into orders (order_id, account, request_sha256, brand, certificate_type, state, started_at, progress_sequence)
  select 'order-' || i, 'account-' || i, '', 'trustasia', 'dv', 'validating', now(), 1
    from generate_series(0, $1::integer - 1) i`;
const CHANGE = 'update orders set reason = $2, progress_sequence = progress_sequence + 1 where order_id = $1';

/** Those of the server's process: the benchmark has this one. */
async function connectionsBeside(database: Database): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::integer as count from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
  );
  return rows[0]?.count ?? Number.NaN;
}

async function told<Value>(server: ReturnType<typeof fork>, what: string): Promise<Value> {
  for (;;) {
    const [message] = (await once(server, 'message')) as [Record<string, unknown>];
    if (what in message) return message[what] as Value;
  }
}

async function asked<Value>(server: ReturnType<typeof fork>, what: string): Promise<Value> {
  const answer = told<Value>(server, what);
  server.send({ ask: what });
  return await answer;
}

/** Resolves once the stream says that it listens. Tells the reason of each order that it hears of. */
async function open(
  port: number,
  account: string,
  key: string,
  hear: (reason: string) => void,
): Promise<ClientRequest> {
  const stream = request({
    port,
    host: '127.0.0.1',
    path: '/v1/events',
    agent: false,
    headers: { authorization: `${account} owner ${key}` },
  });
  stream.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    stream.on('error', reject);
    stream.on('response', (response) => {
      let rest = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        const blocks = (rest + chunk).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          if (block.startsWith('event: ready')) resolve();
          const reason = /"reason":"(change-\d+)"/.exec(block)?.[1];
          if (reason !== undefined) hear(reason);
        }
      });
    });
    stream.end();
  });
  return stream;
}
