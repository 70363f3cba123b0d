/** Free certificates: how many places there are, when one is released, and what can't be done with them. Policy as data; pure. */
import { certificateLifetime } from './dated-rules.js';
import { registrableDomain } from '../names/domain-names.js';
import type { CertificateType, OrderPurpose } from './words.js';
import type { Bilingual } from '../bilingual.js';
import { refusalDetails, type RefusalDetails } from '../refusals.js';
import { DEFAULT_TIME_ZONE, localTime } from '../time-zone.js';

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
    return full('names', { zh: `${domain} 下`, en: `below ${domain}` }, ofDomain, perRegistrableDomain);
  if (ofAccount.taken < perAccount) return undefined;
  return full('type', { zh: '本账号', en: 'of this account' }, ofAccount, perAccount);
}

/** Ordering rules, section 7: no renewal, apply again. */
export function refusalOfFreeRenewal(): RefusalDetails {
  return refusalDetails('RefusedInThisState', {
    field: 'type',
    message: { zh: '免费证书不能续费', en: 'A free certificate is not renewed' },
    accepted: ANEW_OR_PAID,
  });
}

/** `before`: re-issues of this certificate that were asked for, ended ones without a certificate left out. */
export function refusalOfFreeReissue(before: number): RefusalDetails | undefined {
  if (before < FREE_PLACES.reissues) return undefined;
  return refusalDetails('RefusedInThisState', {
    field: 'type',
    message: {
      zh: '免费证书只能重新签发一次,此证书已重新签发过',
      en: 'A free certificate is re-issued once, and this one was',
    },
    accepted: ANEW_OR_PAID,
  });
}

const ANEW_OR_PAID: Bilingual = {
  zh: '新的订单(另占一个免费名额),或升级为付费产品',
  en: 'a new order (it takes a place of its own), or an upgrade to a paid product',
};

function full(field: string, where: Bilingual, places: PlacesTaken, limit: number): RefusalDetails {
  const { taken, nextReleaseAt } = places;
  const next = nextReleaseAt === undefined ? NOT_YET : releasedAt(new Date(nextReleaseAt).toISOString());
  return refusalDetails('RefusedInThisState', {
    field,
    message: {
      zh: `${where.zh}的免费证书名额已用完(已用 ${taken} 个,共 ${limit} 个);${next.zh}`,
      en: `All places for free certificates ${where.en} are taken (${taken} of ${limit}); ${next.en}`,
    },
    accepted: {
      zh: '届时再试;或取消进行中的免费订单,或吊销一张免费证书(24 小时后释放名额);或购买付费证书(type 为 dv)',
      en: 'another try then, an open free order cancelled or a free certificate revoked (released 24 hours later), or a paid certificate (type dv)',
    },
  });
}

const NOT_YET: Bilingual = {
  zh: '在其中某个订单结束之前不会释放名额',
  en: 'none of them is released before one of the orders ends',
};

function releasedAt(iso: string): Bilingual {
  return {
    zh: `下一个名额将于 ${localTime(iso, DEFAULT_TIME_ZONE)}(北京时间)释放`,
    en: `the next one is released at ${iso}`,
  };
}
