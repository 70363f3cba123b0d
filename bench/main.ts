/** Measures what orders cost on each of Temporal's stores, and says what reaches its mark and what does not. See README.md. */
import { benchOptions } from './options.js';
import { report } from './report/report.js';
import { runOn } from './run-on-store.js';
import type { StoreResult } from './results.js';
import { proveScale } from './scale/prove-scale.js';
import { onceStopped, Stopped } from './stopped.js';
import { WORKLOADS } from './workloads/index.js';
import { resultPath, writeResult } from './write-result.js';

async function main(): Promise<number> {
  const options = benchOptions(
    process.argv,
    WORKLOADS.map(({ name }) => name),
  );
  const stopped = onceStopped();
  if (options.scale) return await proveScale(options.scale, stopped, say);
  const startedAt = new Date().toISOString();
  const began = performance.now();
  const path = resultPath(startedAt, options.out);
  const stores: StoreResult[] = [];
  for (const store of options.stores) {
    const done = new Set(stores.flatMap(({ outcomes }) => outcomes.map(({ workload }) => workload)));
    // What doesn't touch Temporal is the same on every store.
    const workloads = WORKLOADS.filter(
      ({ name, dependsOnTemporal }) =>
        (options.only?.includes(name) ?? true) && (dependsOnTemporal || !done.has(name)),
    );
    stores.push(await runOn(store, workloads, { options, stopped, say, profilesBeside: path }));
  }
  const result = { startedAt, seconds: (performance.now() - began) / 1000, options, stores };
  process.stdout.write(`${report(result, WORKLOADS, 'text')}\n`);
  const written = writeResult(path, result, report(result, WORKLOADS, 'markdown'));
  say(`Every figure: ${written.join(', ')}`);
  return stores.some(({ outcomes }) => outcomes.some(({ failed }) => failed !== undefined)) ? 1 : 0;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Stopped)) throw error;
  say(error.message);
  // Calls that nobody waits for any more would keep the process.
  process.exit(1);
}
