/** Whether and how a worker is watched. Off, it is nothing: neither a port, nor a timer, nor a library is loaded. */
import type { Config } from '../../config/config.js';
import type { Monitoring } from './monitoring.js';

export type { Monitoring } from './monitoring.js';

const UNWATCHED: Monitoring = {
  runtime: {},
  interceptors: {},
  expect: () => undefined,
  watch: (dependencies) => dependencies,
  close: () => Promise.resolve(),
};

/** Before Temporal's runtime is installed. Rejects where the address can't be listened on. */
export async function openMonitoring({ metrics, tracesUrl }: Config): Promise<Monitoring> {
  if (!metrics && tracesUrl === undefined) return UNWATCHED;
  const { startMonitoring } = await import('./running.js');
  return await startMonitoring({ metrics, tracesUrl });
}
