/** What each alert is for, brought about on a real stack: its worker's own figures before and after, judged by the real rules. */
import { randomBytes } from 'node:crypto';
import { expect, inject } from 'vitest';
import pg from 'pg';
import { OrderClient } from '../../../client/order-client.js';
import { createDatabase } from '../../../db/database.js';
import { startDnsServer } from '../../../dev/dns/dns-server.js';
import { TSIG_ALGORITHM, TSIG_KEY_NAME } from '../../../dev/stack-environment.js';
import { certificateLifecycleWorkflowId } from '../../../domain/workflow-names.js';
import { findClosedValues } from '../../../worker/master-keys.js';
import { startMonitoring } from '../../../worker/monitoring/running.js';
import { FakeForgetfulDnsProvider } from '../../support/forgetful-dns.js';
import { createOrderWorld, type OrderWorld, type OrderWorldOptions } from '../../support/order-world.js';
import { dvForm, ended, order, standing, workflowOf } from '../../support/orders.js';
import { asOwner } from '../../support/postgres.js';
import { firedIn } from '../../support/promtool.js';
import { scrape, type Scrape } from '../../support/scrapes.js';
import { takeRowsOf } from '../../support/taken-rows.js';
import { TEST_MASTER_KEYS } from '../../support/stored-orders.js';
import { until } from '../../support/until.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export interface Cause {
  readonly name: string;
  /** What fires, by name, in the order of the alphabet: these and no others. */
  readonly fires: readonly string[];
  readonly world?: OrderWorldOptions;
  /** False where the world is ill from its beginning, so that no order is issued before the cause. */
  readonly ordinary?: false;
  /** True where nobody answers any more. */
  readonly gone?: true;
  /** True where Postgres is what is away. */
  readonly withoutDatabase?: true;
  /** How long it lasts, in minutes: longer than the longest `for` of its rules. */
  readonly lastsMinutes?: number;
  /** What stands before the cause, such as an order that waits as it should. Its result is handed on. */
  readonly before?: (scene: Scene) => Promise<string>;
  readonly bring: (scene: Scene, before: string) => Promise<void>;
}

/** A world whose worker is watched; what time it is for ages can be moved on. */
export interface Scene {
  readonly world: OrderWorld;
  readonly scrape: () => Promise<Scrape>;
  /** From now on so much later than it is, for whoever reckons how old things are. */
  readonly later: (ms: number) => void;
  /** No one answers at the endpoint any more. */
  readonly silence: () => Promise<void>;
  /** Resolves once a series whose name and labels match is at least so much more than it was before the cause. */
  readonly rises: (series: RegExp, by: number) => Promise<void>;
  /** Done before the world is stopped. */
  readonly atEnd: (work: () => Promise<void>) => void;
}

const LASTS_MINUTES = 40;
/** Longer than any window or `for` but that of what stands still for two hours. */
const WELL_MINUTES = 75;

/** Throws where anything fires before the cause, or something else than it should once it is there. */
export async function playCause(cause: Cause): Promise<void> {
  let aheadMs = 0;
  const monitoring = await startMonitoring({
    metrics: { host: '127.0.0.1', port: 0 },
    engine: false,
    figures: { clock: () => Date.now() + aheadMs, everyMs: 0, freePlacesEveryMs: 0, restShare: 0 },
  });
  const world = await createOrderWorld({ ...cause.world, monitoring });
  const url = monitoring.url ?? '';
  let well: Scrape = new Map();
  const ends: (() => Promise<void>)[] = [];
  const scene: Scene = {
    world,
    scrape: () => scrapeInTime(url),
    later: (ms) => {
      aheadMs += ms;
    },
    silence: () => monitoring.close(),
    rises: (series, by) =>
      until(`${series.source} rises by ${by}`, async () => {
        const now = await scene.scrape();
        return sumOf(now, series) - sumOf(well, series) >= by;
      }).then(() => undefined),
    atEnd: (work) => ends.push(work),
  };
  try {
    // Whatever a worker does on an ordinary day has been counted before.
    if (cause.ordinary !== false) await ended(world, await order(world, 'well.example.com'));
    const before = (await cause.before?.(scene)) ?? '';
    well = await scene.scrape();
    expect(await firedIn([{ scrape: well, minutes: WELL_MINUTES }])).toEqual([]);

    await cause.bring(scene, before);
    const ill = cause.gone ? undefined : await scrapeInTime(url, cause.withoutDatabase);
    const lasts = { scrape: ill, minutes: cause.lastsMinutes ?? LASTS_MINUTES };
    expect(await firedIn([{ scrape: well, minutes: WELL_MINUTES }, lasts])).toEqual(cause.fires);
  } finally {
    for (const end of ends) await end();
    await world.stop();
    await monitoring.close();
  }
}

