/** What our API adds: requests a second over a server with nothing behind it and over the same statements alone, and how a list grows. */
import { startBareServer, type ServerProcess } from '../api/server-process.js';
import { Asker, loadOf, type Asked, type Load } from '../api/load.js';
import { openStoredWorld, replayed, type StoredWorld } from '../api/stored-world.js';
import type { Mark } from '../marks.js';
import { median } from '../statistics.js';
import { withOwnDatabase } from '../stored/own-database.js';
import type { BenchContext, Measured, Workload } from '../workload.js';

const OPERATIONS = ['list', 'show', 'create'] as const;
type Operation = (typeof OPERATIONS)[number];

/** In turns. `postgres`: the same statements alone; of a create the client that sends them, without HTTP and Temporal. */
const KINDS = ['api', 'bare', 'postgres'] as const;
type Kind = (typeof KINDS)[number];

const WHAT: Readonly<Record<Operation, string>> = {
  list: 'HTTP: a list of 100 orders',
  show: 'HTTP: one order shown',
  create: 'HTTP: an order created, its work left out',
};

/** Rows of the larger list over the smaller one. */
const LARGER = 100;

export const apiWorkload: Workload = {
  name: 'api',
  dependsOnTemporal: false,
  marks: [
    ...OPERATIONS.flatMap(marksOf),
    {
      id: 'apiListGrowth',
      what: `HTTP: a list of 100 orders of ${LARGER} times as many ÷ of 1,000, p50`,
      unit: '',
      kind: 'ratio',
      seen: '—',
      reach: { atMost: 1.2 },
    },
  ],
  run: (context) =>
    withWorld(context, context.sizes.apiOrders, (small) =>
      withWorld(context, LARGER * context.sizes.apiOrders, (large) => measured(context, small, large)),
    ),
};

function marksOf(operation: Operation): Mark[] {
  const told = { seen: '—', unit: '' } as const;
  return [
    { ...told, id: `${operation}Rate`, what: `${WHAT[operation]}, requests a second`, kind: 'time' },
    { ...told, id: `${operation}P99`, what: '… p99', unit: 'ms', kind: 'time' },
    { ...told, id: `${operation}OfBare`, what: '… rate ÷ fastify alone, same payload', kind: 'ratio' },
    {
      ...told,
      id: `${operation}OfPostgres`,
      what: `… rate ÷ Postgres alone, same statements${operation === 'create' ? ' and client' : ''}`,
      kind: 'ratio',
    },
    { ...told, id: `${operation}P99OfBare`, what: '… p99 ÷ fastify alone', kind: 'ratio' },
    { ...told, id: `${operation}P99OfPostgres`, what: '… p99 ÷ Postgres alone', kind: 'ratio' },
  ];
}

async function withWorld<Result>(
  { system, sizes, say }: BenchContext,
  orders: number,
  work: (world: StoredWorld) => Promise<Result>,
): Promise<Result> {
  return await withOwnDatabase(system.environment.DATABASE_URL ?? '', async (url) => {
    say(`storing ${orders} orders`);
    const world = await openStoredWorld(system.environment, url, { orders, keys: sizes.apiKeys });
    try {
      return await work(world);
    } finally {
      await world.stop();
    }
  });
}

interface Sample extends Load {
  readonly operation: Operation;
  readonly kind: Kind;
  readonly round: number;
}

async function measured(context: BenchContext, small: StoredWorld, large: StoredWorld): Promise<Measured> {
  const { sizes } = context;
  const api = new Asker(small.api.url, sizes.concurrency);
  const answers = await answersOf(api, small);
  const bareServer = await startBareServer(answers);
  try {
    const samples = await inTurns(context, small, api, bareServer);
    const growth = await grown(context, small, large);
    return {
      figures: { ...figuresOf(samples), apiListGrowth: growth.ratio },
      notes: [
        `${sizes.apiRequests} requests a round, ${sizes.concurrency} at once, ${sizes.rounds} rounds; an API process with 20 connections`,
        `statements: ${small.statements.list.length} of a list, ${small.statements.show.length} of one order, who asks included`,
        `bytes: ${OPERATIONS.map((operation) => `${operation} ${JSON.stringify(answers[operation]).length}`).join(', ')}`,
      ],
      timings: [
        ...OPERATIONS.map((operation) => `${operation}: ${kindsInWords(samples, operation)}`),
        `a list alone, p50: ${growth.small.toFixed(1)} ms of ${sizes.apiOrders} orders, ${growth.large.toFixed(1)} ms of ${LARGER * sizes.apiOrders}`,
      ],
      raw: { samples, growth },
    };
  } finally {
    api.close();
    await bareServer.stop();
  }
}

/** As the API gave them once. */
async function answersOf(api: Asker, world: StoredWorld): Promise<Record<Operation, unknown>> {
  const [list, show, create] = await Promise.all(
    OPERATIONS.map(async (operation) => JSON.parse(await api.ask(askedFor(operation, world, 0))) as unknown),
  );
  return { list, show, create };
}

