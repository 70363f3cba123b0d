/** Child processes of the stack: run one to its end, start one that stays, stop one and wait until it is gone. */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import type { Bilingual } from '../domain/bilingual.js';
import { ToldError, wordsOfThrown } from '../domain/told.js';

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** Ends the process with SIGKILL when it fires. */
  readonly signal?: AbortSignal;
  readonly onLine?: (line: string) => void;
  /** What the program reads; nothing unless given. */
  readonly input?: string;
}

export interface RunOutcome {
  /** Null when a signal ended it. */
  readonly code: number | null;
  /** Both streams, in the order they came. */
  readonly output: string;
}

/** Never rejects: a program that can't be started has code -1 and the reason as its output. */
export async function runToEnd(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunOutcome> {
  const { onLine, input, ...spawnOptions } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...spawnOptions,
      killSignal: 'SIGKILL',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    endWithUs(child);
    // One that reads nothing may be gone before it was told.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      for (const line of chunk.toString().split('\n')) if (line.trim()) onLine?.(line.trim());
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve({ code: -1, output: output + error.message }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

const ending = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of ending) child.kill('SIGKILL');
});

/** A fetch or a build that nobody waits for any more must not go on. */
function endWithUs(child: ChildProcess): void {
  ending.add(child);
  child.once('close', () => ending.delete(child));
}

export interface StartOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** Standard output and error are appended to this file. */
  readonly logFile: string;
  /** With a message channel, whose end tells the child that its parent is gone. */
  readonly withChannel?: boolean;
}

/** Detached, so that Ctrl-C in the terminal reaches the stack alone, which then stops its parts in order. */
export function startProcess(command: string, args: readonly string[], options: StartOptions): ChildProcess {
  const { logFile, withChannel, ...spawnOptions } = options;
  const log = openSync(logFile, 'a', 0o600);
  const stdio: StdioOptions = ['ignore', log, log, ...(withChannel ? (['ipc'] as const) : [])];
  const child = spawn(command, args, { ...spawnOptions, stdio, detached: true });
  // An 'error' without a listener would end the stack; whoever waits for the child sees that it is gone.
  child.on('error', () => undefined);
  closeSync(log);
  return child;
}

export function hasExited(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

/** Resolves when the process is gone, or was never started. Ask right after starting it. */
export function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
}

/** Sends `signal` and waits for the end; after `graceMs` the process is killed. Safe to call twice. */
export async function stopProcess(
  child: ChildProcess,
  signal: NodeJS.Signals = 'SIGTERM',
  graceMs = 15_000,
): Promise<void> {
  if (hasExited(child)) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await exited;
  clearTimeout(timer);
}

export interface ReadyOptions {
  readonly withinMs?: number;
  /** After such an error asking again can't help: it is thrown as it is. */
  readonly isFinal?: (error: unknown) => boolean;
}

/** Resolves with what `probe` returned once it succeeds; rejects when the child ends first or time runs out. */
export async function untilReady<Result>(
  child: ChildProcess,
  name: Bilingual,
  logFile: string,
  probe: () => Promise<Result>,
  { withinMs = 60_000, isFinal = () => false }: ReadyOptions = {},
): Promise<Result> {
  const giveUpAt = Date.now() + withinMs;
  for (;;) {
    if (hasExited(child)) {
      const end = tailOf(logFile);
      throw new ToldError({
        zh: `${name.zh}在启动过程中结束。${end.zh}`,
        en: `${name.en} ended while starting. ${end.en}`,
      });
    }
    try {
      return await probe();
    } catch (error) {
      if (isFinal(error)) throw error;
      if (Date.now() < giveUpAt) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        continue;
      }
      const why = wordsOfThrown(error);
      const end = tailOf(logFile);
      throw new ToldError({
        zh: `${name.zh}在 ${withinMs / 1000} 秒内没有应答:${why.zh}。${end.zh}`,
        en: `${name.en} did not answer within ${withinMs / 1000} s: ${why.en}. ${end.en}`,
      });
    }
  }
}

/** The last lines of a log, for the message of an error about the program that wrote it. */
export function tailOf(logFile: string, lines = 8): Bilingual {
  try {
    const content = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines);
    const end = content.join('\n');
    return { zh: `${logFile} 的末尾:\n${end}`, en: `The end of ${logFile}:\n${end}` };
  } catch {
    return { zh: `请查看 ${logFile}。`, en: `See ${logFile}.` };
  }
}
