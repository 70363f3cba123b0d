/** Where a revocation stands: set here and nowhere else, shown everywhere (details, search attributes, Postgres, query). */
import {
  CancellationScope,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { Bilingual } from '../domain/bilingual.js';
import { reasonOf } from '../domain/told.js';
import { describeMissing } from '../domain/missing-records.js';
import type { RevocationState } from '../domain/revocation/words.js';
import { nextAction } from '../domain/orders/next-actions.js';
import { notRecorded } from '../domain/orders/unrecorded.js';
import { describeRevocation } from '../domain/revocation/status-markdown.js';
import type { DomainValidation } from '../domain/control/validations.js';
import type { ApprovalDecision } from '../domain/orders/approval.js';
import { PARTY_OF, type RevocationWait, type StartedWait } from '../domain/waits.js';
import { ApprovalDesk } from './approval-desk.js';
import {
  revocationChanged,
  revocationRecollection,
  revocationStatus,
  type CertificateRevocationInput,
  type RevocationStatus,
} from './messages.js';
import { onMissingRecord, type MissedRecord } from './missing-records.js';
import { OneAtATime } from './one-at-a-time.js';
import { DEADLINE, WAITING_ON } from './search-attributes.js';
import { localStep } from './local-steps.js';
import { refuseInThisState } from './refusing.js';
import { wasCancelled } from './steps.js';
import { TurnClock } from './turn-clock.js';

export class RevocationInProgress {
  /** How often the ball was passed back: the more often, the longer a change must last to count. */
  changes = 0;
  /** Control of the names was the proof: what we published ourselves is to be removed. */
  showedControl = false;
  #status: RevocationStatus;
  #sequence = 0;
  #interrupt: (() => void) | undefined;
  /** A record that a restored database lacks: until it is back, the revocation waits for nothing else. */
  #missed: MissedRecord | undefined;
  readonly #clock = new TurnClock<'revocation'>(new OneAtATime());
  readonly #approval: ApprovalDesk;

  constructor(readonly input: CertificateRevocationInput) {
    const { revocationId, certificateId } = input;
    this.#status = { revocationId, certificateId, state: 'requested', validations: [] };
    onMissingRecord((missed) => {
      this.#missed = missed;
      this.#tell();
    });
    setHandler(revocationStatus, () => this.shown);
    setHandler(revocationRecollection, () => this.#status);
    setHandler(revocationChanged, () => this.#interrupt?.());
    this.#approval = new ApprovalDesk(() => this.#refuseEnded());
  }

  get revocationId(): string {
    return this.input.revocationId;
  }

  get status(): RevocationStatus {
    return this.#status;
  }

  /** As people are shown it: while a record is missing, that is all that counts. */
  get shown(): RevocationStatus {
    return this.#missed ? withoutRecord(this.#status, this.#missed) : this.#status;
  }

  /** Before anything is asked of the CA, where its account wants a second person's word. */
  async approved(): Promise<ApprovalDecision | 'expired'> {
    const { approval, revocationId, orderId } = this.input;
    if (!approval) return 'approved';
    const wait = await this.#clock.start('revocation', 'approver-decision', approval.wait);
    const { since, deadline } = wait;
    await this.#show({ state: 'requested', waitingOn: wait.wait, since, deadline }, wait);
    const verdict = await this.#approval.verdict({ orderId: orderId ?? '', revocationId, wait }, wait);
    return verdict?.decision ?? 'expired';
  }

  #refuseEnded(): void {
    if (this.#status.state === 'revoked' || this.#status.state === 'refused')
      refuseInThisState({
        message: { zh: '此吊销申请已结束。', en: 'This request to revoke has ended.' },
      });
  }

  /** Passes the ball: `wait` names who has it from now on. */
  async waitOn(
    wait: RevocationWait,
    validations: readonly DomainValidation[],
    reason?: Bilingual,
  ): Promise<StartedWait> {
    this.showedControl ||= validations.length > 0;
    const started = await this.#clock.start('revocation', wait, this.input.waits[wait]);
    const { since, deadline } = started;
    const state = PARTY_OF[wait] === 'subscriber' ? 'proving' : 'reviewing';
    await this.#show({ state, waitingOn: wait, since, deadline, validations, ...reasonOf(reason) }, started);
    return started;
  }

  /** The same turn goes on, with other news. */
  async tell(wait: StartedWait, reason: Bilingual | undefined): Promise<void> {
    await this.#show({ state: this.#status.state, ...reasonOf(reason) }, wait);
  }

  async end(state: 'revoked' | 'refused', outcome: { revokedAt?: string; reason?: Bilingual }) {
    this.#clock.stopAll();
    const over = { waitingOn: undefined, since: undefined, deadline: undefined, validations: [] };
    await this.#show({ ...over, state, ...reasonOf(outcome.reason) }, undefined, outcome.revokedAt);
    return this.#status;
  }

  /** Runs a wait that the signal `revocationChanged` cuts short. */
  async interruptible<T>(work: () => Promise<T>): Promise<T | 'interrupted'> {
    const scope = new CancellationScope();
    // Set in a callback, which the compiler does not see.
    let interrupted = false as boolean;
    this.#interrupt = () => {
      interrupted = true;
      scope.cancel();
    };
    try {
      return await scope.run(work);
    } catch (error) {
      if (interrupted && wasCancelled(error)) return 'interrupted';
      throw error;
    } finally {
      this.#interrupt = undefined;
    }
  }

  async #show(
    change: Partial<RevocationStatus> & { readonly state: RevocationState },
    wait?: StartedWait,
    revokedAt?: string,
  ): Promise<void> {
    const next = { ...this.#status, ...change };
    const { waitingOn, certificateId: orderId, validations, reason, reasonChinese } = next;
    const situation = { orderId, validations, reason, reasonChinese, expectedBy: wait?.expectedBy };
    this.#status = { ...next, nextAction: waitingOn && nextAction(waitingOn, situation) };
    this.#tell();
    this.#sequence += 1;
    const { validations: _shown, certificateId: _known, ...row } = this.#status;
    const record = { ...row, sequence: this.#sequence, ...(revokedAt !== undefined && { revokedAt }) };
    const summary = `${next.state}: ${waitingOn ?? 'ended'}`;
    await localStep('recordRevocation', record, {
      summary,
      onTrouble: (why) =>
        setCurrentDetails(describeRevocation({ ...this.#status, ...reasonOf(notRecorded(why)) })),
    });
  }
  /** In Temporal's lists and pages. */
  #tell(): void {
    const { shown } = this;
    upsertSearchAttributes([
      { key: WAITING_ON, value: shown.waitingOn ?? null },
      { key: DEADLINE, value: shown.deadline ? new Date(shown.deadline) : null },
    ]);
    setCurrentDetails(describeRevocation(shown));
  }
}

function withoutRecord(status: RevocationStatus, { missing, since }: MissedRecord): RevocationStatus {
  const { certificateId: orderId, validations } = status;
  return {
    ...status,
    waitingOn: 'records',
    since,
    deadline: undefined,
    ...reasonOf(describeMissing(missing)),
    nextAction: nextAction('records', { orderId, validations }),
  };
}
