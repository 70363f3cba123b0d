/** How long each list takes where a large installation's orders are stored. */
import { fillDatabase } from '../stored/fill.js';
import { measureLists } from '../stored/measure-lists.js';
import { withOwnDatabase } from '../stored/own-database.js';
import type { Workload } from '../workload.js';

export const listsWorkload: Workload = {
  name: 'lists',
  dependsOnTemporal: false,
  marks: [
    {
      id: 'slowestList',
      what: 'the slowest of all lists at 1,000,000 orders, p50',
      unit: 'ms',
      kind: 'time',
      seen: '455 ms at 100,000',
      reach: { atMost: 10 },
    },
    {
      id: 'listsWithScan',
      what: 'lists whose plan reads a whole table of orders, certificates, notices or operations',
      unit: '',
      kind: 'count',
      seen: '7',
      reach: { atMost: 0 },
    },
  ],
  run: ({ system, sizes, say }) =>
    withOwnDatabase(system.environment.DATABASE_URL ?? '', async (url) => {
      say(`storing ${sizes.rows} orders`);
      await fillDatabase(url, { orders: sizes.rows });
      const lists = await measureLists(url);
      const scanning = lists.filter(({ plan }) => plan.some((node) => WHOLE_TABLE.test(node)));
      return {
        figures: {
          slowestList: Math.max(...lists.map(({ median }) => median)),
          listsWithScan: scanning.length,
        },
        notes: [
          `${sizes.rows} orders stored`,
          ...scanning.map(({ name, plan }) => `${name}: ${plan.join(', ')}`),
        ],
        timings: lists
          .filter(({ median }) => median > REMARKABLE_MS)
          .map(({ name, median, p95 }) => `${name}: p50 ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`),
        raw: { lists },
      };
    }),
};

const WHOLE_TABLE = /^Seq Scan (orders|certificates|account_notices|operations)$/;
/** Others are in the JSON. */
const REMARKABLE_MS = 5;
