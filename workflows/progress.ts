/** Where an order stands: set here and nowhere else, shown everywhere (search attributes, details, Postgres, query). */
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { nextAction } from '../domain/orders/next-actions.js';
import { notRecorded } from '../domain/orders/unrecorded.js';
import { describeInMarkdown } from '../domain/orders/status-markdown.js';
import { describeMissing } from '../domain/missing-records.js';
import { type DomainValidation } from '../domain/control/validations.js';
import { isFinal, type FinalState, type OrderState } from '../domain/orders/states.js';
import { mostPressing, type OrderTrack, type TrackName } from '../domain/orders/tracks.js';
import type { StartedWait, Wait, WaitPolicy } from '../domain/waits.js';
import type { CertificateOrderInput, OrderStatus } from './messages.js';
import {
  DEADLINE,
  DOMAIN,
  ORDER_STATE,
  ORGANIZATION_WAITING_ON,
  ORGANIZATION_WAITING_SINCE,
  WAITING_ON,
} from './search-attributes.js';
import { onMissingRecord, type MissedRecord } from './missing-records.js';
import { OneAtATime } from './one-at-a-time.js';
import { localStep } from './local-steps.js';
import { TurnClock } from './turn-clock.js';

/** `order`: the one turn of an order that has no tracks, or is before or after them. */
type Turn = TrackName | 'order';

export class Progress {
  #status: OrderStatus;
  #sequence = 0;
  /** Why the last stand could not be recorded yet; undefined once it is. */
  #unrecorded: string | undefined;
  readonly #localSteps = new OneAtATime();
  readonly #clock = new TurnClock<Turn>(this.#localSteps);
  /** Present for orders that validate an organization as well. */
  #tracks: readonly OrderTrack[] | undefined;
  #divided = false;
  /** A record that a restored database lacks: until it is back, the order waits for nothing else. */
  #missed: MissedRecord | undefined;

