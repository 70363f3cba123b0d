/** What a plan that is bought now will be: how many certificates, and for how long each. By the dated rules as they stand today. */
import { organizationWayOf } from '../orders/steps.js';
import type { Brand, CertificateType, ValidationMethod } from '../catalogue/words.js';
import { certificateLifetime, daysBetween } from '../catalogue/dated-rules.js';
import { reissueFactsOf } from './reissue-facts.js';
import { plannedCertificates } from './reissue-schedule.js';

export interface PlanToBuy {
  readonly brand: Brand;
  readonly type: CertificateType;
  readonly validation: ValidationMethod;
  readonly years: number;
  readonly reissueBeforeDays?: number | undefined;
}

export interface BoughtPlan {
  readonly years: number;
  /** How many certificates follow one another until its end, the first one included. */
  readonly certificates: number;
  /** Of the first certificate, at most; null where only the brand's contract limits it (SM2). */
  readonly validityDays: number | null;
}

/** `now`: milliseconds since the epoch, as if the first certificate were issued then. */
export function planBought(plan: PlanToBuy, now: number): BoughtPlan {
  const { brand, type: certificateType, years } = plan;
  const lifetime = certificateLifetime(brand, new Date(now), certificateType);
  // A free certificate is not followed by another one (ordering rules, section 7).
  if (certificateType === 'dv-free')
    return { years, certificates: 1, validityDays: lifetime?.advisedDays ?? null };
  const facts = reissueFactsOf({
    brand,
    certificateType,
    validationMethod: plan.validation,
    organizationWay: organizationWayOf(brand, certificateType),
    domainValidatedAt: now,
    organizationValidatedAt: now,
    beforeDays: plan.reissueBeforeDays,
  });
  const endsAt = yearsLater(now, years);
  const planned = plannedCertificates({ facts, endsAt }, now);
  const [first] = planned;
  return {
    years,
    certificates: planned.length,
    validityDays:
      lifetime === undefined || first === undefined
        ? null
        : daysBetween(new Date(first.notBefore), new Date(first.notAfter)),
  };
}

function yearsLater(now: number, years: number): number {
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return end.getTime();
}