function askedFor(operation: Operation, { keys, orderIds }: StoredWorld, index: number): Asked {
  const authorization = keys[index % keys.length] ?? '';
  if (operation === 'list') return { method: 'GET', path: '/v1/orders?limit=100', authorization };
  if (operation === 'show')
    return { method: 'GET', path: `/v1/orders/${orderIds[index % orderIds.length] ?? ''}`, authorization };
  return { method: 'POST', path: '/v1/orders', authorization, body: JSON.stringify({ form: nextForm() }) };
}

let created = 0;

function nextForm() {
  const csr = { mode: 'generate', algorithm: 'ecc-p256' } as const;
  const names = [`created-${(created += 1)}.example.com`];
  return { brand: 'dnspod', type: 'dv', names, validation: 'manual-dns', csr } as const;
}

async function inTurns(
  { sizes, say }: BenchContext,
  world: StoredWorld,
  api: Asker,
  { url }: ServerProcess,
): Promise<Sample[]> {
  const bare = new Asker(url, sizes.concurrency);
  const runs: Readonly<Record<Kind, (operation: Operation, index: number) => Promise<unknown>>> = {
    api: (operation, index) => api.ask(askedFor(operation, world, index)),
    bare: (operation, index) => bare.ask(askedFor(operation, world, index)),
    postgres: (operation) =>
      operation === 'create'
        ? world.create(nextForm())
        : replayed(world.database, world.statements[operation]),
  };
  const samples: Sample[] = [];
  try {
    for (let round = 0; round <= sizes.rounds; round += 1) {
      // Round 0 warms compilers, caches and connections.
      const part = round === 0 ? 0.1 : 1;
      for (const operation of OPERATIONS) {
        const share = operation === 'create' ? 0.3 : 1;
        const load = {
          runs: Math.ceil(sizes.apiRequests * share * part),
          concurrency: sizes.concurrency,
        };
        for (const kind of round % 2 === 1 ? KINDS : [...KINDS].reverse()) {
          const took = await loadOf((index) => runs[kind](operation, index), load);
          if (round > 0) samples.push({ operation, kind, round, ...took });
        }
      }
      say(`HTTP: round ${round} of ${sizes.rounds}`);
    }
  } finally {
    bare.close();
  }
  return samples;
}

interface Growth {
  readonly ratio: number;
  readonly small: number;
  readonly large: number;
}

/** One request after the other, of each in turns. */
async function grown({ sizes }: BenchContext, small: StoredWorld, large: StoredWorld): Promise<Growth> {
  const askers = [small, large].map((world) => ({ world, asker: new Asker(world.api.url, 1) }));
  const took: number[][] = [[], []];
  const times = Math.ceil(sizes.apiRequests / 5);
  for (let index = -Math.ceil(times / 10); index < times; index += 1) {
    for (const [which, { world, asker }] of askers.entries()) {
      const began = performance.now();
      await asker.ask(askedFor('list', world, Math.abs(index)));
      if (index >= 0) took[which]?.push(performance.now() - began);
    }
  }
  for (const { asker } of askers) asker.close();
  const [ofSmall = Number.NaN, ofLarge = Number.NaN] = took.map(median);
  return { ratio: ofLarge / ofSmall, small: ofSmall, large: ofLarge };
}

function figuresOf(samples: readonly Sample[]): Record<string, number> {
  const figures = OPERATIONS.flatMap((operation) => [
    [`${operation}Rate`, median(of(samples, operation, 'api').map(({ perSecond }) => perSecond))],
    [`${operation}P99`, median(of(samples, operation, 'api').map(({ p99Ms }) => p99Ms))],
    [`${operation}OfBare`, ratio(samples, operation, 'bare', 'perSecond')],
    [`${operation}OfPostgres`, ratio(samples, operation, 'postgres', 'perSecond')],
    [`${operation}P99OfBare`, ratio(samples, operation, 'bare', 'p99Ms')],
    [`${operation}P99OfPostgres`, ratio(samples, operation, 'postgres', 'p99Ms')],
  ]);
  return Object.fromEntries(figures) as Record<string, number>;
}

function of(samples: readonly Sample[], operation: Operation, kind: Kind): Sample[] {
  return samples.filter((sample) => sample.operation === operation && sample.kind === kind);
}

/** The median of the ratios of the API to the other, each within one round. */
function ratio(
  samples: readonly Sample[],
  operation: Operation,
  baseline: Kind,
  figure: 'perSecond' | 'p99Ms',
): number {
  const others = of(samples, operation, baseline);
  return median(
    of(samples, operation, 'api').map(
      (sample) =>
        sample[figure] / (others.find(({ round }) => round === sample.round)?.[figure] ?? Number.NaN),
    ),
  );
}

function kindsInWords(samples: readonly Sample[], operation: Operation): string {
  return KINDS.map((kind) => {
    const own = of(samples, operation, kind);
    const [rate, p50, p99] = [
      median(own.map(({ perSecond }) => perSecond)),
      median(own.map(({ p50Ms }) => p50Ms)),
      median(own.map(({ p99Ms }) => p99Ms)),
    ];
    return `${kind} ${rate.toFixed(0)} a second, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
  }).join('; ');
}
