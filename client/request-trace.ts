/** A request for an order as a span of the order's own trace: where the trace of its steps begins. Off unless a collector is named. */
import { traceIdentityOf } from '../domain/trace-identity.js';

export interface TracedRequest {
  /** Such as `order.create`. */
  readonly operation: string;
  readonly orderId: string;
  /** It made the order: everything else follows from it. */
  readonly isFirst: boolean;
  /** `done`, `refused` or `failed`. */
  readonly outcome: string;
  /** Milliseconds since the epoch, as `ended`. */
  readonly began: number;
  readonly ended: number;
}

/** Resolves once the collector has it or has not taken it in time; rejects never. */
export type TraceRequest = (request: TracedRequest) => Promise<void>;

/** Milliseconds: a command does not wait for a collector longer than that. */
const TIMEOUT_MS = 2_000;

/** `url`: of the collector's OTLP over HTTP, `/v1/traces` included. The libraries are loaded with the first request. */
export function traceRequestsTo(url: string): TraceRequest {
  return async (request) => {
    await send(url, request).catch(() => undefined);
  };
}

async function send(url: string, request: TracedRequest): Promise<void> {
  const [{ ROOT_CONTEXT, SpanKind, trace, TraceFlags }, { OTLPTraceExporter }, resources, sdk] =
    await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/sdk-trace'),
    ]);
  const { operation, orderId, isFirst, outcome, began, ended } = request;
  const { traceId, rootSpanId } = traceIdentityOf(orderId);
  const random = new sdk.RandomIdGenerator();
  const provider = new sdk.TracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': 'sealflow-client' }),
    spanProcessors: [
      new sdk.SimpleSpanProcessor({ exporter: new OTLPTraceExporter({ url, timeoutMillis: TIMEOUT_MS }) }),
    ],
    idGenerator: {
      generateTraceId: () => traceId,
      generateSpanId: () => (isFirst ? rootSpanId : random.generateSpanId()),
    },
  });
  const parent = { traceId, spanId: rootSpanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
  const span = provider.getTracer('sealflow').startSpan(
    operation,
    {
      startTime: began,
      kind: SpanKind.PRODUCER,
      attributes: { 'sealflow.order.id': orderId, 'sealflow.outcome': outcome },
    },
    isFirst ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent),
  );
  span.end(ended);
  await provider.shutdown();
}
