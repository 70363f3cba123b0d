/** Where an approver's word is taken, of an order as of a revocation: once, and only while it is waited for. */
import { CancellationScope, condition, setHandler } from '@temporalio/workflow';
import type { ApprovalVerdict } from '../domain/orders/approval.js';
import type { StartedWait } from '../domain/waits.js';
import type { ReminderRequest } from './activity-contract/notices.js';
import { PATIENT_STEP } from './activity-options.js';
import { localStep } from './local-steps.js';
import { decideApproval } from './messages.js';
import { refuseInThisState } from './refusing.js';
import { patient, ranOutOfTime, within } from './steps.js';

export class ApprovalDesk {
  #verdict: ApprovalVerdict | undefined;
  #isAwaited = false;

  /** `refuseEnded`: throws where whatever is to be approved has ended, or is about to. */
  constructor(refuseEnded: () => void) {
    setHandler(
      decideApproval,
      ({ decision, decisionId }) => {
        this.#verdict ??= { decision, decisionId };
        return 'taken' as const;
      },
      {
        validator: ({ decisionId }: ApprovalVerdict) => {
          // Whoever was not answered asks again.
          if (this.#verdict?.decisionId === decisionId) return;
          refuseEnded();
          if (this.#verdict || !this.#isAwaited)
            refuseInThisState({
              message: { zh: '现在没有等待审批的事项。', en: 'Nothing waits for approval now.' },
              accepted: { zh: '等待审批期间的一次决定', en: 'one decision, while it is waited for' },
            });
        },
      },
    );
  }

  /**
   * A person's turn, with reminders and an end: undefined where nobody decided in time. What was decided is on record before
   * anything follows from it, whoever withdraws the order meanwhile.
   */
  async verdict(request: ReminderRequest, wait: StartedWait): Promise<ApprovalVerdict | undefined> {
    this.#isAwaited = true;
    const reminding = new CancellationScope();
    const deadline = reminding.run(() =>
      patient.remindUntilDeadline.executeWithOptions(
        within(wait, PATIENT_STEP, 'reminders until it is approved'),
        [request],
      ),
    );
    try {
      await Promise.race([condition(() => this.#verdict !== undefined), deadline]);
    } catch (error) {
      if (!ranOutOfTime(error)) throw error;
    } finally {
      reminding.cancel();
      deadline.catch(() => undefined);
      this.#isAwaited = false;
    }
    const verdict = this.#verdict;
    if (verdict)
      await CancellationScope.nonCancellable(() =>
        localStep('recordApproval', verdict.decisionId, {
          summary: `${verdict.decision} by a second person`,
        }),
      );
    return verdict;
  }
}
