/** Speaking to an order's workflow: with time limits, and with its refusals told in our words. */
import {
  isGrpcServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { REFUSAL_CODES, Refusal, refusalDetails, type RefusalDetails } from '../domain/refusals.js';
import { certificateOrderWorkflowId, orderStatus, type OrderStatus } from '../workflows/messages.js';
import { temporalNotReachable, workerNotAnswering } from './unavailable.js';
import { refusalFrom } from './refusing.js';

/** A worker answers an update in milliseconds; after this long there is none. */
export const ANSWER_TIMEOUT_MS = 10_000;
/** People wait for a look at an order: what is recorded is shown when the worker takes longer. */
const LOOK_TIMEOUT_MS = 1_500;

/** https://grpc.io/docs/guides/status-codes/, as far as we tell them apart. */
export const GRPC = {
  cancelled: 1,
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/**
 * After these nobody can tell whether the server did what it was asked for: it, or something on the way, gave up, is too
 * busy, or failed. The same request may be sent again.
 */
const OUTCOME_UNKNOWN: readonly (number | undefined)[] = [
  GRPC.cancelled,
  GRPC.unknown,
  GRPC.deadlineExceeded,
  GRPC.resourceExhausted,
  GRPC.aborted,
  GRPC.internal,
  GRPC.unavailable,
];

export function isUnknownOutcome(error: unknown): boolean {
  return OUTCOME_UNKNOWN.includes(grpcCode(error));
}

/**
 * Asks something of a living order. Throws Refusal as the workflow worded it, Unavailable when nobody answers, and
 * WorkflowNotFoundError when the workflow has ended or never was.
 */
export async function askOrder<Answer>(
  temporal: Client,
  orderId: string,
  ask: (handle: WorkflowHandle) => Promise<Answer>,
  timeoutMs = ANSWER_TIMEOUT_MS,
): Promise<Answer> {
  const handle = temporal.workflow.getHandle(certificateOrderWorkflowId(orderId));
  try {
    return await temporal.withDeadline(Date.now() + timeoutMs, () => ask(handle));
  } catch (error) {
    throw inOurWords(error, timeoutMs);
  }
}

/** The order's exact state, or undefined where the workflow can't tell it in time. */
export async function statusOf(temporal: Client, orderId: string): Promise<OrderStatus | undefined> {
  return await withoutInsisting(temporal, orderId, (handle) => handle.query(orderStatus));
}

/** For what is good to know and can be done without: undefined when the answer doesn't come soon. */
export async function withoutInsisting<Answer>(
  temporal: Client,
  orderId: string,
  ask: (handle: WorkflowHandle) => Promise<Answer>,
): Promise<Answer | undefined> {
  const handle = temporal.workflow.getHandle(certificateOrderWorkflowId(orderId));
  return await temporal.withDeadline(Date.now() + LOOK_TIMEOUT_MS, () => ask(handle)).catch(() => undefined);
}

/** The gRPC status of an error or of its cause. */
export function grpcCode(error: unknown): number | undefined {
  if (isGrpcServiceError(error)) return error.code;
  return error instanceof Error && isGrpcServiceError(error.cause) ? error.cause.code : undefined;
}

/** An error of the Temporal client as a Refusal or an Unavailable, where it is one. */
export function inOurWords(error: unknown, timeoutMs: number): unknown {
  if (error instanceof WorkflowUpdateFailedError) return refusalOf(error.cause) ?? error;
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return workerNotAnswering(timeoutMs / 1000);
  if (error instanceof WorkflowNotFoundError) return error;
  if (grpcCode(error) === GRPC.deadlineExceeded) return workerNotAnswering(timeoutMs / 1000);
  return isUnknownOutcome(error) ? temporalNotReachable() : error;
}

/** The failure type Temporal gives an update whose workflow ended before the handler was done. */
const ENDED_MEANWHILE = 'AcceptedUpdateCompletedWorkflow';

function refusalOf(failure: unknown): Refusal | undefined {
  if (!(failure instanceof ApplicationFailure)) return undefined;
  if (failure.type === ENDED_MEANWHILE) return new Refusal(endedMeanwhile());
  const code = REFUSAL_CODES.find((candidate) => candidate === failure.type);
  return code && refusalFrom(code, failure.details?.[0], failure.message);
}

function endedMeanwhile(): RefusalDetails {
  return refusalDetails('RefusedInThisState', {
    message: { zh: '请求执行之前订单已结束', en: 'The order ended before the request could be carried out' },
  });
}
