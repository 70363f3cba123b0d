/** What the account can spend at the payment service, asked through a worker, which alone speaks to it. */
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/client';
import type { AccountFunds } from '../../domain/payments/words.js';
import { ACCOUNT_FUNDS_WORKFLOW, accountFundsWorkflowId } from '../../workflows/messages.js';
import type { ClientContext } from '../context.js';

/** Whoever is about to order waits no longer: good to know, and can be done without. */
const FUNDS_WAIT_MS = 5_000;
/** Where no worker takes it up, nothing of the question stays. */
const LIFE_OF_QUESTION = '30 seconds';

/** Undefined where the service doesn't tell, or nobody answered in time. */
export async function fundsOf(
  context: Pick<ClientContext, 'temporal' | 'account' | 'taskQueue' | 'takesPayments'>,
): Promise<AccountFunds | undefined> {
  const { temporal, account, taskQueue, takesPayments } = context;
  if (!takesPayments) return undefined;
  try {
    const told = await temporal.withDeadline(Date.now() + FUNDS_WAIT_MS, () =>
      temporal.workflow.execute<(of: string) => Promise<AccountFunds | null>>(ACCOUNT_FUNDS_WORKFLOW, {
        workflowId: accountFundsWorkflowId(account),
        staticSummary: '账户余额 what the account can spend',
        taskQueue,
        args: [account],
        workflowExecutionTimeout: LIFE_OF_QUESTION,
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      }),
    );
    return told ?? undefined;
  } catch {
    return undefined;
  }
}
