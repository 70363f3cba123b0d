/** Whether and how a worker is watched. Off, it is nothing: neither a port, nor a timer, nor a library is loaded. */
import type { RuntimeOptions, WorkerInterceptors } from '@temporalio/worker';
import type { Config } from '../../config/config.js';
import type { Dependencies } from '../dependencies.js';

export interface Monitoring {
  /** For `Runtime.install`: what Temporal's engine tells. */
  readonly runtime: Pick<RuntimeOptions, 'telemetryOptions'>;
  /** For `Worker.create`. */
  readonly interceptors: WorkerInterceptors;
  /** `http://host:port/metrics`; undefined where nobody can scrape. */
  readonly url?: string;
  /** Tells, before the first attempt, which steps there are. */
  expect(activities: object): void;
  /** The same dependencies, their doors to the world watched; from now on Postgres is asked for figures too. */
  watch(dependencies: Dependencies, databaseUrl: string): Dependencies;
  close(): Promise<void>;
}

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
