/** What a cluster needs for many open orders and a steady stream of new ones, reckoned from what one of each was measured to cost. */
import { withoutStack, type Part } from './process-usage.js';

export interface MeasuredCosts {
  /** Milliseconds of one order and of one look, by part. */
  readonly orderCpuMs: ReadonlyMap<Part, number>;
  readonly lookCpuMs: ReadonlyMap<Part, number>;
  readonly bytesPerOrder: number;
  readonly temporalBytesPerWorkflow: number;
  readonly workerMbPerThousand: number;
}

export interface Demand {
  readonly openOrders: number;
  readonly newPerSecond: number;
  /** Seconds between two looks of an order that has waited for long. */
  readonly secondsBetweenLooks: number;
}

/** A year of finished orders stays in our Postgres; Temporal keeps 90 days of them (docker-compose.yml). */
const KEPT_DAYS = { own: 365, temporal: 90 };
const DAY_SECONDS = 86_400;
const GB = 1e9;

/** Lines for people. Cores are for the mean: twice as many leave room for the day's peaks. */
export function clusterNeeds(costs: MeasuredCosts, demand: Demand): string[] {
  const { openOrders, newPerSecond, secondsBetweenLooks } = demand;
  const looksPerSecond = openOrders / secondsBetweenLooks;
  const parts = [...new Set([...costs.orderCpuMs.keys(), ...costs.lookCpuMs.keys()])].filter(
    (part) => part !== 'stack' && part !== 'bare worker',
  );
  const coresOf = (orderMs: number, lookMs: number) =>
    (orderMs * newPerSecond + lookMs * looksPerSecond) / 1000;
  const byPart = parts.map((part) => {
    const cores = coresOf(costs.orderCpuMs.get(part) ?? 0, costs.lookCpuMs.get(part) ?? 0);
    return `${part} ${cores.toFixed(2)}`;
  });
  const all = coresOf(withoutStack(costs.orderCpuMs), withoutStack(costs.lookCpuMs));
  const stored = (bytes: number, days: number) => (bytes * newPerSecond * DAY_SECONDS * days) / GB;
  return [
    `${openOrders.toLocaleString('en')} open orders and ${newPerSecond} new ones a second: ${all.toFixed(1)} cores at the mean (${byPart.join(', ')}), of which ${((withoutStack(costs.lookCpuMs) * looksPerSecond) / 1000).toFixed(1)} for ${looksPerSecond.toFixed(0)} looks a second`,
    `memory of the workers beside the active orders: ${((costs.workerMbPerThousand * openOrders) / 1e6).toFixed(1)} GB`,
    `disk: our Postgres ${stored(costs.bytesPerOrder, KEPT_DAYS.own).toFixed(0)} GB a year; Temporal’s store ${stored(costs.temporalBytesPerWorkflow, KEPT_DAYS.temporal).toFixed(0)} GB in its 90 days`,
  ];
}
