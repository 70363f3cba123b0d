/** A plan's next order, stored without anyone asking: its next certificate, or the plan that follows it. */
import { createHash } from 'node:crypto';
import { inTransaction, type Database, type Queryable } from '../../db/database.js';
import {
  insertPlanOrder,
  loadPlanOrder,
  loadPrecedingOrder,
  type PlanOrder,
  type PrecedingOrder,
} from '../../db/statements/plans/orders.js';
import { readChoices, type OrderChoices } from '../../db/statements/connections/views.js';
import { chooseConnections } from '../../domain/connections/routes.js';
import { isWithinItsPlan, type OrderTerms, withConnections } from '../../domain/orders/terms.js';
import { firstTurn } from '../../domain/orders/first-turn.js';
import { nextAction } from '../../domain/orders/next-actions.js';
import type { PageAddresses } from '../../domain/orders/pages.js';
import { metadataOfOrder } from '../../domain/orders/workflow-metadata.js';
import { orderInputOf } from '../../domain/orders/workflow-input.js';
import { successorTerms } from '../../domain/plans/successor-terms.js';
import type { SuccessorOrder, SuccessorRequest } from '../../workflows/activity-contract/plans.js';
import { insertApproval, whoWantsRenewal } from '../../db/statements/accounts/approvals.js';
import { planAsks } from '../../domain/orders/approval.js';
import type { PlanFacts } from '../../domain/plans/facts.js';
import { readStanding, type PlanStanding } from '../../db/statements/plans/standing.js';

export interface SuccessorDependencies {
  readonly database: Database;
  /** False where nothing is paid through this installation: then no order has a price. */
  readonly takesPayments: boolean;
  /** Where people look at orders in a browser. */
  readonly pages: PageAddresses;
}

/** Idempotent. Undefined where it is not needed any more, or runs already. */
export async function openSuccessor(
  dependencies: SuccessorDependencies,
  request: SuccessorRequest,
): Promise<SuccessorOrder | undefined> {
  return await inTransaction(dependencies.database, async (transaction) => {
    const orderId = planOrderIdOf(request);
    const stored = await loadPlanOrder(transaction, orderId);
    if (stored) return stored.started ? undefined : orderOf(stored, request, dependencies.pages);
    const standing = await readStanding(transaction, request.planId, dependencies);
    if (!standing || !isNeeded(standing, request)) return undefined;
    const isStored = await store(transaction, dependencies, request, standing, orderId);
    const opened = isStored ? await loadPlanOrder(transaction, orderId) : undefined;
    return opened && orderOf(opened, request, dependencies.pages);
  });
}

/** The same plan, number and attempt always give the same id. Hexadecimal digits are within the alphabet of order ids. */
export function planOrderIdOf({ planId, purpose, number, attempt }: Omit<SuccessorRequest, 'now'>): string {
  const digest = createHash('sha256').update(JSON.stringify([planId, purpose, number, attempt]));
  return `ord_${digest.digest('hex').slice(0, 20)}`;
}

/** What was decided a moment ago may have changed: somebody reissued, replaced, revoked, or was faster. */
function isNeeded(
  { facts, unstarted }: PlanStanding,
  { purpose, number, attempt, now }: SuccessorRequest,
): boolean {
  const { current } = facts;
  if (!current || current.revokedAt !== undefined || facts.renewed) return false;
  if (facts.successorUnderWay || unstarted || attempt !== facts.failedAttempts + 1) return false;
  if (purpose === 'renewal') return mayBeBought(facts, Date.parse(now));
  return number === facts.issued + 1 && Date.parse(now) < facts.endsAt;
}

/** Nothing is set aside whose amount was not told in time: where the price list has changed since, it is told anew first. */
function mayBeBought({ autoRenew, renewal }: PlanFacts, now: number): boolean {
  return autoRenew && (renewal === undefined || (renewal.toldFor ?? Infinity) <= now);
}

async function store(
  transaction: Queryable,
  { takesPayments }: SuccessorDependencies,
  { planId, purpose, number, attempt, now }: SuccessorRequest,
  { plan }: PlanStanding,
  orderId: string,
): Promise<boolean> {
  const { newest } = plan;
  const before = newest?.orderId ? await loadPrecedingOrder(transaction, newest.orderId) : undefined;
  if (!newest || !before) return false;
  const choices = await readChoices(transaction, before.account);
  const { approvesOrders } = choices;
  const terms = withConnections(
    successorTerms(before, purpose, { takesPayments, approvesOrders }),
    connectionsOfToday(choices, before, purpose),
  );
  const first = firstTurn({ terms }, Date.parse(now)).wait;
  await insertPlanOrder(transaction, {
    orderId,
    precedingOrderId: before.orderId,
    predecessorCertificateId: newest.certificateId,
    purpose,
    planId: purpose === 'renewal' ? orderId : planId,
    number,
    attempt,
    terms,
    keepsKey: plan.keepsConfiguration || before.csrWasPasted || before.keyHasPassword,
    validUntil: purpose === 'renewal' ? null : plan.endsAt.toISOString(),
    first,
    nextAction: nextAction(first.wait, { orderId, validations: [] }),
  });
  if (terms.approval) {
    const requestedBy = planAsks(await whoWantsRenewal(transaction, planId));
    await insertApproval(transaction, { orderId, account: before.account, requestedBy });
  }
  return true;
}

/** A re-issue goes to the CA where the plan was bought, a renewal where the routes of today lead. */
function connectionsOfToday(
  choices: OrderChoices,
  { brand, certificateType, names, terms }: PrecedingOrder,
  purpose: SuccessorRequest['purpose'],
): OrderTerms['connections'] {
  return chooseConnections(
    choices,
    { brand, certificateType, names },
    isWithinItsPlan(purpose) ? terms : undefined,
  );
}

function orderOf(
  order: PlanOrder,
  { planId, purpose, number, attempt, now }: SuccessorRequest,
  pages: PageAddresses,
): SuccessorOrder {
  const { names, validationMethod, terms } = order;
  const which = purpose === 'renewal' ? 'renewal' : `certificate ${number} of ${planId}`;
  const submission = { names, validationMethod, terms };
  const note = `${which}, attempt ${attempt}`;
  const { staticSummary, staticDetails } = metadataOfOrder({ ...order, submission }, pages, note);
  const predecessorPlanId = order.planId === planId ? undefined : planId;
  return {
    input: orderInputOf({
      ...order,
      predecessorPlanId,
      submission,
      first: firstTurn({ terms }, Date.parse(now)).wait,
    }),
    summary: staticSummary,
    ...(staticDetails !== undefined && { details: staticDetails }),
  };
}
