/** The stack in the foreground: starts it, says where everything is, and stops it when asked. */
import { accessSync, constants } from 'node:fs';
import { languageOf } from '../config/language.js';
import { makeFolder } from '../config/make-folder.js';
import type { Language } from '../domain/bilingual.js';
import { ArgumentError, stackArguments, type StackArguments } from './arguments.js';
import { StackAlreadyRuns } from './data-dir-lock.js';
import { codeInWords, ToldError, wordsOfThrown } from '../domain/told.js';
import { sayIn } from './say.js';
import { readyText, STACK } from './texts.js';
import { startStack } from './stack.js';
import { startProblem } from './start-problem.js';

/** As every command's: 0 done, 2 bad input, 4 refused in this state, 1 anything else. */
const EXIT = { done: 0, failed: 1, badInput: 2, refused: 4 } as const;

/** Nobody learned that the stack is ready: it was stopped. */
class OutputNotWritten extends ToldError {
  override readonly name = 'OutputNotWritten';
}

let outputError: OutputNotWritten | undefined;

async function main(): Promise<number> {
  // Histories, mails and records are for the owner's eyes, whoever writes the file.
  process.umask(0o077);
  const args = process.argv.slice(2);
  const stopRequested = whenStopRequested();
  try {
    const given = stackArguments(args);
    const ended = await run(given, languageIn(args), stopRequested);
    if (outputError) throw outputError;
    return ended;
  } catch (error) {
    if (stopRequested.aborted && !outputError) return EXIT.done;
    reportError(startProblem(error, dataDirOf(args)), args.includes('--json'), languageIn(args));
    return exitCodeOf(error);
  }
}

async function run(
  { dataDir, ports, json, with: extra }: StackArguments,
  language: Language,
  stopRequested: AbortSignal,
): Promise<number> {
  const say = sayIn(language);
  if (!json) say(STACK.starting(dataDir));
  refuseUnusableFolder(dataDir);
  const stack = await startStack({ dataDir, ports, say, with: extra, signal: stopRequested });
  const told = { ...stack.addresses, signIn: stack.signInUrl ?? '' };
  process.stdout.write(json ? `${JSON.stringify(told)}\n` : readyText(told)[language]);
  await untilAborted(stopRequested);
  say(STACK.stopping);
  await stack.stop();
  say(STACK.stopped);
  return EXIT.done;
}

/** For the words of an error: flags that can't be read have no folder. */
function dataDirOf(args: readonly string[]): string {
  try {
    return stackArguments(args).dataDir;
  } catch {
    return 'the data folder';
  }
}

/** Also where other flags can't be read. */
function languageIn(args: readonly string[]): Language {
  const chosen = args.filter((arg) => arg.startsWith('--lang=')).at(-1);
  return languageOf(process.env, chosen?.slice('--lang='.length));
}

/** Throws ArgumentError where nothing can be kept in it. */
function refuseUnusableFolder(dataDir: string): void {
  try {
    makeFolder(dataDir, 0o700);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = codeInWords(error);
    throw new ArgumentError('data-dir', {
      zh: `可以新建并写入的文件夹(${dataDir}:${reason.zh})`,
      en: `a folder that can be made and written to (${dataDir}: ${reason.en})`,
    });
  }
}

/** Ctrl-C, SIGTERM, a closed terminal, or the end of the command that started this program. */
function whenStopRequested(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  if (process.send) process.on('disconnect', () => controller.abort());
  // Who read our lines may be gone before us: the stack goes on. On a full disk nobody would learn that it is ready.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    const reason = codeInWords(error);
    outputError = new OutputNotWritten({
      zh: `无法向标准输出写入就绪信息(${reason.zh})`,
      en: `The ready line could not be written to standard output (${reason.en})`,
    });
    controller.abort();
  });
  process.stderr.on('error', () => undefined);
  return controller.signal;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  // Nothing else may be left to keep this process alive, such as when every part runs elsewhere.
  const alive = setInterval(() => undefined, 60_000);
  return new Promise((resolve) => {
    const done = () => {
      clearInterval(alive);
      resolve();
    };
    if (signal.aborted) done();
    else signal.addEventListener('abort', done, { once: true });
  });
}

function reportError(error: unknown, json: boolean, language: Language): void {
  const told = wordsOfThrown(error);
  if (!json) return void process.stderr.write(`${told[language]}\n`);
  // All four are always there, as in every command's errors.
  const { flag: field = null, accepted = null } = error instanceof ArgumentError ? error : {};
  process.stderr.write(
    `${JSON.stringify({ error: { code: codeOf(error), field, message: told.en, accepted } })}\n`,
  );
}

function codeOf(error: unknown): string {
  if (error instanceof ArgumentError) return 'InvalidInput';
  if (error instanceof OutputNotWritten) return error.name;
  return error instanceof StackAlreadyRuns ? 'RefusedInThisState' : 'Failed';
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ArgumentError) return EXIT.badInput;
  return error instanceof StackAlreadyRuns ? EXIT.refused : EXIT.failed;
}

// Explicit: a connection that someone still holds open must not keep a stopped stack's process.
process.exit(await main());
