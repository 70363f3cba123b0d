/** A watched worker: what it counts, whom it tells. */
import type { Config } from '../../config/config.js';
import { startingAnswers, watchedDoors } from './answers.js';
import type { Counting } from './counting.js';
import { openEndpoint } from './endpoint.js';
import type { Monitoring } from './monitoring.js';
import type { KeptMetrics } from './opentelemetry-metrics.js';
import { startingAttempts, watchedSteps } from './steps.js';
import { openFiguresDatabase, StoredFigures, type StoredFiguresOptions } from './stored-figures.js';
import { engineMetrics, type EngineMetrics } from './temporal-engine.js';
import { NO_TRACING } from './tracing.js';

export interface MonitoringOptions extends Pick<Config, 'metrics' | 'tracesUrl'> {
  /** False: without Temporal's own engine, of which a process has one. */
  readonly engine?: boolean;
  readonly figures?: Omit<StoredFiguresOptions, 'database'>;
}

const NO_COUNTING: Counting = { note: () => undefined };

/** Rejects where the address can't be listened on. */
export async function startMonitoring(options: MonitoringOptions): Promise<Monitoring> {
  const { metrics, tracesUrl, figures } = options;
  const told = metrics && (await tellMetrics(metrics, options));
  const traces =
    tracesUrl === undefined ? undefined : (await import('./opentelemetry-traces.js')).sendTraces(tracesUrl);
  const watcher = { counting: told?.kept ?? NO_COUNTING, tracing: traces ?? NO_TRACING };
  const closes = [async () => told?.close(), async () => traces?.shutdown()];
  return {
    runtime: told?.engine ? { telemetryOptions: told.engine.telemetryOptions } : {},
    interceptors: { activity: [watchedSteps(watcher.counting, watcher.tracing)] },
    url: told?.url,
    expect(activities) {
      for (const labels of startingAttempts(Object.keys(activities)))
        told?.kept.begin('stepAttempts', labels);
    },
    watch(dependencies, databaseUrl) {
      const database = openFiguresDatabase(databaseUrl);
      closes.push(() => database.end());
      told?.kept.tell(new StoredFigures({ database, ...figures }));
      traces?.lookIn(database);
      return { ...dependencies, ...watchedDoors(dependencies, watcher) };
    },
    async close() {
      for (const close of closes.splice(0)) await close();
    },
  };
}

interface ToldMetrics {
  readonly kept: KeptMetrics;
  readonly engine?: EngineMetrics;
  readonly url: string;
  close(): Promise<void>;
}

async function tellMetrics(
  address: NonNullable<Config['metrics']>,
  { engine: withEngine = true }: MonitoringOptions,
): Promise<ToldMetrics> {
  const { keepMetrics } = await import('./opentelemetry-metrics.js');
  const kept = keepMetrics();
  for (const labels of startingAnswers()) kept.begin('serviceAnswers', labels);
  const engine = withEngine ? await engineMetrics() : undefined;
  const endpoint = await openEndpoint(address, async () => {
    const ofEngine = await engine?.told();
    return `${await kept.told(ofEngine !== undefined)}${ofEngine ?? ''}`;
  });
  return {
    kept,
    url: endpoint.url,
    ...(engine && { engine }),
    close: async () => {
      await endpoint.close();
      await kept.shutdown();
    },
  };
}
