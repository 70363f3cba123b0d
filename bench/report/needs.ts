/** The reckoning for a cluster, of a store whose workloads were all measured and believed. */
import { clusterNeeds } from '../cluster-needs.js';
import type { Part } from '../process-usage.js';
import type { Outcome, StoreResult } from '../results.js';

/** The size that operators plan for; after ten hours of waiting an order looks once an hour (domain/control/look-intervals.ts). */
const DEMAND = { openOrders: 100_000, newPerSecond: 10, secondsBetweenLooks: 3600 };

export function needsLines(store: StoreResult): string[] {
  const [orders, look, crowd] = ['orders', 'look', 'crowd'].map((name) => believed(store, name));
  const orderCpuMs = cpuOf(orders, 'order, P-256');
  const lookCpuMs = cpuOf(look, 'one look of a waiting order');
  const workerMbPerThousand = crowd?.figures.workerMemory;
  const stored = orders?.raw as { bytesPerOrder: number; temporalBytesPerWorkflow: number } | undefined;
  if (!orderCpuMs || !lookCpuMs || workerMbPerThousand === undefined || !stored) return [];
  return clusterNeeds(
    { orderCpuMs, lookCpuMs, workerMbPerThousand: Math.max(0, workerMbPerThousand), ...stored },
    DEMAND,
  );
}

function believed({ outcomes }: StoreResult, workload: string): Outcome['measured'] {
  const outcome = outcomes.find((one) => one.workload === workload);
  return outcome?.disbelief === undefined ? outcome?.measured : undefined;
}

function cpuOf(measured: Outcome['measured'], what: string): ReadonlyMap<Part, number> | undefined {
  return measured?.cpu?.find((row) => row.what === what)?.cpuMs;
}
