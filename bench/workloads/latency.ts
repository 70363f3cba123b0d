/** One automatic order that has the system to itself, from the first call until its certificate. */
import { percentile } from '../statistics.js';
import { oneByOne } from '../throughput.js';
import type { Workload } from '../workload.js';

export const latencyWorkload: Workload = {
  name: 'latency',
  dependsOnTemporal: true,
  marks: [
    {
      id: 'aloneP50',
      what: 'one automatic order alone, p50',
      unit: 'ms',
      kind: 'time',
      seen: '370; 290 on Postgres',
      reach: { sqlite: { atMost: 250 }, postgres: { atMost: 180 } },
    },
  ],
  run: async ({ client, sizes }) => {
    const order = () => client.order('ecc-p256');
    await oneByOne(order, 3);
    const latencies = await oneByOne(order, sizes.singles);
    const p95 = percentile(latencies, 0.95);
    return {
      figures: { aloneP50: percentile(latencies, 0.5) },
      timings: [`p95 ${p95.toFixed(0)} ms of ${latencies.length} orders, one after the other`],
      raw: { latencies },
    };
  },
  profiled: ({ client, sizes }) => oneByOne(() => client.order('ecc-p256'), sizes.singles),
};
