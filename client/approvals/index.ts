/** Approval by a second person: what waits for it, and the word of whoever may give it. */
import { WorkflowNotFoundError } from '@temporalio/client';
import { readAccountRules, writeAccountRules } from '../../db/statements/accounts/account-rules.js';
import {
  awaitedApprovals,
  insertDecision,
  readApproval,
  removeDecision,
  type StoredApproval,
} from '../../db/statements/accounts/approvals.js';
import type { AccountRules } from '../../domain/accounts/account-rules.js';
import { mayAboutApprovals, type ApprovalOperation } from '../../domain/accounts/approval-rights.js';
import { isIdentifier, shownId } from '../../domain/identifiers.js';
import {
  areOnePerson,
  type ApprovalDecision,
  type ApprovalIdentity,
  type ApprovalPerson,
} from '../../domain/orders/approval.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import {
  certificateOrderWorkflowId,
  certificateRevocationWorkflowId,
  decideApproval,
} from '../../workflows/messages.js';
import { recorded } from '../accounts/recorded.js';
import type { ClientContext } from '../context.js';
import { newId } from '../orders/identity.js';
import { limitOf } from '../orders/reading.js';
import { neitherOnNorOff } from '../refusing.js';
import { ANSWER_TIMEOUT_MS, inOurWords } from '../temporal-calls.js';
import { askingPerson } from './person.js';
import { endedMeanwhile, nothingAwaited, notYourOwn, roleMayNot } from './words.js';

/** What needs, or needed, approval. Instants: ISO 8601, UTC. */
export interface ApprovalView {
  /** What is approved by it: the id of the order, or of the request to revoke. */
  readonly id: string;
  readonly subject: 'order' | 'revocation';
  readonly orderId: string;
  readonly names: readonly string[];
  /** What the order costs; null where it is paid elsewhere, and of a request to revoke. */
  readonly price: { readonly amount: number; readonly currency: 'CNY' } | null;
  readonly requestedBy: string;
  readonly requestedAt: string;
  /** It waits for a decision now. */
  readonly awaited: boolean;
  readonly since: string | null;
  readonly deadline: string | null;
  /** Null: nobody has decided. */
  readonly decision: ApprovalDecision | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  /** It waits, and whoever asks may decide: they have the right to, and did not ask for it themselves. */
  readonly mine: boolean;
}

export class Approvals {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** What waits for approval now, the nearest deadline first. `limit`: 1 to 1,000; 100 unless told otherwise. */
  async list({ limit }: { readonly limit?: number } = {}): Promise<ApprovalView[]> {
    this.#refuseRole('approvals.list');
    const { database, account } = this.#context;
    const person = await askingPerson(this.#context, database);
    return (await awaitedApprovals(database, account, limitOf(limit))).map((stored) =>
      this.#view(stored, person),
    );
  }

  /** By the id of the order, or of the request to revoke. Throws Refusal `NotFound`. */
  async show(id: string): Promise<ApprovalView> {
    this.#refuseRole('approvals.show');
    return this.#view(await this.#own(id), await askingPerson(this.#context, this.#context.database));
  }

  /**
   * Lets it through: it goes on at once. Throws Refusal: `NotFound`; `NotAllowed` for whoever asked for it, and for a role that
   * decides nothing; `RefusedInThisState` once it is decided, cancelled or over; Unavailable where nobody answers: the same again
   * is safe.
   */
  async approve(id: string): Promise<ApprovalView> {
    return await this.#decide(id, 'approved', 'approvals.approve', 'approval.approve');
  }

  /** Ends the order, or the request to revoke. Throws as `approve`. */
  async decline(id: string): Promise<ApprovalView> {
    return await this.#decide(id, 'declined', 'approvals.decline', 'approval.decline');
  }

  /** What the account wants approval for. */
  async rules(): Promise<AccountRules> {
    this.#refuseRole('approvals.rules');
    return await readAccountRules(this.#context.database, this.#context.account);
  }

  /** What is left out stays. From now on: what was placed before goes on under the rules of then. Throws Refusal `InvalidInput`. */
  async setRules(changes: Partial<AccountRules>): Promise<AccountRules> {
    const { approvesOrders, approvesRevocations } = changes;
    const details = {
      ...(typeof approvesOrders === 'boolean' && { approvesOrders }),
      ...(typeof approvesRevocations === 'boolean' && { approvesRevocations }),
    };
    return await recorded(this.#context, { operation: 'account.set-rules', details }, async () => {
      this.#refuseRole('approvals.setRules');
      for (const given of [approvesOrders, approvesRevocations])
        if (given !== undefined && typeof given !== 'boolean') throw neitherOnNorOff();
      const { database, account } = this.#context;
      await writeAccountRules(database, account, details);
      return await readAccountRules(database, account);
    });
  }

  async #decide(
    id: string,
    decision: ApprovalDecision,
    operation: ApprovalOperation,
    logged: string,
  ): Promise<ApprovalView> {
    return await recorded(this.#context, { operation: logged, subject: id }, async () => {
      this.#refuseRole(operation);
      const approval = await this.#own(id);
      const person = await askingPerson(this.#context, this.#context.database);
      const asked = askedBy(approval);
      if (areOnePerson(asked, person)) throw notYourOwn(asked.identity !== person.identity);
      if (approval.decision !== null) {
        // Whoever was not answered asks again.
        if (approval.decision === decision && approval.decidedBy === person.identity)
          return this.#view(approval, person);
        throw nothingAwaited(approval.decision);
      }
      await this.#hand(approval, decision, person);
      return this.#view(await this.#own(id), person);
    });
  }

