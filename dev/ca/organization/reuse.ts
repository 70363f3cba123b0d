/** Finds what earlier orders of the same account, brand and company have proven (ordering rules, sections 5 and 6). */
import { isDeepStrictEqual } from 'node:util';
import type { StoredOrder, StoredValidation } from '../stored-order.js';
import { isFileMethod, isWildcard } from '../../../domain/validation-methods.js';
import type { StoredOrganization } from './stored-organization.js';
import { domainIsReusable, organizationHolds } from './validity.js';

/** Whose validations may be taken, for which product. */
export type Reuser = Pick<StoredOrder, 'brand' | 'type' | 'accountReference'> & {
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
    .filter((order) => isSameParty(order, reuser))
    .flatMap((order) => order.validations)
    .filter((earlier) => proves(earlier, validation))
    .flatMap((earlier) => earlier.validatedAt ?? [])
    .filter((at) => domainIsReusable(reuser, at, now))
    .sort()
    .at(-1);
  if (validatedAt === undefined) return validation;
  return { ...validation, status: 'valid', validatedAt, reused: true, detail: `validated at ${validatedAt}` };
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
  const { organization } = reuser;
  if (!organization) return undefined;
  const isFit = FIT_FOR_REUSE[organization.way];
  return orders
    .filter((order) => isSameParty(order, reuser) && isFit?.(order, reuser))
    .filter((order) => order.organization?.reused === false)
    .flatMap((order) => order.organization?.validatedAt ?? [])
    .filter((at) => organizationHolds(reuser, at, now))
    .sort()
    .at(-1);
}

type Fit = (earlier: StoredOrder, reuser: Reuser) => boolean;

/** Ways that aren't here check the company every time. */
const FIT_FOR_REUSE: Partial<Record<StoredOrganization['way'], Fit>> = {
  // Section 6b. An EV check says all that an OV check says, but not the other way round.
  'public-record': (earlier, reuser) => isEv(earlier) || !isEv(reuser),
  // Section 6d: the same type with the same information was issued before.
  'application-form': (earlier, reuser) =>
    earlier.type === reuser.type &&
    earlier.status === 'issued' &&
    !earlier.revoked &&
    isDeepStrictEqual(informationOf(earlier), informationOf(reuser)),
};

function isEv({ type }: Pick<StoredOrder, 'type'>): boolean {
  return type.startsWith('ev');
}

function informationOf({ organization }: Reuser) {
  return [organization?.company, organization?.manager, organization?.contact];
}

function isSameParty(earlier: StoredOrder, reuser: Reuser): boolean {
  return (
    earlier.status !== 'refused' &&
    earlier.brand === reuser.brand &&
    earlier.accountReference === reuser.accountReference &&
    earlier.organization?.companyKey === reuser.organization?.companyKey
  );
}
