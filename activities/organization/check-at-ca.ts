/** One look at the CA's check of a company: what it says, in our words, kept for people to read. */
import { CA_FAILURES } from '../../domain/ca-failure-texts.js';
import { ORDER_DATA_FAILURES } from '../../domain/failure-texts.js';
import type { Database } from '../../db/database.js';
import { recordOrganizationCheck } from '../../db/statements/organization/checks.js';
import { OrderFailure } from '../../domain/failures.js';
import { PAGE_LOCKED } from '../../domain/organization/turn.js';
import type { OrganizationTerms } from '../../domain/organization/ways.js';
import { organizationHolds } from '../../domain/organization/reuse.js';
import type { OrganizationStanding, StandingStep } from '../../workflows/activity-contract/organization.js';
import type { Clock } from '../attempt-clock.js';
import type { CaOrganization, CertificateAuthority } from '../ca/certificate-authority.js';
import { caOfOrder } from '../ca/ca-of-order.js';
import { asksNothingMore } from '../ca/decision.js';
import { loadPlacedOrder, type SubmittedOrder } from '../ca/order-at-ca.js';
import type { CaDoor } from '../connections/reaching.js';
import { followLetters } from './letters-at-ca.js';

export interface LookDependencies extends CaDoor {
  readonly database: Database;
  readonly clock: Clock;
}

/** An order with a company that the CA has taken, and its CA, whose words are rid of personal data. */
export interface OrganizationOrder {
  readonly order: SubmittedOrder & { readonly caReference: string };
  readonly terms: OrganizationTerms;
  readonly ca: CertificateAuthority;
}

/** `alsoKnown`: personal values beside those of the form. Throws OrderDataUnusable for an order without a company. */
export async function openOrganizationOrder(
  dependencies: CaDoor & Pick<LookDependencies, 'database'>,
  orderId: string,
  alsoKnown: readonly string[] = [],
): Promise<OrganizationOrder> {
  const order = await loadPlacedOrder(dependencies.database, orderId);
  const terms = order.terms.organization;
  if (!terms) throw new OrderFailure('OrderDataUnusable', ORDER_DATA_FAILURES.noCompany(orderId));
  return { order, terms, ca: await caOfOrder(dependencies, order, alsoKnown) };
}

/**
 * Asks the CA, keeps what it says. Throws OrderRefusedByCa where it rejected the order for good, CaProtocolBroken where it
 * says nothing of the company.
 */
export async function lookAt(
  { database, clock }: LookDependencies,
  { order, ca }: OrganizationOrder,
): Promise<OrganizationStanding> {
  const atCa = await ca.orderStatus(order.caReference);
  const isSure = asksNothingMore(ca, atCa);
  const { organization } = atCa;
  if (!organization) {
    throw new OrderFailure('CaProtocolBroken', CA_FAILURES.saysNothingOfCompany(ca.name));
  }
  const now = new Date(clock());
  await followLetters(database, { orderId: order.orderId }, organization.letters);
  await recordOrganizationCheck(database, order.orderId, {
    status: organization.status,
    reused: organization.reused,
    steps: organization.steps.map(stepInOurWords),
    checkedAt: now.toISOString(),
    ...validatedAtOf(organization),
  });
  // Once it is issued, what it was issued on is judged with the certificate.
  const lapsed = atCa.status !== 'issued' && hasLapsed(organization, order, now);
  return {
    valid: (isSure || organization.status === 'valid') && !lapsed,
    reused: organization.reused,
    lapsed,
    steps: organization.steps.map(stepInOurWords),
  };
}

function hasLapsed(organization: CaOrganization, order: SubmittedOrder, now: Date): boolean {
  const { validatedAt } = validatedAtOf(organization);
  return validatedAt !== undefined && !organizationHolds(order, new Date(validatedAt), now);
}

/** Only what a sure CA says of it counts. */
function validatedAtOf({ status, validatedAt }: CaOrganization): { validatedAt?: string } {
  return status === 'valid' && validatedAt !== undefined ? { validatedAt } : {};
}

function stepInOurWords(told: CaOrganization['steps'][number]): StandingStep {
  const { step, status, pageLocked, detail, detailChinese } = told;
  if (pageLocked === true) return { step, status, reason: PAGE_LOCKED };
  if (detail === undefined) return { step, status };
  return {
    step,
    status,
    reason: detail,
    ...(detailChinese !== undefined && { reasonChinese: detailChinese }),
  };
}
