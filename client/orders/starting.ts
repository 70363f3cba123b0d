/** Starts an order's workflow: at most one for each order, however often it is tried. */
import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';
import { markStarted, type TakenRequest } from '../../db/statements/orders/requests.js';
import { WAIT_POLICIES } from '../../domain/orders/wait-policies.js';
import {
  CERTIFICATE_ORDER_WORKFLOW,
  certificateOrderWorkflowId,
  type CertificateOrderInput,
} from '../../workflows/messages.js';
import { attributesOfNewOrder } from '../../workflows/search-attributes.js';
import type { ClientContext } from '../context.js';
import { ANSWER_TIMEOUT_MS, GRPC, grpcCode } from '../temporal-calls.js';
import { Unavailable } from '../unavailable.js';

/** The server said no: no workflow was started, and none will be. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

/** Idempotent. Throws StartRefused for certain, anything else for an outcome that is not known. */
export async function startOrder(
  { temporal, database, taskQueue }: Pick<ClientContext, 'temporal' | 'database' | 'taskQueue'>,
  order: TakenRequest,
): Promise<void> {
  try {
    await temporal.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
      temporal.workflow.start(CERTIFICATE_ORDER_WORKFLOW, {
        workflowId: certificateOrderWorkflowId(order.orderId),
        taskQueue,
        args: [inputOf(order)],
        typedSearchAttributes: attributesOfNewOrder(order),
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        staticSummary: `${order.brand} ${order.certificateType}: ${order.submission?.names.join(', ') ?? 'form to come'}`,
      }),
    );
  } catch (error) {
    // Started before and ended since: a crash came between starting and noting it down.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError))
      throw startFailure(error, 'the order', unknownOutcome(order.orderId));
  }
  await markStarted(database, order.orderId);
}

function inputOf(order: TakenRequest): CertificateOrderInput {
  const { orderId, account, brand, certificateType, submission, planId, predecessorPlanId } = order;
  return {
    orderId,
    account,
    brand,
    certificateType,
    formWait: WAIT_POLICIES['subscriber-form'],
    planId,
    ...(predecessorPlanId !== undefined && { predecessorPlanId }),
    ...(submission && { submission }),
  };
}

const REFUSED_FOR_CERTAIN: readonly (number | undefined)[] = [
  GRPC.invalidArgument,
  GRPC.notFound,
  GRPC.permissionDenied,
  GRPC.failedPrecondition,
  GRPC.unimplemented,
  GRPC.unauthenticated,
];

/** Why a workflow was not started, in our words: StartRefused for certain, or `unknown` where nobody can tell. */
export function startFailure(error: unknown, what: string, unknown: Unavailable): unknown {
  const code = grpcCode(error);
  if (code === GRPC.unavailable || code === GRPC.deadlineExceeded) return unknown;
  if (!REFUSED_FOR_CERTAIN.includes(code) && !(error instanceof NamespaceNotFoundError)) return error;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StartRefused(
    `Temporal refused to start ${what}, and nothing was kept: ${reason}. ` +
      'Check TEMPORAL_NAMESPACE, the credentials, and that the search attributes are registered.',
    { cause: error },
  );
}

function unknownOutcome(orderId: string): Unavailable {
  return new Unavailable(
    'TemporalNotReachable',
    `Temporal did not answer: whether order ${orderId} was started is not known. ` +
      `Send the same request again with its idempotency key, or with the order id ${orderId}: it is never started twice.`,
  );
}
