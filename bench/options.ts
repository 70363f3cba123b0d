/** The flags of the benchmark. */
import { Command, InvalidArgumentError } from 'commander';

export interface BenchOptions {
  /** How often every workload is measured; the workloads take turns. */
  readonly rounds: number;
  /** Runs of each workload in one round. */
  readonly orders: number;
  /** How many of them are under way at once. */
  readonly concurrency: number;
  /** Runs of each workload in one round that are alone on the system, for the latency. */
  readonly singles: number;
  /** Orders that wait at once, for the memory; 0 leaves this measurement out. */
  readonly waiting: number;
  /** Milliseconds that one order is watched while it waits. */
  readonly watchMs: number;
  /** A stack that runs; without one the benchmark starts and stops its own. */
  readonly dataDir?: string;
  /** Where the result goes as JSON; without one into `bench/results`. */
  readonly out?: string;
}

interface Flags {
  readonly rounds: number;
  readonly orders: number;
  readonly concurrency: number;
  readonly singles: number;
  readonly waiting: number;
  readonly watch: number;
  readonly quick?: true;
  readonly dataDir?: string;
  readonly out?: string;
}

/** Enough to see that everything works; its numbers mean little. */
const QUICK = { rounds: 1, orders: 10, singles: 3, waiting: 20, watchMs: 8_000 };

/** `argv` as of the process. Ends the process for --help and for flags that can't be used. */
export function benchOptions(argv: readonly string[]): BenchOptions {
  const program = new Command('bench')
    .description('Measures complete orders beside bare workflows on the same Temporal server')
    .option('--rounds <n>', 'rounds; the workloads take turns', count, 5)
    .option('--orders <n>', 'runs of each workload in one round', count, 60)
    .option('--concurrency <n>', 'how many are under way at once', count, 10)
    .option('--singles <n>', 'runs of each workload in one round, one after the other', count, 10)
    .option('--waiting <n>', 'orders that wait at once, for the memory; 0: not measured', countOrNone, 300)
    .option('--watch <seconds>', 'how long one waiting order is watched', count, 60)
    .option('--data-dir <dir>', 'measure the stack that runs on this data instead of one of its own')
    .option('--out <file>', 'where the result goes as JSON')
    .option('--quick', 'one short round of everything');
  const { quick, watch, ...flags } = program.parse(argv).opts<Flags>();
  return { ...flags, watchMs: watch * 1000, ...(quick ? QUICK : {}) };
}

function count(text: string): number {
  const number = countOrNone(text);
  if (number === 0) throw new InvalidArgumentError('Accepted: a whole number from 1.');
  return number;
}

function countOrNone(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Accepted: a whole number.');
  return Number(text);
}