/** On a busy machine a reading may take longer than a scrape waits for it: the next one has it. */
async function scrapeInTime(url: string, withoutDatabase = false): Promise<Scrape> {
  const wanted = withoutDatabase ? '0' : '1';
  return await until(`${url} tells of Postgres`, async () => {
    const samples = await scrape(url);
    return samples.get('sealflow_database_up') === wanted && samples;
  });
}

function sumOf(samples: Scrape, series: RegExp): number {
  return [...samples].reduce((sum, [name, value]) => (series.test(name) ? sum + Number(value) : sum), 0);
}

const answers = (service: string, kind: string): RegExp =>
  new RegExp(`^sealflow_service_answers_total\\{service="${service}",kind="${kind}"\\}`);
const attempts = (step: string, outcome: string): RegExp =>
  new RegExp(`^sealflow_step_attempts_total\\{step="${step}",outcome="${outcome}"\\}`);

const waiting = async ({ world }: Scene): Promise<string> => {
  const orderId = await order(world, 'waits.example.com', { validation: 'manual-dns' });
  await standing(world, orderId, 'subscriber-dns');
  return orderId;
};

const waitingForNobody = async ({ world, later }: Scene): Promise<void> => {
  await world.stopWorker();
  await order(world, 'untouched.example.com');
  later(20 * MINUTE_MS);
};

