/** The CA's people by policy: contacts are phoned, and what lies at a desk long enough is passed. */
import { DESK_OF_STEP } from '../../../domain/development-ca-people.js';
import type { OrganizationDesk, WaitingStep } from '../organization/organization-desk.js';
import type { OrderStore } from '../order-store.js';
import type { StoredOrder } from '../stored-order.js';
import type { PolicySwitch } from './policy.js';

/** When something can't be passed just now (a full disk), it is tried again. */
const RETRY_MS = 1_000;
/** setTimeout takes no longer ones. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface StandingOrdersParts {
  readonly store: OrderStore;
  readonly desk: OrganizationDesk;
  readonly policy: PolicySwitch;
  readonly clock: () => Date;
}

export class StandingOrders {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly parts: StandingOrdersParts) {}

  /** What is due is counted from when it came to its desk: time in which the CA didn't run counts. */
  begin(): void {
    const { store, policy } = this.parts;
    store.onChange((order) => this.followUp(order));
    policy.onChange(() => this.lookIn(0));
    for (const order of store.all()) this.followUp(order);
    this.lookIn(0);
  }

  /** Resolves when nothing is being passed. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private followUp(order: StoredOrder): void {
    if (order.status !== 'validating' || !order.organization || this.stopped) return;
    if (this.parts.policy.current.phonesContacts && mayBePhoned(order))
      // Where it fails, the next change of the order asks again.
      void this.parts.desk.demandPhoneCall(order.id).catch(() => undefined);
    this.lookIn(0);
  }

  private lookIn(delayMs: number): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    const look = () => {
      this.looking = this.looking.then(() => this.passDue()).catch(() => this.lookIn(RETRY_MS));
    };
    this.timer = setTimeout(look, Math.min(delayMs, LONGEST_TIMER_MS));
  }

  /** Each look decides by what is on disk then: a step that a person dealt with meanwhile isn't there any more. */
  private async passDue(): Promise<void> {
    const { desk, policy, clock } = this.parts;
    if (Object.keys(policy.current.approveAfterSeconds).length === 0) return;
    const now = clock().getTime();
    const waiting = desk.waiting().flatMap((item) => this.withDueTime(item));
    for (const { order, step, dueAt } of waiting)
      if (dueAt <= now && !this.stopped) await desk.passStep(order.id, step.step);
    const later = waiting.filter(({ dueAt }) => dueAt > now).map(({ dueAt }) => dueAt - now);
    if (later.length > 0) this.lookIn(Math.min(...later));
  }

  private withDueTime(item: WaitingStep): (WaitingStep & { readonly dueAt: number })[] {
    const seconds = secondsFor(item, this.parts.policy);
    return seconds === undefined ? [] : [{ ...item, dueAt: Date.parse(item.step.since) + seconds * 1_000 }];
  }
}

function secondsFor({ step }: WaitingStep, { current }: PolicySwitch): number | undefined {
  const desk = DESK_OF_STEP[step.step];
  return desk === 'mail' ? undefined : current.approveAfterSeconds[desk];
}

/** WoTrus may phone, and has not yet in this order (ordering rules, section 6a). */
function mayBePhoned({ organization }: StoredOrder): boolean {
  if (organization?.way !== 'two-emails' || organization.reused || organization.validatedAt !== undefined)
    return false;
  return organization.steps.some(({ step, skipped }) => step === 'phone-call' && skipped === true);
}
