/** From proof to certificate: looks at the names, waits where told to, looks again, signs. */
import { kindOf } from '../../domain/catalogue.js';
import { namesOnCertificate } from '../../domain/names.js';
import type { DomainLooker, Look } from './domain-look.js';
import type { HostilitySwitch } from './hostility.js';
import type { LeafIssuer } from './leaf.js';
import { SECURITY_REVIEW_REASON } from './order-desk.js';
import type { OrderStore } from './order-store.js';
import type { StoredOrder, StoredValidation } from './stored-order.js';

/** When a certificate can't be made just now (a full disk), it is tried again. */
const RETRY_MS = 1_000;

/** What `wrong-san` issues for. */
const WRONG_NAME = 'not-what-was-ordered.example';

export interface IssuanceDependencies {
  readonly store: OrderStore;
  readonly leafIssuer: LeafIssuer;
  readonly looker: DomainLooker;
  readonly hostility: HostilitySwitch;
  readonly clock: () => Date;
  /** Between proof and certificate; 0 issues within the answer to `validate`. */
  readonly delayMs: number;
}

export class Issuance {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private stopped = false;

  constructor(private readonly parts: IssuanceDependencies) {}

  /** Takes up the orders that were waiting for their certificate when the process ended. */
  resume(): void {
    for (const order of this.parts.store.all()) this.schedule(order);
  }

  stop(): void {
    this.stopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  /** Looks now. The answer tells what was seen; an order that is past validation is returned as it is. */
  async validate(order: StoredOrder): Promise<StoredOrder> {
    if (order.status !== 'validating') return order;
    const { store, looker, hostility, clock } = this.parts;
    if (await hostility.take(['refuse-name'], 'validate', order.names)) return this.refuse(order);
    const looks = await looker.look(order.validations, clock());
    const validated = await store.change(order, (current) => this.afterLook(current, looks));
    this.schedule(validated);
    return validated;
  }

  private async refuse(order: StoredOrder): Promise<StoredOrder> {
    return this.parts.store.change(order, (current) =>
      current.status === 'validating'
        ? { ...countedValidation(current), status: 'refused', reason: SECURITY_REVIEW_REASON }
        : current,
    );
  }

  private async afterLook(order: StoredOrder, looks: readonly Look[]): Promise<StoredOrder> {
    if (order.status !== 'validating') return order;
    const seen = { ...countedValidation(order), validations: withLooks(order.validations, looks) };
    if (!seen.validations.every(({ status }) => status === 'valid')) return seen;
    if (this.parts.delayMs === 0) return this.signed(seen);
    const issueAt = new Date(Date.now() + this.parts.delayMs).toISOString();
    return { ...seen, status: 'issuing', issueAt };
  }

  private schedule(order: StoredOrder): void {
    if (order.status !== 'issuing' || this.stopped || this.timers.has(order.id)) return;
    const due = Date.parse(order.issueAt ?? order.placedAt) - Date.now();
    this.finishIn(order, Math.max(0, due));
  }

  private finishIn(order: StoredOrder, delayMs: number): void {
    const finish = async () => {
      // From here on the order may come back to `issuing`, and then wants a timer of its own.
      this.timers.delete(order.id);
      try {
        await this.finish(order);
      } catch {
        if (!this.stopped && !this.timers.has(order.id)) this.finishIn(order, RETRY_MS);
      }
    };
    this.timers.set(
      order.id,
      setTimeout(() => void finish(), delayMs),
    );
  }

  /** Ordering rules, section 5: a record that disappears before issuance puts the order back to waiting. */
  private async finish(order: StoredOrder): Promise<void> {
    const { store, looker, clock } = this.parts;
    const looks = await looker.look(order.validations, clock());
    await store.change(order, (current) => {
      if (current.status !== 'issuing') return current;
      const validations = withLooks(current.validations, looks);
      if (validations.every(({ status }) => status === 'valid'))
        return this.signed({ ...current, validations });
      return { ...current, status: 'validating', issueAt: undefined, validations };
    });
  }

  private async signed(order: StoredOrder): Promise<StoredOrder> {
    const { leafIssuer, hostility, clock } = this.parts;
    const names = namesOnCertificate(kindOf(order.names), order.names);
    const wrong = await hostility.take(['wrong-san']);
    const request = { ...order, names: wrong ? [WRONG_NAME] : names };
    const issued = await leafIssuer.issue(request, clock());
    return { ...order, status: 'issued', issueAt: undefined, issued };
  }
}

function countedValidation(order: StoredOrder): StoredOrder {
  return { ...order, attempts: { ...order.attempts, validate: order.attempts.validate + 1 } };
}

/** A look counts only for the random value it looked for: a new one may have been chosen meanwhile. */
function withLooks(validations: readonly StoredValidation[], looks: readonly Look[]): StoredValidation[] {
  return validations.map((validation) => {
    const look = looks.find(({ randomValue }) => randomValue === validation.randomValue);
    return look ? { ...validation, status: look.status, detail: look.detail } : validation;
  });
}
