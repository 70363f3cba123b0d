/** From proof to certificate: looks at the names, waits where told to, looks again, signs. */
import { kindOf } from '../../domain/names/kinds.js';
import { certificateNamesOf } from '../../domain/catalogue/complimentary.js';
import { reasonOf } from '../../domain/told.js';
import { ApiError, orderEnded } from './api-error.js';
import type { CertificateIssuer } from './certificate-issuer.js';
import { hasAged } from './challenges.js';
import type { DomainLooker, Look } from './domain-look.js';
import type { HostilitySwitch } from './hostility.js';
import { SECURITY_REVIEW } from './security-review.js';
import type { OrderStore } from './order-store.js';
import { domainsAreValid, isProven, withoutLapsed, withStepsBegun } from './organization/progress.js';
import { termIsOver } from './purchase.js';
import type { StoredOrder } from './stored-order.js';
import type { StoredValidation } from './stored-validation.js';

/** When a certificate can't be made just now (a full disk), it is tried again. */
const RETRY_MS = 1_000;

/** What `wrong-san` issues for. */
const WRONG_NAME = 'not-what-was-ordered.example';

const TERM_OVER = reasonOf({
  zh: '所购期限在证书签发之前已经结束',
  en: 'the term that was bought ended before the certificate could be issued',
});

export interface IssuanceDependencies {
  readonly store: OrderStore;
  readonly issuer: CertificateIssuer;
  readonly looker: DomainLooker;
  readonly hostility: HostilitySwitch;
  readonly clock: () => Date;
  /** Between proof and certificate; 0 issues within the answer to `validate`. */
  readonly delayMs: number;
}

export type Edit = (current: StoredOrder) => StoredOrder | Promise<StoredOrder>;

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

  /** Changes an order, and takes it on where that was what it waited for. */
  async change(order: StoredOrder, edit: Edit): Promise<StoredOrder> {
    const changed = await this.parts.store.change(order, async (current) => {
      const edited = await edit(current);
      return edited === current ? current : this.advanced(edited);
    });
    this.schedule(changed);
    return changed;
  }

  /** The order as far as it goes by itself: steps that can begin have begun, one that is proven is being issued. */
  advanced(order: StoredOrder): StoredOrder {
    if (order.status !== 'validating') return order;
    const begun = withStepsBegun(order, this.parts.clock());
    return isProven(begun) ? this.issuing(begun) : begun;
  }

  /**
   * Looks now. The answer tells what was seen; an order that is past validation is returned as it is. Throws ApiError
   * `order-not-ready` where an application form has to come first (ordering rules, section 6d).
   */
  async validate(order: StoredOrder): Promise<StoredOrder> {
    if (order.status !== 'validating') return order;
    refuseBeforeForm(order);
    const { store, looker, hostility, clock } = this.parts;
    if (await hostility.take(['refuse-name'], 'validate', order.names)) return this.refuse(order);
    const looks = await looker.look(order.validations, clock());
    const validated = await store.change(order, (current) => this.afterLook(current, looks));
    this.schedule(validated);
    return validated;
  }

  /** Its people issue, whatever has been proven. Idempotent. Throws ApiError `order-ended`. */
  async issueByHand(order: StoredOrder): Promise<StoredOrder> {
    return this.parts.store.change(order, (current) => {
      if (current.status === 'issued') return current;
      if (current.status === 'refused' || current.status === 'cancelled') throw orderEnded(current.status);
      return this.signed(current);
    });
  }

  private async refuse(order: StoredOrder): Promise<StoredOrder> {
    return this.parts.store.change(order, (current) =>
      current.status === 'validating'
        ? { ...countedValidation(current), status: 'refused', ...SECURITY_REVIEW }
        : current,
    );
  }

  private async afterLook(order: StoredOrder, looks: readonly Look[]): Promise<StoredOrder> {
    if (order.status !== 'validating') return order;
    const now = this.parts.clock();
    const validations = withLooks(order.validations, looks).map((each) => withDate(each, looks, now));
    const seen = withStepsBegun({ ...countedValidation(order), validations }, now);
    if (!isProven(seen)) return seen;
    return this.parts.delayMs === 0 ? this.signedUnlessLapsed(seen) : this.issuing(seen);
  }

  private issuing(order: StoredOrder): StoredOrder {
    const issueAt = new Date(Date.now() + this.parts.delayMs).toISOString();
    return { ...order, status: 'issuing', issueAt };
  }

  /** Sets the timer of an order that is being issued; any other is left alone. */
  schedule(order: StoredOrder): void {
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
      const seen = { ...current, validations: withLooks(current.validations, looks) };
      if (domainsAreValid(seen)) return this.signedUnlessLapsed(seen);
      return { ...seen, status: 'validating', issueAt: undefined };
    });
  }

  /** Ordering rules, section 9: what was validated is judged at the date of issuance. */
  private async signedUnlessLapsed(order: StoredOrder): Promise<StoredOrder> {
    const judged = withoutLapsed(order, this.parts.clock());
    const holds = judged === order || (await this.parts.hostility.take(['lapsed-validation']));
    return holds ? this.signed(order) : judged;
  }

  private async signed(order: StoredOrder): Promise<StoredOrder> {
    const { issuer, hostility, clock } = this.parts;
    if (termIsOver(order, clock())) return { ...order, status: 'refused', ...TERM_OVER, issueAt: undefined };
    const names = certificateNamesOf({ ...order, kind: kindOf(order.names) });
    const wrong = await hostility.take(['wrong-san']);
    const company = order.organization?.company;
    const request = { ...order, company, names: wrong ? [WRONG_NAME] : names };
    const issued = await issuer.issue(request, clock());
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
    if (!look) return validation;
    const { status, detail, detailChinese } = look;
    const seen = { ...validation, status, detail, detailChinese };
    return look.status === 'failed' && !validation.reused ? { ...seen, validatedAt: undefined } : seen;
  });
}

/** When the proof was seen: reuse is counted from the last look that was made in time, an earlier order's stays. */
function withDate(validation: StoredValidation, looks: readonly Look[], now: Date): StoredValidation {
  if (validation.reused || validation.status !== 'valid') return validation;
  const wasSeen = looks.some(({ randomValue }) => randomValue === validation.randomValue);
  return wasSeen && !hasAged(validation, now)
    ? { ...validation, validatedAt: now.toISOString() }
    : validation;
}

function refuseBeforeForm({ organization }: StoredOrder): void {
  const form = organization?.steps.find(({ step }) => step === 'application-form');
  if (form && form.status !== 'passed')
    throw new ApiError('order-not-ready', {
      zh: '须先提交申请表',
      en: 'The application form comes first',
    });
}
