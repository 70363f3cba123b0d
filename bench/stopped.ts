/** Ctrl-C and SIGTERM: what was started is stopped before the program ends. */

/** Fires once; a second signal ends the process as ever. */
export function onceStopped(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

export class Stopped extends Error {
  override readonly name = 'Stopped';

  constructor() {
    super('Stopped: nothing of what was started is left running.');
  }
}

/** Rejects with Stopped once `signal` fires; `work` is not waited for any more then. */
export async function unlessStopped<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  if (signal.aborted) throw new Stopped();
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new Stopped());
  });
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
