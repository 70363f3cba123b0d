/** What an order costs beside workflows that do nothing: rates, CPU by part, events and activities. */
import { SHAPE_OF_0_3_0 } from '../bare/shapes.js';
import { historyFacts } from '../history.js';
import { openSizes } from '../stored-sizes.js';
import { withoutStack } from '../process-usage.js';
import { medianCpu, medianRate, rateRatio } from '../summaries.js';
import { inTurns, many } from '../throughput.js';
import type { Measured, Workload } from '../workload.js';

const ORDER = 'order, P-256';
const BARE_OF_0_3_0 = 'bare, shape of 0.3.0';
const BARE_OF_OWN_SHAPE = 'bare, own shape';

export const ordersWorkload: Workload = {
  name: 'orders',
  dependsOnTemporal: true,
  marks: [
    {
      id: 'orderRate',
      what: 'P-256 order: rate ÷ the bare workflow of 0.3.0’s shape (5 remote, 6 local)',
      unit: '',
      kind: 'ratio',
      seen: '0.45',
      reach: { atLeast: 0.75 },
    },
    {
      id: 'orderCpu',
      what: 'CPU of one order, CA and DNS apart ÷ bare of its own shape',
      unit: '',
      kind: 'ratio',
      seen: '294 ÷ 130 ms = 2.3',
      reach: { atMost: 1.6 },
    },
    { id: 'events', what: 'events', unit: '', kind: 'count', seen: '45', reach: { atMost: 30 } },
    {
      id: 'remoteActivities',
      what: 'remote activities',
      unit: '',
      kind: 'count',
      seen: '5',
      reach: { atMost: 4 },
    },
    { id: 'localActivities', what: 'local activities', unit: '', kind: 'count', seen: '6' },
  ],
  run: async ({ client, usage, sizes, system }): Promise<Measured> => {
    const stored = await openSizes(system);
    const history = await historyFacts(client.temporal, await client.order('ecc-p256'));
    const kinds = {
      [BARE_OF_0_3_0]: () => client.bare(SHAPE_OF_0_3_0),
      [ORDER]: () => client.order('ecc-p256'),
      [BARE_OF_OWN_SHAPE]: () => client.bare(history.shape),
    };
    const before = await stored.read();
    const samples = await inTurns(kinds, usage, sizes);
    const after = await stored.read();
    await stored.close();
    // Warming up is two more rounds of `concurrency` runs each.
    const runs = sizes.rounds * sizes.orders + 2 * sizes.concurrency;
    const bytesPerOrder = (after.own - before.own) / runs;
    // Three kinds of workflows have written into it, of which one is an order and two have about half its events.
    const temporalBytesPerWorkflow = (after.temporal - before.temporal) / (runs * Object.keys(kinds).length);
    const cpu = Object.keys(kinds).map((what) => ({ what, cpuMs: medianCpu(samples, what) }));
    const cpuOf = (what: string) => withoutStack(medianCpu(samples, what));
    return {
      figures: {
        orderRate: rateRatio(samples, ORDER, BARE_OF_0_3_0),
        orderCpu: cpuOf(ORDER) / cpuOf(BARE_OF_OWN_SHAPE),
        events: history.events,
        remoteActivities: history.remoteActivities,
        localActivities: history.localActivities,
      },
      cpu,
      timings: [
        `per second, ${sizes.concurrency} at once: ${Object.keys(kinds)
          .map((kind) => `${kind} ${medianRate(samples, kind).toFixed(1)}`)
          .join('; ')}`,
        `CPU apart from CA and DNS: order ${cpuOf(ORDER).toFixed(0)} ms, bare of its shape ${cpuOf(BARE_OF_OWN_SHAPE).toFixed(0)} ms`,
      ],
      notes: [
        `history of an order: ${history.bytes} bytes, shape ${history.shape} (L local, R remote)`,
        `bytes that stay: ${kib(bytesPerOrder)} for an order in our Postgres, ${kib(temporalBytesPerWorkflow)} for a workflow in Temporal’s store`,
      ],
      raw: { history, samples, bytesPerOrder, temporalBytesPerWorkflow },
    };
  },
  profiled: ({ client, sizes }) => many(() => client.order('ecc-p256'), sizes.orders, sizes.concurrency),
};

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}
