/** Where an order stands: set here and nowhere else, shown everywhere (search attributes, details, Postgres, query). */
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { nextAction, describeInMarkdown } from '../domain/next-actions.js';
import { isFinal, type DomainValidation, type FinalState, type OrderState } from '../domain/order.js';
import { startWait, type StartedWait, type Wait, type WaitPolicies } from '../domain/waits.js';
import type { CertificateOrderInput, OrderStatus } from './messages.js';
import { DEADLINE, DOMAIN, ORDER_STATE, WAITING_ON } from './search-attributes.js';
import { local } from './steps.js';

export class Progress {
  #status: OrderStatus;
  #sequence = 0;
  #wait: StartedWait | undefined;
  /** Milliseconds each wait has used so far: time of one party is not charged to another. */
  readonly #used = new Map<Wait, number>();

  constructor(input: CertificateOrderInput) {
    const state: OrderState = input.submission ? 'validating' : 'pending-submission';
    this.#status = { orderId: input.orderId, state, waitingOn: 'us', validations: [] };
    setCurrentDetails(describeInMarkdown(this.#status));
  }

  get status(): OrderStatus {
    return this.#status;
  }

  get hasEnded(): boolean {
    return isFinal(this.#status.state);
  }

  /** The validations of the moment are part of what people are told to do. Shown with the next move. */
  set validations(validations: readonly DomainValidation[]) {
    this.#status = { ...this.#status, validations };
  }

  /** Passes the ball: `wait` names who has it from now on, `reason` why the order stands here again. */
  async waitOn<W extends Wait>(
    state: OrderState,
    wait: W,
    policies: Pick<WaitPolicies, W>,
    reason?: string,
  ): Promise<StartedWait> {
    this.#stopClock();
    const started = startWait(wait, policies[wait], Date.now(), this.#used.get(wait));
    this.#wait = started;
    await this.#show({ state, waitingOn: wait, since: started.since, deadline: started.deadline, reason });
    return started;
  }

  /** The wait goes on with new random values: its ladder of reminders starts anew, its deadline stays. */
  async announceAnew(reason: string): Promise<StartedWait> {
    if (!this.#wait) throw new Error('Nothing is being waited for.');
    this.#wait = { ...this.#wait, ladderSince: new Date(Date.now()).toISOString() };
    await this.#show({ reason });
    return this.#wait;
  }

  /** The names are known once the form is; operators search by them. */
  nameDomains(names: readonly string[]): void {
    upsertSearchAttributes([{ key: DOMAIN, value: [...names] }]);
  }

  /** The order ends without a certificate: the ball is ours until everything is undone. */
  async undo(reason: string): Promise<void> {
    this.#stopClock();
    this.#wait = undefined;
    await this.#show({
      waitingOn: 'us',
      since: new Date(Date.now()).toISOString(),
      deadline: undefined,
      reason,
    });
  }

  async end(state: FinalState, outcome: { reason?: string; certificateId?: string }): Promise<OrderStatus> {
    this.#stopClock();
    this.#wait = undefined;
    await this.#show({ ...outcome, state, waitingOn: undefined, since: undefined, deadline: undefined });
    return this.#status;
  }

  #stopClock(): void {
    if (!this.#wait) return;
    const { wait, since } = this.#wait;
    this.#used.set(wait, (this.#used.get(wait) ?? 0) + Date.now() - Date.parse(since));
  }

  async #show(change: Partial<OrderStatus>): Promise<void> {
    const next = { ...this.#status, ...change };
    const action = next.waitingOn && nextAction(next.waitingOn, next);
    this.#status = { ...next, nextAction: action };
    upsertSearchAttributes([
      { key: ORDER_STATE, value: next.state },
      { key: WAITING_ON, value: next.waitingOn ?? null },
      { key: DEADLINE, value: next.deadline ? new Date(next.deadline) : null },
    ]);
    setCurrentDetails(describeInMarkdown(this.#status));
    this.#sequence += 1;
    const { validations: _validations, certificateId: _certificateId, ...row } = this.#status;
    await local.recordProgress.executeWithOptions(
      { summary: `${next.state}: ${next.waitingOn ?? 'ended'}` },
      [{ ...row, sequence: this.#sequence }],
    );
  }
}
