/** The company's part of a placement: what must be given, and how its check begins. */
import { companyKeyOf } from '../../../domain/organization/company-identity.js';
import type { OrganizationWay } from '../../../domain/catalogue/words.js';
import type { CheckChannel, Company, Person } from '../../../domain/organization/form.js';
import type { Bilingual } from '../../../domain/bilingual.js';
import { ApiError } from '../api-error.js';
import type { StoredOrder } from '../stored-order.js';
import { withStepsBegun } from './progress.js';
import { reusableOrganization, withReusedProof } from './reuse.js';
import type { StoredOrganization } from './stored-organization.js';
import { firstSteps, skippedSteps } from './ways.js';

export interface OrganizationPlacement {
  /** The product says which it is; given, it must be that one, or another that the brand has for resellers. */
  readonly way?: OrganizationWay;
  readonly company: Company;
  readonly manager: Person;
  readonly contact: Person;
  readonly channel?: CheckChannel;
  /** When the client, a reseller, checked company and manager itself: the CA takes its word. ISO 8601, UTC. */
  readonly auditedAt?: string;
}

/**
 * Brands that check companies on public record take a stamped letter where it comes from a reseller (tencent-ssl-api, section 8).
 */
const FOR_RESELLERS: Partial<Record<OrganizationWay, OrganizationWay>> = {
  'public-record': 'confirmation-letter',
};

/** The way in which this order's company is checked. */
export function wayTaken(
  given: Pick<OrganizationPlacement, 'way'> | undefined,
  asked: OrganizationWay | undefined,
): OrganizationWay | undefined {
  return asked !== undefined && given?.way === FOR_RESELLERS[asked] ? (given?.way ?? asked) : asked;
}

/** Throws ApiError `order-refused` unless company and persons are given where, and only where, the product asks for them. */
export function refuseUnfitOrganization(
  given: OrganizationPlacement | undefined,
  asked: OrganizationWay | undefined,
): void {
  if (asked && !given)
    throw refusal({
      zh: '此类型包含企业信息:请提供 organization',
      en: 'This type names a company: send organization',
    });
  if (!asked && given)
    throw refusal({
      zh: '此类型不含企业信息:请去掉 organization',
      en: 'This type names no company: leave organization out',
    });
  if (given?.way !== undefined && given.way !== wayTaken(given, asked))
    throw refusal({
      zh: `此产品以 ${asked ?? '-'} 方式核实企业,而不是 ${given.way}`,
      en: `This product checks companies by ${asked ?? '-'}, not by ${given.way}`,
    });
}

/** A new order with what earlier ones have proven, and the check of its company begun, or skipped. */
export function withBeginning(
  order: StoredOrder,
  earlier: readonly StoredOrder[],
  given: (OrganizationPlacement & { readonly way: OrganizationWay }) | undefined,
  now: Date,
): StoredOrder {
  const organization = given && newOrganization(given, now);
  const reuser = organization ? { ...order, organization } : order;
  const validations = order.validations.map((each) => withReusedProof(each, reuser, earlier, now));
  const validatedAt = given?.auditedAt ?? reusableOrganization(reuser, earlier, now);
  if (!organization || validatedAt === undefined) return withStepsBegun({ ...reuser, validations }, now);
  const steps = skippedSteps(organization.way, now);
  return { ...order, validations, organization: { ...organization, steps, validatedAt, reused: true } };
}

function newOrganization(
  { auditedAt: _, ...given }: OrganizationPlacement & { readonly way: OrganizationWay },
  now: Date,
): StoredOrganization {
  return {
    ...given,
    companyKey: companyKeyOf(given.company),
    steps: firstSteps(given.way, given.channel !== undefined, now),
    letters: [],
    reused: false,
  };
}

function refusal(words: Bilingual): ApiError {
  return new ApiError('order-refused', words);
}
