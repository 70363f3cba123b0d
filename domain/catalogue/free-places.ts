/** Free certificates: how many places there are, when one is released, and what can't be done with them. Policy as data; pure. */
import { certificateLifetime } from './dated-rules.js';
import { registrableDomain } from '../names/domain-names.js';
import type { CertificateType, OrderPurpose } from './words.js';
import type { RefusalDetails } from '../refusals.js';

/** The product is TrustAsia's alone (ordering rules, section 2). How long it is valid stands in domain/catalogue/dated-rules.ts. */
export const FREE_PLACES = {
  /** Ordering rules, section 7 (one picture of the guide shows 60). */
  perAccount: 50,
  /** Ordering rules, section 7: all accounts of this installation, and certificates from elsewhere under the same CA. */
  perRegistrableDomain: 20,
  /** Ordering rules, section 7: after expiry or revocation. */
  releaseHoursAfterEnd: 24,
  /** Ordering rules, section 7. */
  issuedWithinHoursOfValidation: 24,
  /** The large reseller's reissue rule: a free certificate once only. */
  reissues: 1,
  /** Whose certificates from elsewhere count as well: the issuer's name has this in it (the house's reading). */
  issuerOfOthers: 'TrustAsia',
} as const;

const HOUR_MS = 3_600_000;

/** Where a place counts: in the account, and at the domain that the owner registered. */
export interface PlaceAt {
  readonly account: string;
  readonly registrableDomain: string;
}

/** How many are taken, and when the first of them that has a certificate is released: milliseconds since the epoch. */
export interface PlacesTaken {
  readonly taken: number;
  readonly nextReleaseAt: number | undefined;
}

/** Re-issues share the place of the certificate that they follow: its plan has one place, however often it is re-issued. */
export function takesFreePlace(type: CertificateType, purpose: OrderPurpose = 'purchase'): boolean {
  return type === 'dv-free' && purpose !== 'reissue' && purpose !== 'plan-reissue';
}

/** `names`: normalized, public names (domain/names/name-list.ts); a free certificate has one. */
export function domainOfPlace([name = '']: readonly string[]): string {
  return registrableDomain(name) ?? name;
}

/** When the place of a certificate is released; milliseconds since the epoch, as its arguments. */
export function placeReleaseAt(notAfter: number, revokedAt: number | undefined): number {
  return Math.min(notAfter, revokedAt ?? notAfter) + FREE_PLACES.releaseHoursAfterEnd * HOUR_MS;
}

/** The longest validity that a certificate of this product has today, in days. */
export function freeValidityDays(now: number): number {
  return certificateLifetime('trustasia', new Date(now), 'dv-free')?.atMostDays ?? 0;
}

/** Why there is no place; undefined where there is one in the account and at the domain. */
export function refusalOfPlace(
  { registrableDomain: domain }: PlaceAt,
  { ofAccount, ofDomain }: { readonly ofAccount: PlacesTaken; readonly ofDomain: PlacesTaken },
): RefusalDetails | undefined {
  const { perAccount, perRegistrableDomain } = FREE_PLACES;
  if (ofDomain.taken >= perRegistrableDomain)
    return full('names', `below ${domain}`, ofDomain, perRegistrableDomain);
  return ofAccount.taken >= perAccount ? full('type', 'of this account', ofAccount, perAccount) : undefined;
}

/** Ordering rules, section 7: no renewal, apply again. */
export function refusalOfFreeRenewal(): RefusalDetails {
  return {
    code: 'RefusedInThisState',
    field: 'type',
    message: 'A free certificate is not renewed',
    accepted: 'a new order (it takes a place of its own), or an upgrade to a paid product',
  };
}

/** `before`: re-issues of this certificate that were asked for, ended ones without a certificate left out. */
export function refusalOfFreeReissue(before: number): RefusalDetails | undefined {
  if (before < FREE_PLACES.reissues) return undefined;
  return {
    code: 'RefusedInThisState',
    field: 'type',
    message: 'A free certificate is re-issued once, and this one was',
    accepted: 'a new order (it takes a place of its own), or an upgrade to a paid product',
  };
}

function full(field: string, where: string, places: PlacesTaken, limit: number): RefusalDetails {
  const { taken, nextReleaseAt } = places;
  const next =
    nextReleaseAt === undefined
      ? 'none of them is released before one of the orders ends'
      : `the next one is released at ${new Date(nextReleaseAt).toISOString()}`;
  return {
    code: 'RefusedInThisState',
    field,
    message: `All places for free certificates ${where} are taken (${taken} of ${limit}); ${next}`,
    accepted:
      'another try then, an open free order cancelled or a free certificate revoked (released 24 hours later), or a paid certificate (type dv)',
  };
}
