/** The worker as a child process of the stack. */
import type { Environment } from '../config/environment.js';
import type { Bilingual } from '../domain/bilingual.js';
import { WORKER_HEAP_MB } from '../domain/worker-memory.js';
import type { Part } from './keep-running.js';
import { workerMark } from './leftovers.js';
import { compiledProgram } from '../config/package-folder.js';
import { endOf, startProcess, stopProcess, untilReady } from './processes.js';
import { ToldError } from '../domain/told.js';
import { spoken, type Line, type Say } from './say.js';

export interface WorkerProcessOptions {
  /** Marks the process as one of this stack, so that a later stack can tell. */
  readonly dataDir: string;
  readonly environment: Environment;
  readonly logFile: string;
  /** What people should know of it, though it works. */
  readonly say?: Say;
}

/** What a worker tells by its channel; see worker/main.ts. */
type Word = 'worker ready' | { readonly remark: Line } | { readonly failed: Line };

/** It finishes what it is doing (10 s at most, its own grace time) and closes its connections. */
const DRAIN_MS = 25_000;

const NAME: Bilingual = { zh: '工作进程', en: 'The worker' };

/** Holds for both of its threads, whatever NODE_OPTIONS says. */
const HEAP_BOUND = `--max-old-space-size=${WORKER_HEAP_MB}`;

/** Returns once the worker is ready. Throws, with the end of its log, when it doesn't start. */
export async function startWorkerProcess(options: WorkerProcessOptions): Promise<Part & { pid?: number }> {
  const { environment, logFile } = options;
  const child = startProcess(
    process.execPath,
    [HEAP_BOUND, compiledProgram('worker/main.js'), workerMark(options.dataDir)],
    {
      env: { ...environment },
      logFile,
      // Brings word that the worker polls for work. Closes when this process is gone, however it went; the worker then
      // stops by itself.
      withChannel: true,
    },
  );
  const ended = endOf(child);
  let saidReady = false;
  let failed: Line | undefined;
  child.on('message', (word: Word) => {
    if (word === 'worker ready') saidReady = true;
    else if ('remark' in word) options.say?.(word.remark);
    else failed = word.failed;
  });
  const ready = () =>
    saidReady
      ? Promise.resolve()
      : Promise.reject(new ToldError({ zh: '它尚未报告就绪', en: 'it has not said that it is ready' }));
  try {
    await untilReady(child, NAME, logFile, ready, { withinMs: 120_000 });
  } catch (error) {
    await stopProcess(child, 'SIGKILL');
    // Its own reason says more than the end of its log.
    if (failed !== undefined)
      throw new ToldError(
        {
          zh: `工作进程无法启动。${spoken(failed, 'zh')}`,
          en: `The worker can't start. ${spoken(failed, 'en')}`,
        },
        { cause: error },
      );
    throw error;
  }
  const stop = async () => {
    const stopped = stopProcess(child, 'SIGTERM', DRAIN_MS);
    // Open, it would keep the worker's process alive after its work.
    if (child.connected) child.disconnect();
    await stopped;
  };
  return { pid: child.pid, ended, stop };
}
