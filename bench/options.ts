/** The flags of the benchmark. */
import { spawnSync } from 'node:child_process';
import { Command, InvalidArgumentError } from 'commander';

/** What Temporal keeps its own data in: the dev server's SQLite file, or a server's Postgres. */
export type TemporalStore = 'sqlite' | 'postgres';

/** How much of everything is done. */
export interface Sizes {
  /** How often what is compared takes turns. */
  readonly rounds: number;
  /** Runs of each workload in one round. */
  readonly orders: number;
  /** How many of them are under way at once. */
  readonly concurrency: number;
  /** Runs that are alone on the system, for the latency and for what one order writes. */
  readonly singles: number;
  /** Orders that wait at once while one look is measured. */
  readonly lookers: number;
  /** Orders that wait at once, for the memory and for the order that wants past them. */
  readonly crowd: number;
  /** Milliseconds that waiting orders are watched. */
  readonly watchMs: number;
  /** Seconds in which all cores make RSA keys. */
  readonly keySeconds: number;
  /** Stored orders that lists are read from. */
  readonly rows: number;
  readonly forecastItems: number;
  readonly logEntries: number;
  readonly freePlaces: number;
  /** Requests over HTTP in one round, of each operation. */
  readonly apiRequests: number;
  /** Orders stored behind the API; a hundred times as many for how its lists grow. */
  readonly apiOrders: number;
  /** Keys that take turns: each may send so many requests a minute (domain/accounts/request-limits.ts). */
  readonly apiKeys: number;
  /** Streams of events that are open at once. */
  readonly streams: number;
  /** Starts of each command. */
  readonly starts: number;
}

export interface BenchOptions {
  readonly stores: readonly TemporalStore[];
  readonly sizes: Sizes;
  /** Names of workloads; all of them where absent. */
  readonly only?: readonly string[];
  /** The workload whose worker is profiled. */
  readonly profile?: string;
  /** A stack that runs; without one the benchmark starts and stops its own. */
  readonly dataDir?: string;
  /** Where the result goes as JSON, and beside it as Markdown; without one into `bench/results`. */
  readonly out?: string;
  /** A Node.js that starts commands, beside the one that runs this. */
  readonly node?: string;
  /** The proof of size in place of the table. */
  readonly scale?: { readonly orders: number; readonly stored: number };
}

export const FULL: Sizes = {
  rounds: 3,
  orders: 50,
  concurrency: 10,
  singles: 20,
  lookers: 150,
  crowd: 1_000,
  watchMs: 30_000,
  keySeconds: 10,
  rows: 1_000_000,
  forecastItems: 45_000,
  logEntries: 200_000,
  freePlaces: 20_000,
  apiRequests: 1_000,
  apiOrders: 1_000,
  apiKeys: 60,
  streams: 1_000,
  starts: 5,
};

/** Enough to see that everything works; its numbers mean little. */
const QUICK: Sizes = {
  rounds: 1,
  orders: 10,
  concurrency: 5,
  singles: 2,
  lookers: 10,
  crowd: 30,
  watchMs: 5_000,
  keySeconds: 1,
  rows: 5_000,
  forecastItems: 200,
  logEntries: 500,
  freePlaces: 100,
  apiRequests: 50,
  apiOrders: 200,
  apiKeys: 5,
  streams: 50,
  starts: 1,
};

interface Flags {
  readonly temporal: 'sqlite' | 'postgres' | 'both';
  readonly only?: readonly string[];
  readonly quick?: true;
  readonly rounds?: number;
  readonly orders?: number;
  readonly concurrency?: number;
  readonly singles?: number;
  readonly crowd?: number;
  readonly watch?: number;
  readonly rows?: number;
  readonly profile?: string;
  readonly dataDir?: string;
  readonly out?: string;
  readonly node?: string;
  readonly scale?: true;
  readonly stored?: number;
}

const SCALE = { orders: 20_000, stored: 100_000 };
const QUICK_SCALE = { orders: 200, stored: 1_000 };

/** `argv` as of the process. Ends the process for --help and for flags that can't be used. */
export function benchOptions(argv: readonly string[], workloads: readonly string[]): BenchOptions {
  const flags = flagsIn(argv, workloads);
  const { quick, scale, temporal, only, profile, dataDir, out, node } = flags;
  const scaleSizes = quick ? QUICK_SCALE : SCALE;
  return {
    stores: temporal === 'both' ? ['sqlite', 'postgres'] : [temporal],
    sizes: { ...(quick ? QUICK : FULL), ...sizesIn(flags) },
    ...(only && { only }),
    ...(profile !== undefined && { profile, only: [profile] }),
    ...(dataDir !== undefined && { dataDir }),
    ...(out !== undefined && { out }),
    ...(node !== undefined && { node }),
    ...(scale && {
      scale: { orders: flags.orders ?? scaleSizes.orders, stored: flags.stored ?? scaleSizes.stored },
    }),
  };
}

function flagsIn(argv: readonly string[], workloads: readonly string[]): Flags {
  const named = oneOf(workloads);
  const program = new Command('bench')
    .description('Measures what orders cost, says what is to be reached, and whether it was')
    .option('--temporal <store>', 'sqlite, postgres or both', oneOf(['sqlite', 'postgres', 'both']), 'both')
    .option('--only <row,...>', `only these: ${workloads.join(', ')}`, (text) => text.split(',').map(named))
    .option('--quick', 'tiny sizes: shows that everything works')
    .option('--rounds <n>', `rounds in which what is compared takes turns (${FULL.rounds})`, count)
    .option('--orders <n>', `orders in one round (${FULL.orders}); with --scale: open orders`, count)
    .option('--concurrency <n>', `how many are under way at once (${FULL.concurrency})`, count)
    .option('--singles <n>', `orders that are alone on the system (${FULL.singles})`, count)
    .option('--crowd <n>', `orders that wait at once (${FULL.crowd})`, count)
    .option('--watch <seconds>', `how long waiting orders are watched (${FULL.watchMs / 1000})`, count)
    .option('--rows <n>', `stored orders that lists are read from (${FULL.rows})`, count)
    .option('--profile <row>', 'runs this one and writes a V8 profile of the worker', named)
    .option('--data-dir <dir>', 'measure the stack that runs on this data instead of one of its own')
    .option('--node <path>', 'a Node.js that starts commands as well, such as another version', nodeProgram)
    .option('--out <file>', 'where the result goes as JSON, and beside it as Markdown')
    .option('--scale', `the proof of size: ${SCALE.orders} open orders, each part killed in turn`)
    .option(
      '--stored <n>',
      `with --scale: stored orders for lists and restarts (${SCALE.stored})`,
      countOrNone,
    );
  return program.parse(argv).opts<Flags>();
}

function sizesIn({ rounds, orders, concurrency, singles, crowd, watch, rows }: Flags): Partial<Sizes> {
  const given = { rounds, orders, concurrency, singles, crowd, rows, watchMs: watch && watch * 1000 };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function count(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Accepted: a whole number from 1.');
  return Number(text);
}

function countOrNone(text: string): number {
  return text === '0' ? 0 : count(text);
}

/** A folder that holds one is not one: found out before an hour of measuring. */
function nodeProgram(path: string): string {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  if (status !== 0 || !/^v\d+\./.test(stdout))
    throw new InvalidArgumentError(
      'Accepted: the path of the program itself, such as /opt/node-24/bin/node.',
    );
  return path;
}

function oneOf<Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found === undefined) throw new InvalidArgumentError(`Accepted: ${words.join(', ')}.`);
    return found;
  };
}
