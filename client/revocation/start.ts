/** Starts and wakes the workflow of a revocation: at most one for each, however often it is tried. */
import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { readApproval } from '../../db/statements/accounts/approvals.js';
import { markRevocationStarted } from '../../db/statements/revocation/row.js';
import { APPROVAL_TERMS } from '../../domain/orders/approval.js';
import { metadataOfRevocation } from '../../domain/orders/workflow-metadata.js';
import { revocationWaits, type RevokedProduct } from '../../domain/revocation/rules.js';
import {
  CERTIFICATE_REVOCATION_WORKFLOW,
  certificateRevocationWorkflowId,
  revocationChanged,
  type CertificateRevocationInput,
} from '../../workflows/messages.js';
import { ACCOUNT, DOMAIN } from '../../workflows/search-attributes.js';
import type { ClientContext } from '../context.js';
import { startFailure } from '../orders/starting.js';
import { ANSWER_TIMEOUT_MS, inOurWords } from '../temporal-calls.js';
import { Unavailable } from '../unavailable.js';

export interface RevocationToStart {
  readonly revocationId: string;
  readonly certificateId: string;
  /** That the certificate was issued for. */
  readonly orderId: string;
  readonly names: readonly string[];
  /** Its brand's clocks are copied into it now: a later edit can't reach it. */
  readonly product: RevokedProduct;
}

/** Idempotent. Throws StartRefused for certain, anything else for an outcome that is not known. */
export async function startRevocation(
  { temporal, database, taskQueue, account, pages }: ClientContext,
  { revocationId, certificateId, orderId, names, product }: RevocationToStart,
): Promise<void> {
  // What was wanted when it was asked for, however often it is started.
  const isApproved = await readApproval(database, account, revocationId);
  const input: CertificateRevocationInput = {
    revocationId,
    certificateId,
    waits: revocationWaits(product),
    ...(isApproved && { approval: APPROVAL_TERMS, orderId }),
  };
  try {
    await temporal.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
      temporal.workflow.start(CERTIFICATE_REVOCATION_WORKFLOW, {
        workflowId: certificateRevocationWorkflowId(revocationId),
        taskQueue,
        args: [input],
        typedSearchAttributes: [
          { key: ACCOUNT, value: account },
          { key: DOMAIN, value: [...names] },
        ],
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        ...metadataOfRevocation(orderId, names, pages),
      }),
    );
  } catch (error) {
    // Started before and ended since: a crash came between starting and noting it down.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError))
      throw startFailure(error, { zh: '吊销', en: 'the revocation' }, unknownOutcome(certificateId));
  }
  await markRevocationStarted(database, revocationId);
}

function unknownOutcome(certificateId: string): Unavailable {
  return new Unavailable('TemporalNotReachable', {
    zh: `Temporal 没有应答:不知道证书 ${certificateId} 的吊销是否已启动。请再次发出同样的请求:不会启动两次。`,
    en:
      `Temporal did not answer: whether the revocation of ${certificateId} was started is not known. ` +
      'Send the same request again: it is never started twice.',
  });
}

/** False where nobody could be told; the revocation looks by itself, only later. */
export async function wakeRevocation({ temporal }: ClientContext, revocationId: string): Promise<boolean> {
  const handle = temporal.workflow.getHandle(certificateRevocationWorkflowId(revocationId));
  try {
    await temporal.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () => handle.signal(revocationChanged));
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    const known = inOurWords(error, ANSWER_TIMEOUT_MS);
    if (known instanceof Unavailable) return false;
    throw known;
  }
}
