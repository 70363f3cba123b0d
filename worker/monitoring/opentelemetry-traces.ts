/** Spans as OpenTelemetry sends them to a collector. Loaded only where there is one. */
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context as SpanContext,
  type Span,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Context } from '@temporalio/activity';
import type { Database } from '../../db/database.js';
import { orderOfSubject } from '../../db/statements/figures.js';
import { SPANS_KEPT } from '../../domain/monitoring.js';
import { traceIdentityOf } from '../../domain/trace-identity.js';
import {
  certificateLifecycleWorkflowId,
  certificateOrderWorkflowId,
  certificateRevocationWorkflowId,
  noticeDeliveryWorkflowId,
} from '../../domain/workflow-names.js';
import type { Tracing } from './tracing.js';

export interface SentTraces extends Tracing {
  /** Where it is looked up whose notice it is that is delivered; until then, steps of notices have a trace of their own. */
  lookIn(database: Database): void;
  /** Sends what is left, as far as the collector takes it. */
  shutdown(): Promise<void>;
}

/** How a step, a service's answer or a look ended well; anything else is told as an error of its span, but for waits. */
const ENDED_WELL = new Set(['done', 'answered', 'ok', 'StillWaiting', 'cancelled']);

/** `url`: of the collector's OTLP over HTTP, `/v1/traces` included. */
export function sendTraces(url: string): SentTraces {
  let database: Database | undefined;
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'sealflow-worker' }),
    spanProcessors: [
      new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }), maxQueueSize: SPANS_KEPT }),
    ],
  });
  const tracer = provider.getTracer('sealflow');
  /** The span of the step that runs, by the context that it runs in. A promise: whose it is may have to be looked up. */
  const running = new WeakMap<Context, Promise<{ readonly step: SpanContext; readonly span: Span }>>();
  return {
    begin(context, began) {
      const { activityType, attempt, workflowExecution, taskQueue } = context.info;
      const started = subjectOf(workflowExecution?.workflowId ?? '', database).then((subject) => {
        const attributes = {
          'sealflow.order.id': subject,
          'sealflow.step': activityType,
          'sealflow.attempt': attempt,
          'sealflow.task_queue': taskQueue,
          ...(workflowExecution && { temporalWorkflowID: workflowExecution.workflowId }),
        };
        const under = below(subject);
        const span = tracer.startSpan(
          activityType,
          { startTime: began, kind: SpanKind.CONSUMER, attributes },
          under,
        );
        return { span, step: trace.setSpan(under, span) };
      });
      running.set(context, started);
      return (outcome, ended) =>
        void started.then(({ span }) => {
          finish(span, outcome, ended);
        });
    },
    within(context, { name, outcome, began, ended }) {
      const started = context && running.get(context);
      void started?.then(({ step }) => {
        finish(tracer.startSpan(name, { startTime: began, kind: SpanKind.CLIENT }, step), outcome, ended);
      });
    },
    lookIn(found) {
      database = found;
    },
    shutdown: () => provider.shutdown().catch(() => undefined),
  };
}

function finish(span: Span, outcome: string, ended: number): void {
  span.setAttribute('sealflow.outcome', outcome);
  if (!ENDED_WELL.has(outcome)) span.setStatus({ code: SpanStatusCode.ERROR, message: outcome });
  span.end(ended);
}

/** Below the request that everything follows from, whether or not that was ever sent. */
function below(subject: string): SpanContext {
  const { traceId, rootSpanId } = traceIdentityOf(subject);
  const parent = { traceId, spanId: rootSpanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return trace.setSpanContext(ROOT_CONTEXT, parent);
}

/** The order that a workflow works for: its own, the one that bought the plan, the one that is told of or revoked. */
async function subjectOf(workflowId: string, database: Database | undefined): Promise<string> {
  const idBehind = (idOf: (id: string) => string) =>
    workflowId.startsWith(idOf('')) ? workflowId.slice(idOf('').length) : undefined;
  const own = idBehind(certificateOrderWorkflowId) ?? idBehind(certificateLifecycleWorkflowId);
  if (own !== undefined) return own;
  const notice = idBehind(noticeDeliveryWorkflowId);
  const revocation = idBehind(certificateRevocationWorkflowId);
  const asked = notice !== undefined ? { notice } : revocation !== undefined ? { revocation } : undefined;
  const order = asked && database && (await orderOfSubject(database, asked).catch(() => undefined));
  return order ?? workflowId;
}