export const CAUSES: readonly Cause[] = [
  {
    name: 'the worker is gone',
    fires: ['SealflowWorkerDown'],
    gone: true,
    bring: ({ silence }) => silence(),
  },
  {
    name: 'no worker takes an order up',
    fires: ['SealflowOrderWaitsOnUs'],
    // One that is paid begins with us; any other one begins at its CA.
    world: { payments: true },
    bring: waitingForNobody,
  },
  {
    name: 'no worker takes anything up for hours',
    fires: ['SealflowNothingMoves', 'SealflowOrderWaitsOnUs'],
    lastsMinutes: 150,
    world: { payments: true },
    bring: waitingForNobody,
  },
  {
    name: 'nobody ends an order whose deadline has come',
    fires: ['SealflowOrderPastDeadline'],
    before: waiting,
    async bring({ world, later }) {
      await world.stopWorker();
      later(61 * DAY_MS);
    },
  },
  {
    name: 'a program dies between storing an order and starting it',
    fires: ['SealflowOrdersUnstarted'],
    async bring({ world, later }) {
      const { temporal, taskQueue, dependencies } = world;
      const dying = Object.create(temporal) as typeof temporal;
      dying.withDeadline = () => Promise.reject(new Error('The process died.'));
      const client = new OrderClient({
        temporal: dying,
        database: dependencies.database,
        masterKeys: dependencies.masterKeys,
        taskQueue,
      });
      await expect(client.create({ form: dvForm('left.example.com') })).rejects.toThrow();
      later(20 * MINUTE_MS);
    },
  },
  {
    name: 'a step ends as nobody foresaw: the database does not take what is recorded',
    fires: ['SealflowStepFails'],
    async bring({ world, rises }) {
      const owner = createDatabase(asOwner(world.environment.DATABASE_URL ?? ''));
      await owner.query(
        `alter table orders add constraint of_this_test check (state <> 'issuing') not valid`,
      );
      await order(world, 'not-taken.example.com');
      await rises(attempts('\\w+', 'RecordRefused'), 1);
      await owner.query('alter table orders drop constraint of_this_test');
      await owner.end();
    },
  },
  {
    name: 'the CA does not issue for a day',
    fires: ['SealflowOrderWaitsOnCa'],
    world: { issuanceDelayMs: DAY_MS },
    ordinary: false,
    async bring({ world, later }) {
      const orderId = await order(world, 'slow.example.com');
      await standing(world, orderId, 'ca-issuance');
      later(25 * HOUR_MS);
    },
  },
  {
    name: 'what was published is not seen for hours',
    fires: ['SealflowOrderWaitsOnDns'],
    world: { overrides: { dnsProvider: new FakeForgetfulDnsProvider() } },
    ordinary: false,
    async bring({ world, later }) {
      const orderId = await order(world, 'unseen.example.com');
      await standing(world, orderId, 'dns');
      later(2 * HOUR_MS);
    },
  },
  {
    name: 'the database has lost the rows of a living order',
    fires: ['SealflowRecordsMissing'],
    before: waiting,
    async bring({ world, rises }, orderId) {
      await takeRowsOf(world.dependencies.database, orderId);
      await workflowOf(world, orderId)
        .executeUpdate('checkNow')
        .catch(() => undefined);
      await rises(attempts('awaitRecord', 'StillWaiting'), 1);
    },
  },
  {
    name: 'the CA answers with errors',
    fires: ['SealflowCaUnavailable'],
    async bring({ world, rises, atEnd }) {
      await world.caControls.beHostile({ mode: 'server-error' });
      atEnd(() => world.caControls.bePeaceful());
      await order(world, 'ca-down.example.com');
      await rises(answers('ca', 'CaUnavailable'), 3);
    },
  },
  {
    name: 'the CA is asked too much',
    fires: ['SealflowCaLimitsRate'],
    async bring({ world, rises, atEnd }) {
      await world.caControls.beHostile({ mode: 'rate-limit', retryAfterSeconds: 1 });
      atEnd(() => world.caControls.bePeaceful());
      for (const name of ['one', 'two', 'three']) await order(world, `${name}.example.com`);
      await rises(answers('ca', 'CaRateLimited'), 5);
    },
  },
  {
    name: 'the DNS service is away',
    fires: ['SealflowServiceUnavailable'],
    async bring({ world, rises }) {
      await world.dns.stop();
      await order(world, 'dns-down.example.com');
      await rises(answers('dns', 'DnsProviderUnavailable'), 2);
    },
  },
  {
    name: 'the DNS service refuses our key',
    fires: ['SealflowServiceRefuses'],
    async bring({ world, rises, atEnd }) {
      const { dns, dataDir } = world;
      await dns.stop();
      const secret = randomBytes(32).toString('base64');
      const tsig = { name: TSIG_KEY_NAME, algorithm: TSIG_ALGORITHM, secret } as const;
      const changed = await startDnsServer({
        dataDir,
        tsig,
        port: dns.port,
        resolverPorts: dns.resolverPorts,
      });
      atEnd(() => changed.stop());
      await order(world, 'refused.example.com');
      await rises(answers('dns', 'DnsProviderRefused'), 1);
    },
  },
  {
    name: 'Postgres takes nobody in',
    fires: ['SealflowDatabaseUnreachable'],
    withoutDatabase: true,
    async bring({ world, atEnd }) {
      await letIn(world, false);
      atEnd(() => letIn(world, true));
    },
  },
  {
    name: 'the mail server is away',
    fires: ['SealflowNoticesUndelivered', 'SealflowServiceUnavailable'],
    async before({ world }) {
      await world.orders.notices.setPreferences({ mailAddress: 'ops@example.com' });
      return '';
    },
    async bring({ world, rises, later }) {
      await world.mail.stop();
      await order(world, 'told.example.com', { validation: 'manual-dns' });
      await rises(answers('mail', 'MailUnavailable'), 2);
      later(2 * HOUR_MS);
    },
  },
  {
    name: 'the payment service does not give money back',
    fires: ['SealflowMoneyOwed', 'SealflowServiceUnavailable'],
    world: { payments: true },
    before: waiting,
    async bring({ world, rises, later, atEnd }, orderId) {
      await world.paymentControls.beHostile({ mode: 'server-error' });
      atEnd(() => world.paymentControls.bePeaceful());
      await world.orders.cancel(orderId);
      await rises(answers('payments', 'PaymentUnavailable'), 2);
      later(2 * HOUR_MS);
    },
  },
  {
    name: 'nobody follows a plan, and its certificate runs out',
    fires: ['SealflowCertificateUnsucceeded'],
    lastsMinutes: 70,
    async bring({ world, later }) {
      const orderId = await order(world, 'forgotten.example.com');
      await ended(world, orderId);
      const lifecycle = world.temporal.workflow.getHandle(certificateLifecycleWorkflowId(orderId));
      await lifecycle.terminate('test');
      const [certificate] = await world.orders.certificates.list();
      later(Date.parse(certificate?.notAfter ?? '') - 5 * DAY_MS - Date.now());
    },
  },
  {
    name: 'a domain has nearly all of its free certificates',
    fires: ['SealflowFreePlacesNearlyTaken'],
    async bring({ world }) {
      for (let n = 0; n < 18; n++)
        await world.orders.create({
          form: {
            brand: 'trustasia',
            type: 'dv-free',
            names: [`n${n}.free.example.com`],
            validation: 'manual-dns',
          },
        });
    },
  },
  {
    name: 'the master key of what is sealed is missing',
    fires: ['SealflowMasterKeyMissing'],
    async bring({ world }) {
      await findClosedValues(world.dependencies.database, TEST_MASTER_KEYS);
    },
  },
];

/** As an administrator who closes a database for maintenance, and opens it again. */
async function letIn({ environment }: OrderWorld, allowed: boolean): Promise<void> {
  const name = new URL(environment.DATABASE_URL ?? '').pathname.slice(1);
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  await client.query(`alter database ${name} allow_connections ${String(allowed)}`);
  if (!allowed)
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  await client.end();
}
