/** Measures complete orders beside bare workflows on one system, prints a table, writes JSON. See README.md. */
import { startBareWorker } from './bare/start-worker.js';
import { historyFacts, type HistoryFacts } from './history.js';
import { machineFacts } from './machine.js';
import { measure } from './measure.js';
import { benchOptions, type BenchOptions } from './options.js';
import { usageByPart } from './process-usage.js';
import { report } from './report.js';
import { summaries, writeResult, type BenchResult } from './results.js';
import { openSystem, type BenchSystem } from './system.js';
import { measureWaitingMemory, watchWaitingOrder } from './waiting.js';
import { openBenchClient, WORKLOADS, type BenchClient, type Workload } from './workloads.js';

async function main(): Promise<void> {
  const options = benchOptions(process.argv);
  const system = await openSystem(options.dataDir);
  try {
    const result = await measureAll(system, options);
    process.stdout.write(`${report(result)}\n`);
    say(`All figures are in ${writeResult(result, options.out)}`);
  } finally {
    await system.stop();
  }
}

async function measureAll(system: BenchSystem, options: BenchOptions): Promise<BenchResult> {
  const startedAt = new Date().toISOString();
  const bareWorker = await startBareWorker(system.environment);
  const client = await openBenchClient(system.environment);
  const usage = () => usageByPart(system.stackPid, bareWorker.pid);
  try {
    const machine = await machineFacts(client.temporal, client.database);
    const histories = await historiesOf(client);
    const samples = await measure({ run: (workload) => client.run(workload), usage, say }, options);
    say('waiting orders');
    const waitingOrder = await watchWaitingOrder(client, options.watchMs);
    const waitingMemory =
      options.waiting > 0 ? await measureWaitingMemory(client, options.waiting, usage) : undefined;
    const summed = summaries(samples, histories);
    return { startedAt, machine, options, summaries: summed, waitingOrder, waitingMemory, samples };
  } finally {
    await client.close();
    await bareWorker.stop();
  }
}

/** Throws when the bare workflow has not the shape of an order: comparing them would say nothing. */
async function historiesOf(client: BenchClient): Promise<Map<Workload, HistoryFacts>> {
  const histories = new Map<Workload, HistoryFacts>();
  for (const workload of WORKLOADS)
    histories.set(workload, await historyFacts(client.temporal, await client.run(workload)));
  const order = histories.get('order, P-256')?.shape;
  const bare = histories.get('bare, same shape')?.shape;
  if (order !== bare)
    throw new Error(
      `An order does ${String(order)} (L local, R remote), the bare workflow ${String(bare)}: correct bench/bare/workflows.ts.`,
    );
  return histories;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

await main();
