/** `npm run demo [-- --all]`: orders from form to certificate on a stack of their own, and nothing left of it afterwards. */
import { setMaxListeners } from 'node:events';
import { parseArgs } from 'node:util';
import { CommandLine } from './command-line.js';
import { withoutOtherInstallations } from './environment.js';
import { EVERY_WAY } from './every-way.js';
import { TWO_ORDERS } from './orders.js';
import type { Performance } from './performance.js';
import { startStack, type DemoStack } from './stack.js';
import { makeTemporaryData } from './temporary-data.js';
import { Timeline } from './timeline.js';

const EXIT = { done: 0, failed: 1, wrongUse: 2, interrupted: 130 } as const;

async function main(): Promise<number> {
  const performance = chosen(process.argv.slice(2));
  if (!performance) {
    process.stderr.write('Usage: npm run demo [-- --all]\n');
    return EXIT.wrongUse;
  }
  const interrupted = whenInterrupted();
  const timeline = new Timeline();
  const data = makeTemporaryData();
  try {
    timeline.say(`Temporary data is in ${data.folder}; it is removed at the end.`);
    await demonstrate(performance, data.folder, timeline, interrupted);
    data.remove();
    timeline.say(`${performance.done}; everything is stopped and removed.`);
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

/** Undefined for arguments that nobody knows. */
function chosen(args: string[]): Performance | undefined {
  try {
    const { values } = parseArgs({ args, options: { all: { type: 'boolean' } } });
    return values.all ? EVERY_WAY : TWO_ORDERS;
  } catch {
    return undefined;
  }
}

/** Returns once every order is issued and verified and the stack has stopped; throws the first reason why not. */
async function demonstrate(
  performance: Performance,
  dataDir: string,
  timeline: Timeline,
  interrupted: AbortSignal,
): Promise<void> {
  const environment = withoutOtherInstallations(process.env, (line) => timeline.say(line));
  timeline.say('Starting the stack: Temporal, Postgres, DNS, web server, mail sink, development CA, worker.');
  const stack = await startStack(dataDir, environment, (line) => timeline.say(line), interrupted);
  try {
    const { temporal, webUi } = stack.addresses;
    timeline.say(`The stack is ready: Temporal at ${temporal}, its Web UI at ${webUi}.`);
    await perform(performance, stack, environment, timeline, interrupted);
    timeline.say('Stopping the stack.');
  } finally {
    await stack.stop();
  }
}

async function perform(
  performance: Performance,
  stack: DemoStack,
  environment: NodeJS.ProcessEnv,
  timeline: Timeline,
  interrupted: AbortSignal,
): Promise<void> {
  const { withinMs } = performance;
  const failed = new AbortController();
  const signal = AbortSignal.any([interrupted, stack.lost, failed.signal, AbortSignal.timeout(withinMs)]);
  setMaxListeners(0, signal);
  const commands = new CommandLine(stack.addresses.dataDir, environment, signal);
  const giveUp = (reason: unknown) => failed.abort(reason);
  try {
    await performance.run({ commands, timeline, stack: stack.addresses, giveUp });
  } catch (error) {
    throw stack.lost.aborted ? stack.lost.reason : timeoutExplained(error, withinMs);
  }
}

function timeoutExplained(error: unknown, withinMs: number): unknown {
  if (!(error instanceof Error) || error.name !== 'TimeoutError') return error;
  return new Error(
    `the orders were not issued within ${withinMs / 1000} s; the timeline above shows what each waited for. ` +
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
