/** The HTTP API as a child process of the stack. */
import { compiledProgram } from '../config/package-folder.js';
import type { Environment } from '../config/environment.js';
import type { Bilingual } from '../domain/bilingual.js';
import { ToldError } from '../domain/told.js';
import type { Part } from './keep-running.js';
import { workerMark } from './leftovers.js';
import { endOf, startProcess, stopProcess, untilReady } from './processes.js';
import { spoken, type Line } from './say.js';

export interface ApiProcessOptions {
  /** Marks the process as one of this stack, so that a later stack can tell. */
  readonly dataDir: string;
  readonly environment: Environment;
  readonly logFile: string;
}

/** What a first program says it is: an owner's key, the same at every start. */
export interface FirstKey {
  readonly keyId: string;
  readonly secret: string;
}

export interface StartedApi {
  readonly url: string;
  /** Of the API that is compatible with Tencent's. */
  readonly tencentUrl: string;
  readonly key: FirstKey;
  /** Signs the owner in once, in a browser. */
  readonly signInUrl: string;
}

/** What the process tells by its channel; see api/main.ts. */
type Word =
  | {
      readonly ready: {
        readonly url: string;
        readonly tencentUrl?: string;
        readonly firstKey?: FirstKey;
        readonly signInUrl?: string;
      };
    }
  | { readonly failed: Line };

/** Of the API's process: it has an owner's key made, and tells it. For a stack of one's own alone. */
const WITH_FIRST_KEY = '--first-owner-key';

/** It finishes the requests that are under way (api/stopping.ts). */
const DRAIN_MS = 20_000;

const NAME: Bilingual = { zh: 'HTTP 接口', en: 'The HTTP API' };

/** Returns once it serves. Throws, with its own reason or the end of its log, when it doesn't start. */
export async function startApiProcess(options: ApiProcessOptions): Promise<Part & StartedApi> {
  const { environment, logFile, dataDir } = options;
  const child = startProcess(
    process.execPath,
    [compiledProgram('api/main.js'), workerMark(dataDir), WITH_FIRST_KEY],
    // The channel closes when this process is gone, however it went; the API then stops by itself.
    { env: { ...environment }, logFile, withChannel: true },
  );
  const ended = endOf(child);
  let started: StartedApi | undefined;
  let failed: Line | undefined;
  child.on('message', (word: Word) => {
    if ('failed' in word) {
      failed = word.failed;
      return;
    }
    const { url, tencentUrl = '', firstKey: key, signInUrl = '' } = word.ready;
    if (key) started = { url, tencentUrl, key, signInUrl };
  });
  const serving = (): Promise<StartedApi> =>
    started
      ? Promise.resolve(started)
      : Promise.reject(new ToldError({ zh: '它尚未报告就绪', en: 'it has not said that it is ready' }));
  try {
    await untilReady(child, NAME, logFile, serving, { withinMs: 60_000 });
    const stop = async () => {
      const stopped = stopProcess(child, 'SIGTERM', DRAIN_MS);
      if (child.connected) child.disconnect();
      await stopped;
    };
    return { ...(await serving()), ended, stop };
  } catch (error) {
    await stopProcess(child, 'SIGKILL');
    if (failed === undefined) throw error;
    throw new ToldError(
      {
        zh: `HTTP 接口无法启动。${spoken(failed, 'zh')}`,
        en: `The HTTP API can't start. ${spoken(failed, 'en')}`,
      },
      { cause: error },
    );
  }
}
