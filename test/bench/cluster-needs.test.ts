/** What a cluster needs, reckoned by hand beside what the bench reckons. */
import { describe, expect, it } from 'vitest';
import { clusterNeeds } from '../../bench/cluster-needs.js';

describe('a cluster’s needs', () => {
  const [cores, memory, disk] = clusterNeeds(
    {
      orderCpuMs: new Map([
        ['worker', 80],
        ['temporal', 100],
        ['stack', 500],
      ]),
      lookCpuMs: new Map([['worker', 5]]),
      bytesPerOrder: 20_000,
      temporalBytesPerWorkflow: 10_000,
      workerMbPerThousand: 15,
    },
    { openOrders: 100_000, newPerSecond: 10, secondsBetweenLooks: 1_000 },
  );

  it('are cores by part: new orders and looks, the CA’s and the DNS’s own apart', () => {
    // Worker: 10 × 80 ms and 100 × 5 ms a second; Temporal: 10 × 100 ms.
    expect(cores).toContain('2.3 cores at the mean (worker 1.30, temporal 1.00)');
    expect(cores).toContain('0.5 for 100 looks a second');
    expect(cores).not.toContain('stack');
  });

  it('are memory by what waits, and disk by what is kept', () => {
    expect(memory).toContain('1.5 GB');
    // 10 a second are 864,000 a day.
    expect(disk).toContain('6307 GB a year');
    expect(disk).toContain('778 GB in its 90 days');
  });
});
