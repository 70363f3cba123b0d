/** Looks at workflows, and starts lost ones anew, for whoever compares the stores. */
import {
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
  type Client,
  type WorkflowExecutionDescription,
  type WorkflowExecutionInfo,
} from '@temporalio/client';
import type {
  ListedOrderWorkflow,
  WorkflowDirectory,
  WorkflowStanding,
} from '../activities/workflow-directory.js';
import { TEMPORAL_FAILURES } from '../domain/failure-texts.js';
import { OrderFailure } from '../domain/failures.js';
import { ORDER_STATES } from '../domain/orders/states.js';
import type { PageAddresses } from '../domain/orders/pages.js';
import { metadataOfOrder, metadataOfRevocation } from '../domain/orders/workflow-metadata.js';
import type { Submission } from '../domain/orders/terms.js';
import {
  CERTIFICATE_REVOCATION_WORKFLOW,
  certificateLifecycleWorkflowId,
  certificateOrderWorkflowId,
  certificateRevocationWorkflowId,
  noticeDeliveryWorkflowId,
  ORDER_RECOLLECTION_QUERY,
  ORDER_WORKFLOWS,
  orderWorkflowOf,
  REVOCATION_RECOLLECTION_QUERY,
  SUBMIT_ORDER_UPDATE,
} from '../domain/workflow-names.js';
import type { OrderRecollection, OrderStatus, RevocationStatus } from '../workflows/messages.js';
import {
  ACCOUNT,
  attributesOfNewOrder,
  DOMAIN,
  ORDER_STATE,
  WAITING_ON,
} from '../workflows/search-attributes.js';

/** Milliseconds: a query may have to replay a long history. */
const ANSWER_TIMEOUT_MS = 20_000;

export function createWorkflowDirectory(
  client: Client,
  taskQueue: string,
  pages: PageAddresses,
): WorkflowDirectory {
  const ask = <Answer>(work: () => Promise<Answer>): Promise<Answer | undefined> =>
    client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, work).catch(absentOrUnavailable);
  const described = (workflowId: string) => ask(() => client.workflow.getHandle(workflowId).describe());
  const standing = async (workflowId: string): Promise<WorkflowStanding> => {
    const description = await described(workflowId);
    return description ? (isRunning(description) ? 'runs' : 'ended') : 'none';
  };
  const handle = client.workflow;

  return {
    listOrders: () => listedOrders(client, taskQueue),
    async order(orderId) {
      const description = await described(certificateOrderWorkflowId(orderId));
      return description && listedOrder(description);
    },
    recollectionOf: (orderId) =>
      ask(() =>
        handle
          .getHandle(certificateOrderWorkflowId(orderId))
          .query<OrderRecollection>(ORDER_RECOLLECTION_QUERY),
      ),
    async startOrderAnew(input) {
      const { orderId } = input;
      await ask(() =>
        handle.start(orderWorkflowOf(input), {
          workflowId: certificateOrderWorkflowId(orderId),
          taskQueue,
          args: [input],
          typedSearchAttributes: attributesOfNewOrder(input),
          workflowIdConflictPolicy: WorkflowIdConflictPolicy.TERMINATE_EXISTING,
          workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
          ...metadataOfOrder(input, pages, 'anew'),
        }),
      );
    },
    async submit(orderId, submission) {
      await ask(() =>
        handle
          .getHandle(certificateOrderWorkflowId(orderId))
          .executeUpdate<OrderStatus, [Submission]>(SUBMIT_ORDER_UPDATE, { args: [submission] }),
      );
    },
    listRevocations: () => runningRevocations(client, taskQueue),
    async revocation(revocationId) {
      const description = await described(certificateRevocationWorkflowId(revocationId));
      return description && { runs: isRunning(description), waitingOn: waitingOnOf(description) };
    },
    revocationStatusOf: (revocationId) =>
      ask(() =>
        handle
          .getHandle(certificateRevocationWorkflowId(revocationId))
          .query<RevocationStatus>(REVOCATION_RECOLLECTION_QUERY),
      ),
    async startRevocationAnew(input, { orderId, account, names }) {
      await ask(() =>
        handle.start(CERTIFICATE_REVOCATION_WORKFLOW, {
          workflowId: certificateRevocationWorkflowId(input.revocationId),
          taskQueue,
          args: [input],
          typedSearchAttributes: [
            { key: ACCOUNT, value: account },
            { key: DOMAIN, value: [...names] },
          ],
          workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
          workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
          ...metadataOfRevocation(orderId, names, pages, 'anew'),
        }),
      );
    },
    lifecycle: (planId) => standing(certificateLifecycleWorkflowId(planId)),
    delivery: (noticeId) => standing(noticeDeliveryWorkflowId(noticeId)),
  };
}

function absentOrUnavailable(error: unknown): undefined {
  if (error instanceof WorkflowNotFoundError) return undefined;
  throw new OrderFailure('TemporalUnavailable', TEMPORAL_FAILURES.noAnswer, { cause: error });
}

function isRunning({ status }: Pick<WorkflowExecutionInfo, 'status'>): boolean {
  return status.name === 'RUNNING' || status.name === 'PAUSED';
}

/** Newest run first, as Temporal lists: an id's older runs are passed over. */
async function* listedOrders(client: Client, taskQueue: string): AsyncIterable<ListedOrderWorkflow> {
  const seen = new Set<string>();
  for await (const execution of listed(client, queryOf(ORDER_WORKFLOWS, taskQueue))) {
    if (seen.has(execution.workflowId)) continue;
    seen.add(execution.workflowId);
    yield listedOrder(execution);
  }
}

async function* runningRevocations(client: Client, taskQueue: string): AsyncIterable<string> {
  const query = `${queryOf([CERTIFICATE_REVOCATION_WORKFLOW], taskQueue)} AND ExecutionStatus = 'Running'`;
  for await (const { workflowId } of listed(client, query))
    yield workflowId.slice(certificateRevocationWorkflowId('').length);
}

/** A namespace may have other installations' workflows: ours are those of our own task queue. */
function queryOf(types: readonly string[], taskQueue: string): string {
  return `WorkflowType IN (${types.map((type) => `'${type}'`).join(', ')}) AND TaskQueue = '${taskQueue.replaceAll("'", "''")}'`;
}

async function* listed(client: Client, query: string): AsyncIterable<WorkflowExecutionInfo> {
  try {
    yield* client.workflow.list({ query });
  } catch (error) {
    absentOrUnavailable(error);
  }
}

function listedOrder(execution: WorkflowExecutionInfo | WorkflowExecutionDescription): ListedOrderWorkflow {
  const { workflowId, typedSearchAttributes } = execution;
  const said = typedSearchAttributes.get(ORDER_STATE);
  return {
    orderId: workflowId.slice(certificateOrderWorkflowId('').length),
    account: typedSearchAttributes.get(ACCOUNT) ?? null,
    runs: isRunning(execution),
    state: ORDER_STATES.find((state) => state === said) ?? 'validating',
    waitingOn: waitingOnOf(execution),
  };
}

function waitingOnOf({ typedSearchAttributes }: Pick<WorkflowExecutionInfo, 'typedSearchAttributes'>) {
  return typedSearchAttributes.get(WAITING_ON) ?? null;
}
