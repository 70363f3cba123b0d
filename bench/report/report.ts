/** The result as people read it: the table of marks, CPU by part, what missed, and what is to be known beside it. */
import { reachOn, reachText } from '../marks.js';
import type { TemporalStore } from '../options.js';
import { PARTS } from '../process-usage.js';
import { judged, type BenchResult, type Judged, type Outcome, type StoreResult } from '../results.js';
import type { Workload } from '../workload.js';
import { cellText, figureText, STORE_NAMES } from './cells.js';
import { needsLines } from './needs.js';
import { markdownTable, textTable, type Rows } from './tables.js';

const MIB = 1024 * 1024;

export type Format = 'text' | 'markdown';

export function report(result: BenchResult, workloads: readonly Workload[], format: Format): string {
  const table = format === 'markdown' ? markdownTable : textTable;
  const measured = workloads.filter(({ name }) => result.stores.some((store) => outcomeOf(store, name)));
  const sections = [
    machineLines(result).join('\n'),
    table(markRows(result, measured)),
    table(cpuRows(result)),
    bulleted('Missed', missedLines(result, measured)),
    bulleted('Not to be believed, or not measured', doubtLines(result)),
    bulleted('Beside it', noteLines(result)),
    bulleted('Where the time goes', profileLines(result)),
    ...result.stores.map((store) =>
      bulleted(`What a cluster needs, reckoned from ${STORE_NAMES[store.store]}`, needsLines(store)),
    ),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function machineLines({ stores, startedAt, seconds, options }: BenchResult): string[] {
  const [first] = stores;
  if (!first) return [];
  const { machine } = first;
  const servers = stores.map(
    ({ store, machine: { temporalServer } }) => `${STORE_NAMES[store]} ${temporalServer}`,
  );
  const { rounds, orders, concurrency } = options.sizes;
  return [
    `${startedAt}, ${Math.round(seconds)} s. ${machine.cores} cores (${machine.cpu}), ${Math.round(machine.memoryBytes / MIB)} MiB, ${machine.system}.`,
    `Sealflow ${machine.sealflow}, Node ${machine.node}, Temporal SDK ${machine.temporalSdk}, Temporal: ${servers.join('; ')}; Postgres ${machine.postgres}.`,
    `${rounds} rounds of ${orders} runs, ${concurrency} at once. Others' CPU and load by workload stand in the JSON.`,
  ];
}

function outcomeOf(store: StoreResult, workload: string): Outcome | undefined {
  return store.outcomes.find((outcome) => outcome.workload === workload);
}

function markRows({ stores }: BenchResult, workloads: readonly Workload[]): Rows {
  const head = ['what', 'seen (0.3.0)', 'to reach', ...stores.map(({ store }) => STORE_NAMES[store])];
  const rows = workloads.flatMap((workload) => {
    const byStore = stores.map((store) => judged(workload, store.store, outcomeOf(store, workload.name)));
    return workload.marks.map((mark, index) => [
      mark.what,
      mark.seen,
      reachOnAll(
        mark,
        stores.map(({ store }) => store),
      ),
      ...byStore.map((all) => cellOf(all[index])),
    ]);
  });
  return [head, ...rows];
}

function reachOnAll(mark: Judged['mark'], stores: readonly TemporalStore[]): string {
  return [...new Set(stores.map((store) => reachText(reachOn(mark, store), mark.unit)))].join('; ');
}

function cellOf(one: Judged | undefined): string {
  return one ? cellText(one) : '–';
}

function cpuRows({ stores }: BenchResult): Rows {
  const rows = stores.flatMap(({ store, outcomes }) =>
    outcomes.flatMap(({ measured, disbelief }) =>
      (measured?.cpu ?? []).map(({ what, cpuMs }) => {
        const each = PARTS.map((part) => cpuMs.get(part) ?? 0);
        const all = [...each, each.reduce((sum, ms) => sum + ms, 0)].map((ms) => ms.toFixed(1));
        return [`${what}${disbelief === undefined ? '' : ' (too busy)'}`, STORE_NAMES[store], ...all];
      }),
    ),
  );
  return rows.length === 0 ? [] : [['CPU, ms for one', 'Temporal on', ...PARTS, 'together'], ...rows];
}

function missedLines({ stores }: BenchResult, workloads: readonly Workload[]): string[] {
  return stores.flatMap((store) =>
    workloads.flatMap((workload) =>
      judged(workload, store.store, outcomeOf(store, workload.name))
        .filter(({ verdict }) => verdict === 'missed')
        .map(
          ({ mark, figure = Number.NaN }) =>
            `${mark.what} (${STORE_NAMES[store.store]}): ${figureText(figure, mark.unit)}, to reach ${reachText(reachOn(mark, store.store), mark.unit)}`,
        ),
    ),
  );
}

function doubtLines({ stores }: BenchResult): string[] {
  return stores.flatMap(({ store, outcomes }) =>
    outcomes.flatMap(({ workload, disbelief, failed }) =>
      [disbelief, failed]
        .filter((reason) => reason !== undefined)
        .map((reason) => `${workload} (${STORE_NAMES[store]}): ${reason}`),
    ),
  );
}

function noteLines({ stores }: BenchResult): string[] {
  return stores.flatMap(({ store, outcomes }) =>
    outcomes.flatMap(({ workload, measured }) =>
      [...(measured?.notes ?? []), ...(measured?.timings ?? [])].map(
        (note) => `${workload} (${STORE_NAMES[store]}): ${note}`,
      ),
    ),
  );
}

function profileLines({ stores }: BenchResult): string[] {
  return stores.flatMap(({ store, outcomes }) =>
    outcomes.flatMap(({ workload, profile }) =>
      (profile?.lines ?? []).map((line) => `${workload} (${STORE_NAMES[store]}): ${line}`),
    ),
  );
}

function bulleted(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}:\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}
