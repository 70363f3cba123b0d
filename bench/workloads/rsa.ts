/** RSA 2048 orders beside the most that all cores could do if they made nothing but keys. */
import { generateKeyPair } from 'node:crypto';
import { cpus } from 'node:os';
import { promisify } from 'node:util';
import { forEach, many, rateOf } from '../throughput.js';
import type { Workload } from '../workload.js';

const newKeyPair = promisify(generateKeyPair);

export const rsaWorkload: Workload = {
  name: 'rsa',
  dependsOnTemporal: true,
  marks: [
    {
      id: 'rsaOfLimit',
      what: 'RSA 2048 rate ÷ the machine’s key-generation limit',
      unit: '',
      kind: 'ratio',
      seen: '0.28 of bare',
      reach: { atLeast: 0.9 },
    },
    {
      id: 'rsaOfPossible',
      what: 'RSA 2048 rate ÷ what its key and a P-256 order’s work allow on the same cores',
      unit: '',
      kind: 'ratio',
      seen: '',
    },
  ],
  run: async ({ client, usage, sizes }) => {
    const keysPerSecond = await keyLimit(sizes.keySeconds);
    const { concurrency } = sizes;
    await rateOf(() => client.order('rsa-2048'), usage, { runs: concurrency, concurrency });
    const turns = { runs: sizes.orders * 2, concurrency };
    const p256 = await rateOf(() => client.order('ecc-p256'), usage, turns);
    const rsa = await rateOf(() => client.order('rsa-2048'), usage, turns);
    // An order takes the time of its work and that of its key from the same cores.
    const possible = 1 / (1 / keysPerSecond + 1 / p256.perSecond);
    return {
      figures: { rsaOfLimit: rsa.perSecond / keysPerSecond, rsaOfPossible: rsa.perSecond / possible },
      cpu: [{ what: 'order, RSA 2048', cpuMs: rsa.cpuMs }],
      timings: [
        `per second: ${keysPerSecond.toFixed(1)} keys on ${cpus().length} cores that do nothing else, ${p256.perSecond.toFixed(1)} P-256 orders, ` +
          `${rsa.perSecond.toFixed(1)} RSA orders; key and order share the cores here, so that ${possible.toFixed(1)} RSA orders, ` +
          `${(possible / keysPerSecond).toFixed(2)} of the limit, are possible at best`,
      ],
      raw: { keysPerSecond, p256, rsa, possible },
    };
  },
  profiled: ({ client, sizes }) => many(() => client.order('rsa-2048'), sizes.orders, sizes.concurrency),
};

/** Keys a second on all cores: Node makes them on libuv's threads, which are four. */
async function keyLimit(seconds: number): Promise<number> {
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  let made = 0;
  await forEach(cpus(), cpus().length, async () => {
    while (performance.now() < endsAt) {
      await newKeyPair('rsa', { modulusLength: 2048 });
      made += 1;
    }
  });
  return made / ((performance.now() - startedAt) / 1000);
}
