/** Finds what earlier orders of the same account, brand and company have proven (ordering rules, sections 5 and 6). */
import { isDeepStrictEqual } from 'node:util';
import { isProvenForOneCompany } from '../../../domain/catalogue/sm2-reuse.js';
import { isSameCompany } from '../../../domain/organization/company-identity.js';
import { organizationReusable } from '../../../domain/organization/reuse.js';
import { isFileMethod } from '../../../domain/control/methods.js';
import { isWildcard } from '../../../domain/names/forms.js';
import type { StoredOrder } from '../stored-order.js';
import type { StoredValidation } from '../stored-validation.js';
import { purchaseOf } from '../purchase.js';
import { domainIsReusable } from './domain-validity.js';
import type { StoredOrganization } from './stored-organization.js';
import { detailOf } from './words.js';

/** Whose validations may be taken, for which product. */
export type Reuser = Pick<
  StoredOrder,
  'brand' | 'type' | 'accountReference' | 'companyReference' | 'reference' | 'reissueOf'
> & {
  readonly organization?: Pick<StoredOrganization, 'way' | 'company' | 'manager' | 'contact' | 'companyKey'>;
};

/** A validation as an earlier order's proof makes it, or as it is. */
export function withReusedProof(
  validation: StoredValidation,
  reuser: Reuser,
  orders: readonly StoredOrder[],
  now: Date,
): StoredValidation {
  const validatedAt = orders
    .filter((order) => isSameAccount(order, reuser))
    .flatMap((order) => datesOfProof(order, validation, reuser, now))
    .sort()
    .at(-1);
  if (validatedAt === undefined) return validation;
  const words = { zh: `已于 ${validatedAt} 验证`, en: `validated at ${validatedAt}` };
  return { ...validation, status: 'valid', validatedAt, reused: true, ...detailOf(words) };
}

function datesOfProof(order: StoredOrder, validation: StoredValidation, reuser: Reuser, now: Date): string[] {
  const isOfSamePurchase = purchaseOf(order) === purchaseOf(reuser);
  if (!isForSameCompany(order, reuser, isOfSamePurchase)) return [];
  return order.validations
    .filter((earlier) => proves(earlier, validation))
    .flatMap((earlier) => earlier.validatedAt ?? [])
    .filter((at) => domainIsReusable(reuser, at, now, isOfSamePurchase));
}

/** Only first-hand proofs count; file methods prove no wildcard (ordering rules, section 9). */
function proves(earlier: StoredValidation, wanted: StoredValidation): boolean {
  if (earlier.name !== wanted.name || earlier.status !== 'valid' || earlier.reused) return false;
  return !isFileMethod(earlier.method) || !wanted.proves.some(isWildcard);
}

/** When the company's check that may be taken was made; undefined where it is to be made now. */
export function reusableOrganization(
  reuser: Reuser,
  orders: readonly StoredOrder[],
  now: Date,
): string | undefined {
  return orders
    .filter((order) => isSameAccount(order, reuser) && serves(order, reuser, now))
    .flatMap((order) => order.organization?.validatedAt ?? [])
    .sort()
    .at(-1);
}

/** Only first-hand checks count. */
function serves(earlier: StoredOrder, reuser: Reuser, now: Date): boolean {
  const checked = earlier.organization;
  const wanted = reuser.organization;
  if (!wanted || !checked || checked.reused || checked.validatedAt === undefined) return false;
  const { brand, type: certificateType } = reuser;
  const ofEarlier = {
    brand: earlier.brand,
    certificateType: earlier.type,
    companyKey: checked.companyKey,
    validatedAt: new Date(checked.validatedAt),
  };
  const { way, companyKey } = wanted;
  if (!organizationReusable({ brand, certificateType, way }, ofEarlier, companyKey, now)) return false;
  return way !== 'application-form' || wasIssuedAlike(earlier, reuser);
}

/** Section 6d: the same certificate type with the same information was issued before. */
function wasIssuedAlike(earlier: StoredOrder, reuser: Reuser): boolean {
  if (earlier.status !== 'issued' || earlier.revoked) return false;
  return isDeepStrictEqual(informationOf(earlier), informationOf(reuser));
}

function informationOf({ organization }: Reuser) {
  return [organization?.company, organization?.manager, organization?.contact];
}

/** Within one purchase nobody is another: where neither names a company, the purchase itself is what both have in common. */
function isForSameCompany(earlier: StoredOrder, reuser: Reuser, isOfSamePurchase: boolean): boolean {
  const [one, other] = [companyOf(earlier), companyOf(reuser)];
  const noneIsAsked = isOfSamePurchase && !isProvenForOneCompany(reuser.brand);
  return isSameCompany(one, other) || (noneIsAsked && one === undefined && other === undefined);
}

/** Orders kept from before the client told it have none unless the certificate names it. */
function companyOf({ organization, companyReference }: Reuser): string | undefined {
  return organization?.companyKey ?? companyReference;
}

function isSameAccount(earlier: StoredOrder, reuser: Reuser): boolean {
  return (
    earlier.status !== 'refused' &&
    earlier.brand === reuser.brand &&
    earlier.accountReference === reuser.accountReference
  );
}
