/** The CA's people by policy: contacts are phoned, and what lies at a desk long enough is passed. */
import { DESK_OF_STEP, type CaDesk } from '../../../domain/development/ca-people.js';
import type { OrganizationDesk } from '../organization/organization-desk.js';
import type { OrderStore } from '../order-store.js';
import type { Revoking } from '../revocation/progress.js';
import type { RevocationDesk } from '../revocation/revocation-desk.js';
import type { StoredOrder } from '../stored-order.js';
import type { PolicySwitch } from './policy.js';

/** When something can't be passed just now (a full disk), it is tried again. */
const RETRY_MS = 1_000;
/** setTimeout takes no longer ones. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface StandingOrdersParts {
  readonly store: OrderStore;
  readonly desk: OrganizationDesk;
  readonly revocations: RevocationDesk;
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
    if (this.stopped) return;
    if (order.revocation?.status === 'pending') this.lookIn(0);
    if (order.status !== 'validating' || !order.organization) return;
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
    const { policy, clock } = this.parts;
    if (Object.keys(policy.current.approveAfterSeconds).length === 0) return;
    const now = clock().getTime();
    const waiting = this.waiting();
    for (const { dueAt, pass } of waiting) if (dueAt <= now && !this.stopped) await pass();
    const later = waiting.filter(({ dueAt }) => dueAt > now).map(({ dueAt }) => dueAt - now);
    if (later.length > 0) this.lookIn(Math.min(...later));
  }

  private waiting(): Due[] {
    const { desk, revocations } = this.parts;
    return [
      ...desk
        .waiting()
        .flatMap(({ order, step }) =>
          this.due(DESK_OF_STEP[step.step], step.since, () => desk.passStep(order.id, step.step)),
        ),
      ...revocations
        .waiting()
        .flatMap((order) =>
          this.due(deskOf(order), order.revocation.since, () => revocations.approve(order.id)),
        ),
    ];
  }

  /** Nothing where that desk waits for a person. */
  private due(desk: CaDesk | 'mail', since: string, pass: Due['pass']): Due[] {
    const { approveAfterSeconds } = this.parts.policy.current;
    const seconds = desk === 'mail' ? undefined : approveAfterSeconds[desk];
    return seconds === undefined ? [] : [{ dueAt: Date.parse(since) + seconds * 1_000, pass }];
  }
}

/** What lies at a desk, and when it is passed by itself. */
interface Due {
  readonly dueAt: number;
  readonly pass: () => Promise<unknown>;
}

/** Letters are read where confirmation letters are. */
function deskOf({ revocation }: Revoking): CaDesk {
  return revocation.proof === 'letter' ? 'letter' : 'review';
}

/** WoTrus may phone, and has not yet in this order (ordering rules, section 6a). */
function mayBePhoned({ organization }: StoredOrder): boolean {
  if (organization?.way !== 'two-emails' || organization.reused || organization.validatedAt !== undefined)
    return false;
  return organization.steps.some(({ step, skipped }) => step === 'phone-call' && skipped === true);
}
