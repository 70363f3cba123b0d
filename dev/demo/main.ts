/** `npm run demo [-- --all --lang zh]`: orders from form to certificate on a stack of their own, and nothing left of it afterwards. */
import { setMaxListeners } from 'node:events';
import { parseArgs } from 'node:util';
import { languageOf } from '../../config/language.js';
import { LANGUAGES, type Language } from '../../domain/bilingual.js';
import { wordsOfThrown } from '../../domain/told.js';
import type { Say } from '../say.js';
import { CommandLine } from './command-line.js';
import { withoutOtherInstallations } from './environment.js';
import { EVERY_WAY } from './every-way.js';
import { TWO_ORDERS } from './orders.js';
import type { Performance } from './performance.js';
import { notIssuedWithin } from './problem.js';
import { startStack, type DemoStack } from './stack.js';
import { makeTemporaryData } from './temporary-data.js';
import { STAGE, USAGE } from './texts.js';
import { Timeline } from './timeline.js';

const EXIT = { done: 0, failed: 1, wrongUse: 2, interrupted: 130 } as const;

async function main(): Promise<number> {
  const wanted = chosen(process.argv.slice(2));
  if (!wanted) {
    process.stderr.write(`${USAGE[languageOf(process.env)]}\n`);
    return EXIT.wrongUse;
  }
  const { performance, language } = wanted;
  const interrupted = whenInterrupted();
  const timeline = new Timeline(language);
  const data = makeTemporaryData();
  try {
    timeline.say(STAGE.temporaryData(data.folder));
    await demonstrate(performance, data.folder, timeline, interrupted);
    data.remove();
    timeline.say(STAGE.done(performance.done));
    return EXIT.done;
  } catch (error) {
    if (interrupted.aborted) {
      timeline.say(STAGE.interrupted);
      return EXIT.interrupted;
    }
    process.stderr.write(`\n${STAGE.failed(wordsOfThrown(error))[language]}\n`);
    return EXIT.failed;
  } finally {
    data.remove();
  }
}

/** Undefined for arguments that nobody knows. */
function chosen(args: string[]): { performance: Performance; language: Language } | undefined {
  try {
    const { values } = parseArgs({ args, options: { all: { type: 'boolean' }, lang: { type: 'string' } } });
    if (values.lang !== undefined && !LANGUAGES.some((language) => language === values.lang))
      return undefined;
    const language = languageOf(process.env, values.lang);
    return { performance: values.all ? EVERY_WAY : TWO_ORDERS, language };
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
  timeline.say(STAGE.starting);
  const say: Say = (line) => timeline.say(line);
  const stack = await startStack(dataDir, environment, timeline.language, say, interrupted);
  try {
    const { temporal, webUi } = stack.addresses;
    timeline.say(STAGE.ready(temporal, webUi));
    await perform(performance, stack, environment, timeline, interrupted);
    timeline.say(STAGE.stopping);
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
  return notIssuedWithin(withinMs / 1000);
}

/** Ctrl-C, SIGTERM, a closed terminal, or a reader of our output that has gone. */
function whenInterrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => controller.abort());
  return controller.signal;
}

process.exitCode = await main();
