/** What a worker does to be watched, whether it is or not. */
import type { RuntimeOptions, WorkerInterceptors } from '@temporalio/worker';
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