  constructor(input: CertificateOrderInput) {
    const state: OrderState = input.submission ? 'validating' : 'pending-submission';
    this.#status = { orderId: input.orderId, state, waitingOn: 'us', validations: [] };
    setCurrentDetails(describeInMarkdown(this.#status));
    onMissingRecord((missed) => {
      this.#missed = missed;
      this.#tell();
    });
  }

  /** Where the order stands, as it decides from it. */
  get status(): OrderStatus {
    return this.#status;
  }

  /** How often it was written so far. */
  get sequence(): number {
    return this.#sequence;
  }

  /**
   * As people are shown it: while a record is missing, or it can't be recorded, the ball is ours, whoever has it otherwise:
   * nothing goes on before that.
   */
  get shown(): OrderStatus {
    if (this.#missed) return withoutRecord(this.#status, this.#missed);
    if (this.#unrecorded === undefined) return this.#status;
    const reason = notRecorded(this.#unrecorded);
    const situation = { ...this.#status, reason };
    return { ...situation, waitingOn: 'us', nextAction: nextAction('us', situation) };
  }

  get hasEnded(): boolean {
    return isFinal(this.#status.state);
  }

  /** The validations of the moment are part of what people are told to do. Shown with the next move. */
  set validations(validations: readonly DomainValidation[]) {
    this.#status = { ...this.#status, validations };
  }

  /** The order has two proofs to give, each with a wait of its own from now on. */
  divide(): void {
    this.#divided = true;
    this.#tracks = [
      { track: 'domain', status: 'later' },
      { track: 'organization', status: 'later' },
    ];
  }

  /** Passes the ball: `wait` names who has it from now on, `reason` why the order stands here again. */
  async waitOn<W extends Wait>(
    state: OrderState,
    wait: W,
    policies: Record<W, WaitPolicy>,
    reason?: string,
  ): Promise<StartedWait> {
    this.#clock.stopAll();
    const started = await this.#clock.start('order', wait, policies[wait]);
    await this.#show({ state, ...standOf(started, reason) });
    return started;
  }

  /** As `waitOn`, for one of two proofs; without a company there is but one. */
  async waitOnTrack<W extends Wait>(
    track: TrackName,
    wait: W,
    policies: Record<W, WaitPolicy>,
    reason?: string,
  ): Promise<StartedWait> {
    if (!this.#tracks) return await this.waitOn('validating', wait, policies, reason);
    this.#clock.stop('order');
    const started = await this.#clock.start(track, wait, policies[wait]);
    await this.#move({ track, status: 'open', expectedBy: started.expectedBy, ...standOf(started, reason) });
    return started;
  }

  /** The same wait goes on, and there is something new to be said about it. */
  async tell(track: TrackName, reason: string | undefined): Promise<void> {
    const current = this.#tracks?.find((candidate) => candidate.track === track);
    if (current) await this.#move({ ...current, reason });
  }

  /** `later`: the other proof comes first. `done`: the CA is satisfied with this one. */
  async rest(track: TrackName, status: 'later' | 'done'): Promise<void> {
    if (!this.#tracks) return;
    this.#clock.stop(track);
    const others = this.#tracks.filter((other) => other.track !== track);
    const moved: OrderTrack = { track, status };
    if (others.some((other) => other.status === 'open')) await this.#move(moved);
    else this.#tracks = this.#withTrack(moved);
  }

  /** The wait goes on with new random values: its ladder of reminders starts anew, its deadline stays. */
  async announceAnew(reason: string): Promise<StartedWait> {
    const anew = this.#clock.announceAnew(this.#tracks ? 'domain' : 'order');
    if (this.#tracks) await this.tell('domain', reason);
    else await this.#show({ reason });
    return anew;
  }

  /** The names are known once the form is; operators search by them. */
  nameDomains(names: readonly string[]): void {
    upsertSearchAttributes([{ key: DOMAIN, value: [...names] }]);
  }

  /** The order ends without a certificate: the ball is ours until everything is undone. */
  async undo(reason: string): Promise<void> {
    this.#clock.stopAll();
    this.#tracks = undefined;
    const since = new Date(Date.now()).toISOString();
    await this.#show({ waitingOn: 'us', since, deadline: undefined, reason });
  }

  async end(state: FinalState, outcome: { reason?: string; certificateId?: string }): Promise<OrderStatus> {
    this.#clock.stopAll();
    this.#tracks = undefined;
    await this.#show({ ...outcome, state, waitingOn: undefined, since: undefined, deadline: undefined });
    return this.#status;
  }

  /** One track moves; the order as a whole waits for the most pressing one. */
  async #move(track: OrderTrack): Promise<void> {
    const { status } = this;
    const action = track.waitingOn && nextAction(track.waitingOn, { ...status, ...track });
    this.#tracks = this.#withTrack(action ? { ...track, nextAction: action } : track);
    const { waitingOn, since, deadline, reason } = mostPressing(this.#tracks) ?? track;
    await this.#show({ state: 'validating', waitingOn, since, deadline, reason });
  }

  #withTrack(moved: OrderTrack): OrderTrack[] {
    return (this.#tracks ?? []).map((track) => (track.track === moved.track ? moved : track));
  }

  async #show(change: Partial<OrderStatus>): Promise<void> {
    const next: OrderStatus = { ...this.#status, ...change, tracks: this.#tracks };
    const pressing = this.#tracks && mostPressing(this.#tracks);
    const action = pressing ? pressing.nextAction : next.waitingOn && nextAction(next.waitingOn, next);
    this.#status = { ...next, nextAction: action };
    this.#tell();
    this.#sequence += 1;
    const { validations: _validations, certificateId: _certificateId, ...row } = this.#status;
    const record = { ...row, sequence: this.#sequence };
    const options = {
      summary: `${next.state}: ${next.waitingOn ?? 'ended'}`,
      onTrouble: (why: string) => this.#tellUnrecorded(why),
    };
    await this.#localSteps.run(() => localStep('recordProgress', record, options));
    this.#tellUnrecorded(undefined);
  }

  #tellUnrecorded(why: string | undefined): void {
    if (why === this.#unrecorded) return;
    this.#unrecorded = why;
    setCurrentDetails(describeInMarkdown(this.shown));
  }

  /** In Temporal's lists and pages. */
  #tell(): void {
    const status = this.shown;
    upsertSearchAttributes([
      { key: ORDER_STATE, value: status.state },
      { key: WAITING_ON, value: status.waitingOn ?? null },
      { key: DEADLINE, value: status.deadline ? new Date(status.deadline) : null },
      ...this.#organizationAttributes(),
    ]);
    setCurrentDetails(describeInMarkdown(status));
  }

  /** What the order as a whole waits for may hide what its organization waits for: that is searched by of its own. */
  #organizationAttributes() {
    if (!this.#divided) return [];
    const track = this.#tracks?.find((candidate) => candidate.track === 'organization');
    const since = track?.status === 'open' ? track.since : undefined;
    return [
      { key: ORGANIZATION_WAITING_ON, value: (since && track?.waitingOn) ?? null },
      { key: ORGANIZATION_WAITING_SINCE, value: since ? new Date(since) : null },
    ];
  }
}

/** Our turn, without a deadline: what the order waited for before is not lost, and is shown again once the record is back. */
function withoutRecord(status: OrderStatus, { missing, since }: MissedRecord): OrderStatus {
  const reason = describeMissing(missing);
  return {
    ...status,
    waitingOn: 'records',
    since,
    deadline: undefined,
    reason,
    nextAction: nextAction('records', { ...status, reason: undefined }),
    tracks: undefined,
  };
}

function standOf({ wait, since, deadline }: StartedWait, reason: string | undefined) {
  return { waitingOn: wait, since, deadline, reason };
}
