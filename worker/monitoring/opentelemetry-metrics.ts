/** The metrics as OpenTelemetry keeps them and as Prometheus reads them. Loaded only where somebody listens. */
import type { Attributes, Counter, Histogram, ObservableResult } from '@opentelemetry/api';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { DURATION_BOUNDS, QUEUE_BOUNDS } from '../../domain/monitoring.js';
import type { Counted, Counting, LabelsOf } from './counting.js';
import { COUNTED, OF_PROCESS, STORED } from './metrics.js';
import type { StoredFigures } from './stored-figures.js';

export interface KeptMetrics extends Counting {
  /** Tells a counter that nothing has counted yet. */
  begin<Name extends Counted>(name: Name, labels: LabelsOf<Name>): void;
  /** From now on the figures are told as well. */
  tell(figures: StoredFigures): void;
  /** All of ours, in Prometheus' text format. `engineUp`: whether Temporal's own are in the same scrape. */
  told(engineUp: boolean): Promise<string>;
  shutdown(): Promise<void>;
}

/** The most sets of labels that a metric may have: a mistake in a label ends here, not in the memory of Prometheus. */
const SERIES_AT_MOST = 500;

export function keepMetrics(): KeptMetrics {
  const reader = new PrometheusExporter({ preventServerStart: true });
  const provider = new MeterProvider({
    readers: [reader],
    views: [{ instrumentName: '*', aggregationCardinalityLimit: SERIES_AT_MOST }],
  });
  const meter = provider.getMeter('sealflow');
  const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
  const counters = new Map<Counted, Counter>();
  const histograms = new Map<Counted, Histogram>();
  for (const [key, { kind, name, help }] of Object.entries(COUNTED)) {
    const counted = key as Counted;
    const described = { description: help };
    if (kind === 'counter') counters.set(counted, meter.createCounter(name, described));
    else
      histograms.set(
        counted,
        meter.createHistogram(name, { ...described, unit: 's', advice: boundsOf(counted) }),
      );
  }
  let figures: StoredFigures | undefined;
  let engine = false;
  for (const [key, { name, help }] of Object.entries(STORED))
    meter.createObservableGauge(name, { description: help }).addCallback((result) => {
      for (const { metric, labels, value } of figures?.readings ?? [])
        if (metric === key) result.observe(value, labels);
    });
  observeProcess(meter, {
    databaseUp: () => (figures?.up === undefined ? undefined : Number(figures.up)),
    figuresAge: () => figures?.ageSeconds,
    engineUp: () => Number(engine),
  });
  return {
    note(name, labels, seconds) {
      // A copy: OpenTelemetry's type of attributes can be written to.
      const attributes: Attributes = { ...labels };
      counters.get(name)?.add(1, attributes);
      if (seconds !== undefined) histograms.get(name)?.record(seconds, attributes);
    },
    begin(name, labels) {
      counters.get(name)?.add(0, { ...labels });
    },
    tell(told) {
      figures = told;
    },
    async told(engineUp) {
      engine = engineUp;
      await figures?.refresh();
      const { resourceMetrics } = await reader.collect();
      return `${serializer.serialize(resourceMetrics)}\n`;
    },
    shutdown: () => provider.shutdown(),
  };
}

function boundsOf(counted: Counted): { explicitBucketBoundaries: number[] } {
  return { explicitBucketBoundaries: counted === 'stepQueue' ? QUEUE_BOUNDS : DURATION_BOUNDS };
}

type ProcessFigure = keyof typeof OF_PROCESS;
type Told = () => number | undefined;

function observeProcess(
  meter: ReturnType<MeterProvider['getMeter']>,
  given: Pick<Record<ProcessFigure, Told>, 'databaseUp' | 'figuresAge' | 'engineUp'>,
): void {
  const startedAt = Math.round(Date.now() / 1000 - process.uptime());
  let loop = performance.eventLoopUtilization();
  const told: Record<ProcessFigure, Told> = {
    ...given,
    startTime: () => startedAt,
    residentMemory: () => process.memoryUsage.rss(),
    cpuSeconds: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
    loopUtilization: () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, loop);
      loop = now;
      return utilization;
    },
  };
  for (const [key, { kind, name, help }] of Object.entries(OF_PROCESS)) {
    const described = { description: help };
    const instrument =
      kind === 'counter'
        ? meter.createObservableCounter(name, described)
        : meter.createObservableGauge(name, described);
    instrument.addCallback((result: ObservableResult) => {
      const value = told[key as ProcessFigure]();
      if (value !== undefined) result.observe(value);
    });
  }
}
