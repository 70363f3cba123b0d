/** The result as people read it: one table for the workloads, a few lines for waiting. */
import type { BenchResult, Summary } from './results.js';
import type { Part } from './process-usage.js';

const DAY_SECONDS = 86_400;
const MIB = 1024 * 1024;

export function report(result: BenchResult): string {
  const { machine, options, summaries, waitingOrder, waitingMemory } = result;
  const { rounds, orders, concurrency, singles } = options;
  return [
    `${machine.cores} cores (${machine.cpu}), ${Math.round(machine.memoryBytes / MIB)} MiB, ${machine.system}, Node ${machine.node}`,
    `Temporal server ${machine.temporalServer}, SDK ${machine.temporalSdk}, Postgres ${machine.postgres}`,
    `${rounds} rounds of ${orders} runs, ${concurrency} at once; latency of ${rounds * singles} runs, one at a time`,
    '',
    table([
      [
        '',
        'per second',
        '(slowest to fastest)',
        'of bare',
        'p50 ms',
        'p95 ms',
        'events',
        'bytes',
        'activities',
      ],
      ...summaries.map(workloadRow),
    ]),
    '',
    'CPU, ms for one run:',
    table(cpuRows(summaries)),
    '',
    `One order waiting on manual DNS for ${waitingOrder.watchedSeconds} s: ${waitingOrder.attemptsAdded} further looks,` +
      ` ${waitingOrder.eventsAdded} events added; extrapolated to a day: ${eventsPerDay(result)} events.`,
    ...(waitingMemory ? [memoryLine(waitingMemory)] : []),
  ].join('\n');
}

function workloadRow(summary: Summary): string[] {
  const { history } = summary;
  return [
    summary.workload,
    summary.perSecond.toFixed(1),
    `(${summary.slowestRound.toFixed(1)} to ${summary.fastestRound.toFixed(1)})`,
    summary.ratioToBare.toFixed(2),
    summary.latencyP50Ms.toFixed(0),
    summary.latencyP95Ms.toFixed(0),
    String(history.events),
    String(history.bytes),
    `${history.remoteActivities} remote, ${history.localActivities} local`,
  ];
}

const PARTS: readonly Part[] = ['worker', 'bare worker', 'temporal', 'postgres', 'stack', 'bench'];

function cpuRows(summaries: readonly Summary[]): string[][] {
  const rows = summaries.map(({ workload, cpuMsPerRun }) => {
    const each = PARTS.map((part) => cpuMsPerRun.get(part) ?? 0);
    return [workload, ...[...each, each.reduce((sum, ms) => sum + ms, 0)].map((ms) => ms.toFixed(1))];
  });
  return [['', ...PARTS, 'together'], ...rows];
}

function eventsPerDay({ waitingOrder: { eventsAdded, watchedSeconds } }: BenchResult): number {
  return Math.round((eventsAdded / watchedSeconds) * DAY_SECONDS);
}

function memoryLine({ orders, bytesPerThousand }: NonNullable<BenchResult['waitingMemory']>): string {
  const of = (part: Part) => `${((bytesPerThousand.get(part) ?? 0) / MIB).toFixed(0)} MiB in ${part}`;
  return `Memory for 1,000 waiting orders (measured with ${orders}): ${of('worker')}, ${of('temporal')}.`;
}

/** The first column to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