  /** Who decides is on record before the workflow is asked; it takes one decision, whoever asks at the same moment. */
  async #hand(
    { approvalId, revocationId, orderId }: StoredApproval,
    decision: ApprovalDecision,
    decidedBy: ApprovalPerson,
  ): Promise<void> {
    const { database, temporal, clock } = this.#context;
    const decisionId = newId('dec_', clock());
    await insertDecision(database, {
      decisionId,
      approvalId,
      decision,
      decidedBy,
      decidedAt: new Date(clock()),
    });
    const workflowId =
      revocationId === null
        ? certificateOrderWorkflowId(orderId)
        : certificateRevocationWorkflowId(revocationId);
    const handle = temporal.workflow.getHandle(workflowId);
    try {
      await temporal.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
        handle.executeUpdate(decideApproval, { args: [{ decision, decisionId }] }),
      );
    } catch (error) {
      const told =
        error instanceof WorkflowNotFoundError ? endedMeanwhile() : inOurWords(error, ANSWER_TIMEOUT_MS);
      // After an unknown outcome it stays: the workflow may have taken it, and says so itself.
      if (told instanceof Refusal) await removeDecision(database, decisionId);
      throw told;
    }
  }

  async #own(id: string): Promise<StoredApproval> {
    const { database, account } = this.#context;
    const found = isIdentifier(id) ? await readApproval(database, account, id) : undefined;
    if (found) return found;
    throw new Refusal(
      refusalDetails('NotFound', {
        field: 'id',
        message: {
          zh: `没有需要审批的 ${shownId(id)}`,
          en: `There is nothing to approve with the id ${shownId(id)}`,
        },
        accepted: {
          zh: '需要审批的订单或吊销申请的编号',
          en: 'the id of an order, or of a request to revoke, that needs approval',
        },
      }),
    );
  }

  #view(stored: StoredApproval, person: ApprovalPerson): ApprovalView {
    const { principal } = this.#context;
    const view = approvalView(stored);
    const isOwn = areOnePerson(askedBy(stored), person);
    const mayDecide = !principal || mayAboutApprovals(principal.role, 'approvals.approve');
    return { ...view, mine: view.awaited && mayDecide && !isOwn };
  }

  #refuseRole(operation: ApprovalOperation): void {
    const { principal } = this.#context;
    if (principal && !mayAboutApprovals(principal.role, operation)) throw roleMayNot();
  }
}

function askedBy({ requestedBy, requestedFor }: StoredApproval): ApprovalIdentity {
  return { identity: requestedBy, heldBy: requestedFor };
}

function approvalView({
  approvalId,
  orderId,
  revocationId,
  names,
  price,
  isAwaited,
  ...stored
}: StoredApproval): Omit<ApprovalView, 'mine'> {
  return {
    id: approvalId,
    subject: revocationId === null ? 'order' : 'revocation',
    orderId,
    names,
    price: revocationId === null ? price : null,
    requestedBy: stored.requestedByName,
    requestedAt: stored.requestedAt.toISOString(),
    awaited: isAwaited && stored.decision === null,
    since: stored.since?.toISOString() ?? null,
    deadline: stored.deadline?.toISOString() ?? null,
    decision: stored.decision,
    decidedBy: stored.decidedByName,
    decidedAt: stored.decidedAt?.toISOString() ?? null,
  };
}
