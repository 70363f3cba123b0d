/** Who has to do what for a plan's next certificate: the method of the names, and the CA's way with the company. */
import type { ReissueFacts } from './facts.js';
import { isAskedEveryTime } from '../organization/reuse.js';
import {
  isPublishedByUs,
  type Brand,
  type CertificateType,
  type OrganizationWay,
  type ValidationMethod,
} from '../catalogue/words.js';

/** Instants are milliseconds since the epoch. */
export interface ReissuedProduct {
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  /** Null: nobody knows any more; people are needed then. */
  readonly validationMethod: ValidationMethod | null;
  /** Undefined where the CA asks nothing about the company. */
  readonly organizationWay: OrganizationWay | undefined;
  readonly domainValidatedAt: number | undefined;
  readonly organizationValidatedAt: number | undefined;
  readonly beforeDays: number | undefined;
}

/** A check that is made anew for every order can't serve a second time, however young it is (ordering rules, section 6). */
export function reissueFactsOf(product: ReissuedProduct): ReissueFacts {
  const { brand, certificateType, organizationWay, domainValidatedAt, beforeDays } = product;
  const { validationMethod } = product;
  const domainNeedsPeople = validationMethod === null || !isPublishedByUs(validationMethod);
  const organizationNeedsPeople = organizationWay !== undefined;
  const servesAgain = organizationWay !== undefined && !isAskedEveryTime(organizationWay);
  return {
    brand,
    certificateType,
    runsByItself: !domainNeedsPeople && !organizationNeedsPeople,
    domainNeedsPeople,
    organizationNeedsPeople,
    domainValidatedAt,
    organizationValidatedAt: servesAgain ? product.organizationValidatedAt : undefined,
    beforeDays,
  };
}
