/** Tells those who act for the CA's people (mails, automatic reviewers) what has come to be of an order. */
import type { OrderStore } from '../order-store.js';
import type { StoredOrder } from '../stored-order.js';
import { domainsAreValid } from './progress.js';
import type { StoredStep } from './stored-organization.js';

/** Called once the change is on disk, in no particular order to the answer of who asked for it. Must not throw. */
export interface OrganizationListener {
  onDomainValidated?(order: StoredOrder): void;
  /** The step lies with the CA's people from now on. */
  onStepWithCa?(order: StoredOrder, step: StoredStep): void;
  /** The step lies with the subscriber from now on: the first time, or again. */
  onStepWithSubscriber?(order: StoredOrder, step: StoredStep): void;
  onOrganizationValid?(order: StoredOrder): void;
}

/** Tells `listener` of what changes from now on; what has happened before it learns from the store. */
export function listenToOrganizations(store: OrderStore, listener: OrganizationListener): void {
  const seen = new Map(store.all().map((order) => [order.id, order]));
  store.onChange((order) => {
    const before = seen.get(order.id);
    seen.set(order.id, order);
    tell(listener, order, before);
  });
}

function tell(listener: OrganizationListener, order: StoredOrder, before: StoredOrder | undefined): void {
  if (domainsAreValid(order) && !(before && domainsAreValid(before))) listener.onDomainValidated?.(order);
  if (!order.organization || order.status !== 'validating') return tellValid(listener, order, before);
  for (const step of order.organization.steps) {
    if (step.notYet || liesAsBefore(step, before)) continue;
    if (step.status === 'with-ca') listener.onStepWithCa?.(order, step);
    if (step.status === 'with-subscriber') listener.onStepWithSubscriber?.(order, step);
  }
  tellValid(listener, order, before);
}

function tellValid(
  listener: OrganizationListener,
  order: StoredOrder,
  before: StoredOrder | undefined,
): void {
  const isNew = order.organization?.validatedAt !== before?.organization?.validatedAt;
  if (isNew && order.organization?.validatedAt !== undefined) listener.onOrganizationValid?.(order);
}

function liesAsBefore({ step, status, round, notYet, since }: StoredStep, before?: StoredOrder): boolean {
  const earlier = before?.organization?.steps.find((other) => other.step === step);
  return (
    earlier?.status === status &&
    earlier.round === round &&
    earlier.notYet === notYet &&
    earlier.since === since
  );
}
