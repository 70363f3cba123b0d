/** Starts a part again when it ends unasked, a little later each time. */
import { setTimeout as delay } from 'node:timers/promises';
import { wordsOfThrown } from '../domain/told.js';
import { spoken, type Line, type Say } from './say.js';

export interface Part {
  /** Resolves when the part's process is gone, whoever ended it. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** Having run this long, a part is taken to be well again. */
const WELL_AFTER_MS = 60_000;

/** The first start is the caller's to hear of when it fails; later ones are tried until `stop` is called. */
export async function keepRunning<P extends Part>(
  name: Line,
  start: () => Promise<P>,
  say: Say,
): Promise<{ readonly first: P; readonly stop: () => Promise<void> }> {
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  const first = await start();
  let current: P | undefined = first;
  const watching = watch();

  async function watch(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (current) {
      const startedAt = Date.now();
      await current.ended;
      if (isStopping()) return;
      if (Date.now() - startedAt > WELL_AFTER_MS) pauseMs = FIRST_PAUSE_MS;
      current = await startAgain(pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  async function startAgain(pauseMs: number): Promise<P | undefined> {
    let nextPauseMs = pauseMs;
    for (;;) {
      say({
        zh: `${spoken(name, 'zh')}意外结束;${nextPauseMs / 1000} 秒后重新启动。`,
        en: `${spoken(name, 'en')} ended unexpectedly; starting it again in ${nextPauseMs / 1000} s.`,
      });
      await delay(nextPauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (isStopping()) return undefined;
      try {
        const again = await start();
        if (!isStopping()) return again;
        // Told to stop while it came up.
        await again.stop();
        return undefined;
      } catch (error) {
        say(wordsOfThrown(error));
        nextPauseMs = Math.min(nextPauseMs * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  return {
    first,
    stop: async () => {
      stopping.abort();
      await current?.stop();
      await watching;
    },
  };
}
