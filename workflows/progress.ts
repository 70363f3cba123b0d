/** Where an order stands: set here and nowhere else, shown everywhere (search attributes, details, Postgres, query). */
import { setCurrentDetails, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import type { Bilingual } from '../domain/bilingual.js';
import { reasonOf } from '../domain/told.js';
import { nextAction, type Situation } from '../domain/orders/next-actions.js';
import { notRecorded } from '../domain/orders/unrecorded.js';
import { describeInMarkdown } from '../domain/orders/status-markdown.js';
import { describeMissing } from '../domain/missing-records.js';
import { type DomainValidation } from '../domain/control/validations.js';
import { isFinal, type FinalState, type OrderState } from '../domain/orders/states.js';
import { mostPressing, type OrderTrack, type TrackName } from '../domain/orders/tracks.js';
import {
  PARTY_OF,
  type OrderWait,
  type StartedWait,
  type Wait,
  type WaitPolicies,
  type WaitPolicy,
} from '../domain/waits.js';
import type { NextTurn, PassedTurn, ProgressRecord } from './activity-contract/orders.js';
import { stepLasts, type CertificateOrderInput, type OrderStatus } from './messages.js';
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

/** How an order ends. */
interface Outcome {
  readonly reason?: Bilingual | undefined;
  readonly certificateId?: string | undefined;
}

/** `order`: the one turn of an order that has no tracks, or is before or after them. */
type Turn = TrackName | 'order';

export class Progress {
  #status: OrderStatus;
  #sequence = 0;
  /** The number under which the stand of now was, or is being, written; 0 before the first write. */
  #written = 0;
  /** Why the last stand could not be recorded yet; undefined once it is. */
  #unrecorded: Bilingual | undefined;
  readonly #localSteps = new OneAtATime();
  readonly #clock = new TurnClock<Turn>(this.#localSteps);
  /** Present for orders that validate an organization as well. */
  #tracks: readonly OrderTrack[] | undefined;
  #divided = false;
  /** What else decides what people can do next. */
  #known: Pick<Situation, 'terms' | 'lettersSent'> = {};
  /** Nothing has lasted so far: search attributes may lag behind. Once they had to say something, they say everything at once. */
  #isQuiet: boolean;
  /** They do lag behind. */
  #lags = false;
  /** Counts the turns that steps passed. */
  #turn = 0;
  /** A turn that has begun, and is written down: the next `waitOn` takes it up. */
  #passed: StartedWait | undefined;
  /** A record that a restored database lacks: until it is back, the order waits for nothing else. */
  #missed: MissedRecord | undefined;

  constructor(input: CertificateOrderInput) {
    const state: OrderState = input.submission ? 'validating' : 'pending-submission';
    const first = input.recovery ? undefined : input.first;
    this.#isQuiet = first !== undefined;
    this.#status = { orderId: input.orderId, state, waitingOn: 'us', validations: [] };
    if (first) this.#takeUp({ state, wait: first });
    setCurrentDetails(describeInMarkdown(this.#status));
    setHandler(stepLasts, (turn) => {
      if (turn === this.#turn) this.announce();
    });
    onMissingRecord((missed) => {
      this.#missed = missed;
      this.#tell();
    });
  }

  /** Where the order stands, as it decides from it. */
  get status(): OrderStatus {
    return this.#status;
  }

  /** The number under which this stand is written. */
  get sequence(): number {
    return this.#written;
  }

  /** The number of a turn that nobody was told of so far, for the step that belongs to it; undefined where all is told. */
  get untold(): number | undefined {
    return this.#lags ? this.#turn : undefined;
  }

  /**
   * As people are shown it: while a record is missing, or it can't be recorded, the ball is ours, whoever has it otherwise:
   * nothing goes on before that.
   */
  get shown(): OrderStatus {
    if (this.#missed) return withoutRecord(this.#status, this.#missed);
    if (this.#unrecorded === undefined) return this.#status;
    const situation = { ...this.#status, ...reasonOf(notRecorded(this.#unrecorded)) };
    return { ...situation, waitingOn: 'us', nextAction: nextAction('us', situation) };
  }

  get hasEnded(): boolean {
    return isFinal(this.#status.state);
  }

  /** The validations of the moment are part of what people are told to do. Shown with the next move. */
  set validations(validations: readonly DomainValidation[]) {
    this.#status = { ...this.#status, validations };
  }

  /** What else decides what people can do next. Shown with the next move. */
  know(known: Pick<Situation, 'terms' | 'lettersSent'>): void {
    this.#known = { ...this.#known, ...known };
  }

  #takeUp({ state, wait }: PassedTurn): void {
    this.#clock.stopAll();
    this.#clock.goOn('order', wait);
    this.#passed = wait;
    this.#set({ state, ...standOf(wait, undefined) });
  }

  #takePassed(state: OrderState, wait: Wait, reason: Bilingual | undefined): StartedWait | undefined {
    const passed = this.#passed;
    this.#passed = undefined;
    const isIt = passed?.wait === wait && this.#status.state === state && reason === undefined;
    return isIt ? passed : undefined;
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
    reason?: Bilingual,
  ): Promise<StartedWait> {
    const passed = this.#takePassed(state, wait, reason);
    if (passed) return passed;
    this.#clock.stopAll();
    const started = await this.#clock.start('order', wait, policies[wait]);
    await this.#show({ state, ...standOf(started, reason) });
    return started;
  }

  /**
   * What a step needs to pass the ball to one of these waits itself. Undefined where the order tells each turn: it is not a quiet
   * one any more, or the wait has used up some of its time before.
   */
  nextTurn(policies: WaitPolicies, ...waits: OrderWait[]): NextTurn | undefined {
    if (!this.#isQuiet || waits.some((wait) => this.#clock.hasRun(wait))) return undefined;
    // Never used again: a step that was given up, and writes late, comes before whatever is written from here on.
    this.#sequence += 1;
    const ofThese = Object.fromEntries(waits.map((wait) => [wait, policies[wait]]));
    return { sequence: this.#sequence, policies: ofThese };
  }

  /** A step passed the ball. Whoever is not told of it yet hears of it once the step that comes now lasts. */
  pass({ sequence }: NextTurn, { wait, state }: PassedTurn): void {
    this.#takeUp({ state, wait });
    this.#written = sequence;
    this.#turn += 1;
    this.#lags = true;
    // A person takes time, and is to be found by.
    if (!this.#isQuiet || PARTY_OF[wait.wait] === 'subscriber') this.announce();
    else setCurrentDetails(describeInMarkdown(this.shown));
  }

  /** What nobody was told of lasts. */
  announce(): void {
    if (this.#lags) this.#tell();
  }

  /** As `waitOn`, for one of two proofs; without a company there is but one. */
  async waitOnTrack<W extends Wait>(
    track: TrackName,
    wait: W,
    policies: Record<W, WaitPolicy>,
    reason?: Bilingual,
  ): Promise<StartedWait> {
    if (!this.#tracks) return await this.waitOn('validating', wait, policies, reason);
    this.#clock.stop('order');
    const started = await this.#clock.start(track, wait, policies[wait]);
    await this.#move({ track, status: 'open', expectedBy: started.expectedBy, ...standOf(started, reason) });
    return started;
  }

  /** The same wait goes on, and there is something new to be said about it. */
  async tell(track: TrackName, reason: Bilingual | undefined): Promise<void> {
    const current = this.#tracks?.find((candidate) => candidate.track === track);
    if (current) await this.#move({ ...current, ...reasonOf(reason) });
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
  async announceAnew(reason: Bilingual): Promise<StartedWait> {
    const anew = this.#clock.announceAnew(this.#tracks ? 'domain' : 'order');
    if (this.#tracks) await this.tell('domain', reason);
    else await this.#show(reasonOf(reason));
    return anew;
  }

  /** The names are known once the form is; operators search by them. */
  nameDomains(names: readonly string[]): void {
    upsertSearchAttributes([{ key: DOMAIN, value: [...names] }]);
  }

  /** The order ends without a certificate: the ball is ours until everything is undone. */
  async undo(reason: Bilingual): Promise<void> {
    this.#clock.stopAll();
    this.#tracks = undefined;
    const since = new Date(Date.now()).toISOString();
    await this.#show({ waitingOn: 'us', since, deadline: undefined, ...reasonOf(reason) });
  }

  async end(state: FinalState, outcome: Outcome): Promise<OrderStatus> {
    this.#stopForGood();
    await this.#show(endOf(state, outcome));
    return this.#status;
  }

  /** As `end`, where the step that comes now writes it: what it is to write. */
  endWith(state: FinalState, outcome: Outcome): ProgressRecord {
    this.#stopForGood();
    this.#set(endOf(state, outcome));
    this.#tell();
    return this.#newRecord();
  }

  #stopForGood(): void {
    this.#clock.stopAll();
    this.#tracks = undefined;
  }

  /** One track moves; the order as a whole waits for the most pressing one. */
  async #move(track: OrderTrack): Promise<void> {
    const { status } = this;
    const action = track.waitingOn && nextAction(track.waitingOn, { ...status, ...track, ...this.#known });
    this.#tracks = this.#withTrack(action ? { ...track, nextAction: action } : track);
    const { waitingOn, since, deadline, reason, reasonChinese } = mostPressing(this.#tracks) ?? track;
    await this.#show({ state: 'validating', waitingOn, since, deadline, reason, reasonChinese });
  }

  #withTrack(moved: OrderTrack): OrderTrack[] {
    return (this.#tracks ?? []).map((track) => (track.track === moved.track ? moved : track));
  }

  async #show(change: Partial<OrderStatus>): Promise<void> {
    this.#passed = undefined;
    this.#set(change);
    this.#tell();
    const record = this.#newRecord();
    const options = {
      summary: `${record.state}: ${record.waitingOn ?? 'ended'}`,
      onTrouble: (why: Bilingual) => this.#tellUnrecorded(why),
    };
    await this.#localSteps.run(() => localStep('recordProgress', record, options));
    this.#tellUnrecorded(undefined);
  }

  #set(change: Partial<OrderStatus>): void {
    const next: OrderStatus = { ...this.#status, ...change, tracks: this.#tracks };
    const pressing = this.#tracks && mostPressing(this.#tracks);
    const situation = { ...next, ...this.#known };
    const action = pressing ? pressing.nextAction : next.waitingOn && nextAction(next.waitingOn, situation);
    this.#status = { ...next, nextAction: action };
  }

  #newRecord(): ProgressRecord {
    this.#sequence += 1;
    this.#written = this.#sequence;
    const { validations: _validations, certificateId: _certificateId, ...row } = this.#status;
    return { ...row, sequence: this.#sequence };
  }

  #tellUnrecorded(why: Bilingual | undefined): void {
    if (why?.en === this.#unrecorded?.en) return;
    this.#unrecorded = why;
    setCurrentDetails(describeInMarkdown(this.shown));
  }

  /** In Temporal's lists and pages. */
  #tell(): void {
    this.#isQuiet = false;
    this.#lags = false;
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
  return {
    ...status,
    waitingOn: 'records',
    since,
    deadline: undefined,
    ...reasonOf(describeMissing(missing)),
    nextAction: nextAction('records', { ...status, reason: undefined }),
    tracks: undefined,
  };
}

function endOf(state: FinalState, { reason, certificateId }: Outcome): Partial<OrderStatus> {
  const kept = { ...(reason && reasonOf(reason)), ...(certificateId !== undefined && { certificateId }) };
  return { ...kept, state, waitingOn: undefined, since: undefined, deadline: undefined };
}

function standOf({ wait, since, deadline }: StartedWait, reason: Bilingual | undefined) {
  return { waitingOn: wait, since, deadline, ...reasonOf(reason) };
}
