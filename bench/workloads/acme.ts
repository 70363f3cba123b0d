/** Certificates by ACME: whole orders beside the library that they are asked for with, and beside lego, at one Pebble with one DNS. */
import { openBareClient } from '../acme/bare-client.js';
import { findLego, runLego } from '../acme/lego.js';
import { withAcmeWorld, type AcmeWorld } from '../acme/world.js';
import { countedRuns, type CountedRuns, type CountedTurns } from '../counted-runs.js';
import { spoken } from '../../dev/say.js';
import { median } from '../statistics.js';
import { many } from '../throughput.js';
import type { BenchContext, Measured, Workload } from '../workload.js';

const ORDER = 'order by ACME';
const BARE = 'bare acme-client';

/** What nobody slows down takes a second or two, and lego ten. */
const WITHIN_MS = 120_000;
/** Of errors, so many are told; all of them are counted. */
const ERRORS_TOLD = 3;

export const acmeWorkload: Workload = {
  name: 'acme',
  dependsOnTemporal: true,
  marks: [
    {
      id: 'acmeOfBare',
      what: 'order by ACME at Pebble: wall time of a certificate ÷ the bare library’s',
      unit: '',
      kind: 'ratio',
      seen: '',
      reach: { atMost: 1.3 },
    },
    { id: 'acmeOfLego', what: '… ÷ lego’s', unit: '', kind: 'ratio', seen: '' },
    {
      id: 'acmeErrors',
      what: '… orders and certificates that failed, of all three',
      unit: '',
      kind: 'count',
      seen: '',
      reach: { atMost: 0 },
    },
  ],
  run: (context) => withAcmeWorld(context, (world) => measured(context, world)),
  profiled: (context) =>
    withAcmeWorld(context, ({ nextName }) =>
      many(() => context.client.acmeOrder(nextName()), 2 * context.sizes.orders, context.sizes.concurrency),
    ),
};

interface Round {
  readonly order: CountedRuns;
  readonly bare: CountedRuns;
}

async function measured(context: BenchContext, world: AcmeWorld): Promise<Measured> {
  const { sizes } = context;
  const turns = { runs: 2 * sizes.orders, concurrency: sizes.concurrency, withinMs: WITHIN_MS };
  const rounds = await inRounds(context, world, turns);
  const lego = await legoBeside(context, world, turns);
  const orderMs = median(rounds.map(({ order }) => order.msEach));
  const all = [...rounds.flatMap(({ order, bare }) => [order, bare]), ...('msEach' in lego ? [lego] : [])];
  const errors = all.flatMap((counted) => counted.errors);
  const ofLego: Measured['figures'] = 'msEach' in lego ? { acmeOfLego: orderMs / lego.msEach } : {};
  const ms = (value: number) => value.toFixed(0);
  return {
    figures: {
      acmeOfBare: median(rounds.map(({ order, bare }) => order.msEach / bare.msEach)),
      acmeErrors: errors.length,
      ...ofLego,
    },
    timings: [
      `ms of wall time for one certificate, ${sizes.concurrency} at once: ${ORDER} ${ms(orderMs)}; ` +
        `${BARE} with polls of 100 ms ${ms(median(rounds.map(({ bare }) => bare.msEach)))}` +
        ('msEach' in lego ? `; lego ${ms(lego.msEach)}, which first asks again after 5 s` : ''),
    ],
    notes: [
      ...('missing' in lego ? [`lego is not measured: ${lego.missing}`] : []),
      ...errors.slice(0, ERRORS_TOLD).map((error) => `failed: ${error}`),
    ],
    raw: { rounds, lego },
  };
}

/** Every other round goes backwards, as everywhere here. */
async function inRounds(
  { client, sizes }: BenchContext,
  { pebble, dns, nextName }: AcmeWorld,
  turns: CountedTurns,
): Promise<Round[]> {
  const bareClient = await openBareClient(pebble, dns);
  const order = (counted: CountedTurns) => countedRuns(() => client.acmeOrder(nextName()), counted);
  const bare = (counted: CountedTurns) => countedRuns(() => bareClient.certificate(nextName()), counted);
  try {
    const warm = { ...turns, runs: 2 * sizes.concurrency };
    await order(warm);
    await bare(warm);
    const rounds: Round[] = [];
    for (let round = 1; round <= sizes.rounds; round += 1) {
      if (round % 2 === 1) rounds.push({ order: await order(turns), bare: await bare(turns) });
      else {
        const first = await bare(turns);
        rounds.push({ order: await order(turns), bare: first });
      }
    }
    return rounds;
  } finally {
    bareClient.close();
  }
}

/** Once: nobody judges it, and a minute is enough of it. */
async function legoBeside(
  { say, sizes }: BenchContext,
  { pebble, dns, nextName }: AcmeWorld,
  { runs }: CountedTurns,
): Promise<CountedRuns | { readonly missing: string }> {
  const lego = await findLego(process.env, (line) => say(spoken(line)));
  if ('missing' in lego) return lego;
  const names = Array.from({ length: runs }, nextName);
  try {
    return await runLego(lego.path, { pebble, dns, names, concurrency: sizes.concurrency });
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}
