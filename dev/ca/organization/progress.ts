/** What follows for an order's company from what has happened: steps begin, the company is valid, or has lapsed. */
import type { Bilingual } from '../../../domain/bilingual.js';
import { hasAged, renewedProof } from '../challenges.js';
import type { StoredOrder } from '../stored-order.js';
import type { StoredValidation } from '../stored-validation.js';
import { daysBetween } from '../../../domain/catalogue/dated-rules.js';
import { organizationHolds } from '../../../domain/organization/reuse.js';
import { domainStillHolds } from './domain-validity.js';
import type { StoredOrganization } from './stored-organization.js';
import { begunSteps, firstSteps } from './ways.js';
import { detailOf } from './words.js';

export function domainsAreValid({ validations }: Pick<StoredOrder, 'validations'>): boolean {
  return validations.every(({ status }) => status === 'valid');
}

/** True where the CA knows all that it has to know. */
export function isProven(order: StoredOrder): boolean {
  return domainsAreValid(order) && (!order.organization || order.organization.validatedAt !== undefined);
}

/** The order with those steps begun that may begin now, and its company valid once every step has passed. */
export function withStepsBegun(order: StoredOrder, now: Date): StoredOrder {
  if (!order.organization || order.organization.validatedAt !== undefined) return order;
  const steps = begunSteps(order.organization.steps, domainsAreValid(order), now);
  const isValid = steps.every(({ status }) => status === 'passed');
  const validatedAt = isValid ? now.toISOString() : undefined;
  return { ...order, organization: { ...order.organization, steps, validatedAt } };
}

/** The check of the company from its beginning; what was received stays on record. */
export function startedAnew(
  organization: StoredOrganization,
  reason: Bilingual,
  now: Date,
): StoredOrganization {
  const hasChannel = organization.channel !== undefined;
  const steps = firstSteps(organization.way, hasChannel, now, organization.steps).map((step) =>
    step.status === 'passed' || step.detail !== undefined ? step : { ...step, ...detailOf(reason) },
  );
  return { ...organization, steps, validatedAt: undefined, reused: false };
}

/**
 * The order back at validation where, at this moment, what was validated has lapsed (ordering rules, section 9); the same
 * object where all still holds.
 */
export function withoutLapsed(order: StoredOrder, now: Date): StoredOrder {
  const validations = order.validations.map((validation) => unlessLapsed(validation, order, now));
  const organization = order.organization && organizationUnlessLapsed(order.organization, order, now);
  const holds =
    organization === order.organization && validations.every((kept, i) => kept === order.validations[i]);
  if (holds) return order;
  const back: StoredOrder = { ...order, status: 'validating', issueAt: undefined, validations };
  return withStepsBegun(organization ? { ...back, organization } : back, now);
}

/** False once the company's check has lapsed. */
export function companyStillHolds({ brand, type, organization }: StoredOrder, now: Date): boolean {
  const { validatedAt } = organization ?? {};
  if (validatedAt === undefined) return true;
  return organizationHolds({ brand, certificateType: type }, new Date(validatedAt), now);
}

function unlessLapsed(validation: StoredValidation, order: StoredOrder, now: Date): StoredValidation {
  const { validatedAt, status } = validation;
  if (status !== 'valid' || validatedAt === undefined) return validation;
  if (domainStillHolds(order, validatedAt, now)) return validation;
  const { brand } = order;
  const open = hasAged(validation, now)
    ? renewedProof(validation, { brand, method: validation.method, now })
    : validation;
  const detail = detailOf(lapsedSince(validatedAt, now));
  return { ...open, status: 'pending', ...detail, validatedAt: undefined, reused: undefined };
}

function organizationUnlessLapsed(
  organization: StoredOrganization,
  order: StoredOrder,
  now: Date,
): StoredOrganization {
  const { validatedAt } = organization;
  if (validatedAt === undefined || companyStillHolds(order, now)) return organization;
  return startedAnew(organization, lapsedSince(validatedAt, now), now);
}

function lapsedSince(validatedAt: string, now: Date): Bilingual {
  const days = daysBetween(new Date(validatedAt), now);
  const day = validatedAt.slice(0, 10);
  return { zh: `于 ${day} 验证:已过去 ${days} 天`, en: `validated on ${day}: ${days} days have passed` };
}
