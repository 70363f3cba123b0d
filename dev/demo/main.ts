/** `npm run demo`: two orders from form to certificate on a stack of their own, and nothing left of it afterwards. */
import { setMaxListeners } from 'node:events';
import { CommandLine } from './command-line.js';
import { withoutOtherInstallations } from './environment.js';
import { runOrder, THE_ORDERS } from './orders.js';
import { startStack, type DemoStack } from './stack.js';
import { makeTemporaryData } from './temporary-data.js';
import { Timeline } from './timeline.js';

const EXIT = { done: 0, failed: 1, interrupted: 130 } as const;
/** From a ready stack to both certificates: seconds on any machine; a demo that hangs must say so. */
const ORDERS_WITHIN_MS = 120_000;
const CA_TAKES_MS = 500;

async function main(): Promise<number> {
  const interrupted = whenInterrupted();
  const timeline = new Timeline();
  const data = makeTemporaryData();
  try {
    timeline.say(`Temporary data is in ${data.folder}; it is removed at the end.`);
    await demonstrate(data.folder, timeline, interrupted);
    data.remove();
    timeline.say('Both orders are issued, both chains verified; everything is stopped and removed.');
    return EXIT.done;
  } catch (error) {
    if (interrupted.aborted) {
      timeline.say('Interrupted: everything is stopped and removed.');
      return EXIT.interrupted;
    }
    process.stderr.write(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}\n`);
    return EXIT.failed;
  } finally {
    data.remove();
  }
}

/** Returns once both orders are issued and verified and the stack has stopped; throws the first reason why not. */
async function demonstrate(dataDir: string, timeline: Timeline, interrupted: AbortSignal): Promise<void> {
  const environment = withoutOtherInstallations(process.env, (line) => timeline.say(line));
  timeline.say('Starting the stack: Temporal, Postgres, DNS, web server, mail sink, development CA, worker.');
  const stack = await startStack(dataDir, environment, (line) => timeline.say(line), interrupted);
  try {
    const { temporal, webUi } = stack.addresses;
    timeline.say(`The stack is ready: Temporal at ${temporal}, its Web UI at ${webUi}.`);
    timeline.heading();
    await runOrders(stack, environment, timeline, interrupted);
    timeline.say('Stopping the stack.');
  } finally {
    await stack.stop();
  }
}

/** Both at once. The first one to fail ends the other. */
async function runOrders(
  stack: DemoStack,
  environment: NodeJS.ProcessEnv,
  timeline: Timeline,
  interrupted: AbortSignal,
): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([
    interrupted,
    stack.lost,
    failed.signal,
    AbortSignal.timeout(ORDERS_WITHIN_MS),
  ]);
  setMaxListeners(0, signal);
  const commands = new CommandLine(stack.addresses.dataDir, environment, signal);
  const giveUp = (reason: unknown) => failed.abort(reason);
  const world = { commands, timeline, stack: stack.addresses, giveUp };
  // A CA of this machine answers in milliseconds; a little slower, there is something to see.
  await commands.run('ca', 'hostile', 'late', '--delay-ms', String(CA_TAKES_MS));
  const runs = THE_ORDERS.map((order) => runOrder(order, world));
  try {
    await Promise.all(runs);
  } catch (error) {
    giveUp(error);
    await Promise.allSettled(runs);
    throw stack.lost.aborted ? stack.lost.reason : timeoutExplained(error);
  }
}

function timeoutExplained(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'TimeoutError') return error;
  return new Error(
    `the orders were not issued within ${ORDERS_WITHIN_MS / 1000} s; the timeline above shows what each waited for. ` +
      'The same by hand, with logs to read: sealflow up, and order create.',
  );
}

/** Ctrl-C, SIGTERM, a closed terminal, or a reader of our output that has gone. */
function whenInterrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => controller.abort());
  return controller.signal;
}

process.exitCode = await main();
