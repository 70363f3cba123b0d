/** Starts an order's workflow: at most one for each order, however often it is tried. */
import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';
import type { Database } from '../../db/database.js';
import { Line } from '../../db/line.js';
import { markStarted, type TakenRequest } from '../../db/statements/orders/requests.js';
import { TEMPORAL_FAILURES } from '../../domain/failure-texts.js';
import { OrderFailure } from '../../domain/failures.js';
import { firstTurn } from '../../domain/orders/first-turn.js';
import { priorityOfNew } from '../../domain/queue-priorities.js';
import { metadataOfOrder } from '../../domain/orders/workflow-metadata.js';
import { orderInputOf } from '../../domain/orders/workflow-input.js';
import { certificateOrderWorkflowId, orderWorkflowOf } from '../../workflows/messages.js';
import { attributesOfNewOrder } from '../../workflows/search-attributes.js';
import type { ClientContext } from '../context.js';
import { ANSWER_TIMEOUT_MS, GRPC, grpcCode, isUnknownOutcome } from '../temporal-calls.js';
import { Unavailable } from '../unavailable.js';
import type { Bilingual } from '../../domain/bilingual.js';

/** The server said no: no workflow was started, and none will be. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
  /** The same in Chinese. */
  readonly chinese: { readonly message: string };

  constructor({ zh, en }: Bilingual, options: { readonly cause: unknown }) {
    super(en, options);
    this.chinese = { message: zh };
  }
}

class StartsTooMany extends Error {}

/** Orders of this process that Temporal is asked to start at once; the next ones wait for as long as for a connection. */
const STARTS = new Line({ places: 32, longestWaitMs: 30_000, tooLong: () => new StartsTooMany() });

/** When it is noted that an order runs: at once, or by the caller, with what else it writes then. */
export type StartNoted = 'at-once' | 'by-caller';

/** Idempotent. Throws StartRefused for certain, anything else for an outcome that is not known. */
export async function startOrder(
  {
    temporal,
    database,
    taskQueue,
    pages,
  }: Pick<ClientContext, 'temporal' | 'database' | 'taskQueue' | 'pages'>,
  order: TakenRequest,
  noted: StartNoted = 'at-once',
): Promise<void> {
  const input = orderInputOf({
    ...order,
    first: order.first ?? firstTurn(order.submission, Date.now()).wait,
  });
  try {
    // The time for an answer runs from when it is asked for, not from when it stood in line.
    await STARTS.pass(() =>
      temporal.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
        temporal.workflow.start(orderWorkflowOf(input), {
          workflowId: certificateOrderWorkflowId(order.orderId),
          taskQueue,
          args: [input],
          priority: { priorityKey: priorityOfNew(order.unplaced) },
          typedSearchAttributes: attributesOfNewOrder(input),
          workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
          workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
          ...metadataOfOrder(order, pages),
        }),
      ),
    );
  } catch (error) {
    if (error instanceof StartsTooMany) throw notStartedYet(order.orderId);
    // Started before and ended since: a crash came between starting and noting it down.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError))
      throw startFailure(error, { zh: '订单', en: 'the order' }, unknownOutcome(order.orderId));
  }
  if (noted === 'at-once') await noteStarted(database, order.orderId);
}

/** It runs: where that can't be noted, its own first record tells, or the next sweep finds out. No caller is told "no" of it. */
async function noteStarted(database: Database, orderId: string): Promise<void> {
  await markStarted(database, orderId).catch((error: unknown) => {
    if (!(error instanceof OrderFailure)) throw error;
  });
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
export function startFailure(error: unknown, what: Bilingual, unknown: Unavailable): unknown {
  if (isUnknownOutcome(error)) return unknown;
  if (!REFUSED_FOR_CERTAIN.includes(grpcCode(error)) && !(error instanceof NamespaceNotFoundError))
    return error;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StartRefused(
    {
      zh:
        `Temporal 拒绝启动${what.zh},未保留任何内容:\`${reason}\`。` +
        '请检查 TEMPORAL_NAMESPACE、凭据,以及搜索属性是否已注册。',
      en:
        `Temporal refused to start ${what.en}, and nothing was kept: ${reason}. ` +
        'Check TEMPORAL_NAMESPACE, the credentials, and that the search attributes are registered.',
    },
    { cause: error },
  );
}

function notStartedYet(orderId: string): OrderFailure {
  return new OrderFailure('TooMuchAtOnce', TEMPORAL_FAILURES.startsTooMany(orderId));
}

function unknownOutcome(orderId: string): Unavailable {
  return new Unavailable('TemporalNotReachable', {
    zh:
      `Temporal 没有应答:不知道订单 ${orderId} 是否已启动。请以同样的幂等键(--idempotency-key)或订单号 ${orderId} ` +
      '再次发出同样的请求:不会启动两次。',
    en:
      `Temporal did not answer: whether order ${orderId} was started is not known. ` +
      `Send the same request again with its idempotency key, or with the order id ${orderId}: it is never started twice.`,
  });
}
