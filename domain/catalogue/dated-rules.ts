/**
 * The CA/Browser Forum's dated limits (TLS Baseline Requirements 6.3.2 and 4.2.1; ordering rules, section 9), judged at
 * the date of issuance. Where a CA is stricter its line in OVERRIDES wins.
 */
import type { Brand, CertificateType } from './words.js';

/** In days of 86,400 seconds. Issue for `advisedDays`; a CA that is one second over `atMostDays` has mis-issued. */
export interface Lifetime {
  readonly atMostDays: number;
  readonly advisedDays: number;
}

interface Period {
  /** First UTC day of issuance it binds. */
  readonly issuedFrom: string;
  readonly lifetime: Lifetime;
  readonly domainReuseDays: number;
  readonly organizationReuseDays: { readonly ov: number; readonly ev: number };
}

/** Newest first. BR 6.3.2 and 4.2.1 as amended by ballot SC-081v3. */
const PERIODS: readonly Period[] = [
  {
    issuedFrom: '2029-03-15',
    lifetime: { atMostDays: 47, advisedDays: 46 },
    domainReuseDays: 10,
    organizationReuseDays: { ov: 398, ev: 398 },
  },
  {
    issuedFrom: '2027-03-15',
    lifetime: { atMostDays: 100, advisedDays: 99 },
    domainReuseDays: 100,
    organizationReuseDays: { ov: 398, ev: 398 },
  },
  {
    issuedFrom: '2026-03-15',
    lifetime: { atMostDays: 200, advisedDays: 199 },
    domainReuseDays: 200,
    organizationReuseDays: { ov: 398, ev: 398 },
  },
];
const BEFORE_ALL: Period = {
  issuedFrom: '',
  lifetime: { atMostDays: 398, advisedDays: 397 },
  domainReuseDays: 398,
  organizationReuseDays: { ov: 825, ev: 398 },
};

/** A CA's own stricter limit. Absent fields leave the table's. */
interface Override {
  readonly brands: readonly Brand[];
  readonly types?: readonly CertificateType[];
  readonly issuedFrom: string;
  readonly lifetimeDays?: number;
  /** What it issues for by itself, where it may issue for longer. */
  readonly advisedDays?: number;
  readonly domainReuseDays?: number;
  readonly organizationReuseDays?: number;
}

const ORGANIZATION_TYPES: readonly CertificateType[] = ['ov', 'ev', 'ov-pro', 'ev-pro'];
const ALWAYS = '0000-01-01';

const OVERRIDES: readonly Override[] = [
  // Ordering rules, section 9: the DigiCert family.
  { brands: ['securesite', 'geotrust'], issuedFrom: '2026-02-24', lifetimeDays: 199 },
  {
    brands: ['securesite', 'geotrust'],
    types: ORGANIZATION_TYPES,
    issuedFrom: '2026-02-24',
    domainReuseDays: 199,
  },
  {
    brands: ['securesite', 'geotrust'],
    types: ['dv', 'dv-free'],
    issuedFrom: '2026-02-24',
    domainReuseDays: 0,
  },
  // Ordering rules, section 9 gives no date: taken from the day the Forum's own 200 days begin.
  { brands: ['globalsign'], issuedFrom: '2026-03-15', lifetimeDays: 199, domainReuseDays: 200 },
  // Ordering rules, section 6b: a passed check is valid at most 1 year.
  { brands: ['securesite', 'geotrust', 'trustasia'], issuedFrom: ALWAYS, organizationReuseDays: 365 },
  // Ordering rules, sections 2 and 7: the free product's own length.
  { brands: ['trustasia'], types: ['dv-free'], issuedFrom: '2024-04-25', lifetimeDays: 90 },
  // For forecasts: most public directories issue for 90 days. What one issues is its own to say, up to the Forum's limit; Let's
  // Encrypt has announced 64 and 45 days (letsencrypt.org, “Decreasing Certificate Lifetimes to 45 Days”).
  { brands: ['acme'], issuedFrom: ALWAYS, advisedDays: 90 },
  { brands: ['acme'], issuedFrom: '2027-02-10', advisedDays: 64 },
  { brands: ['acme'], issuedFrom: '2028-02-16', advisedDays: 45 },
];

const DAY_MS = 86_400_000;

/** One dated limit as it stands in the tables: of the Forum, or, where brands are named, of their CA. */
export interface DatedLimit {
  /** First UTC day of issuance it binds. */
  readonly issuedFrom: string;
  /** Absent: of every CA of the Forum. */
  readonly brands?: readonly Brand[];
  readonly types?: readonly CertificateType[];
  readonly lifetimeDays?: number;
  /** What the CA issues for by itself, where it may issue for longer. */
  readonly advisedDays?: number;
  readonly domainReuseDays?: number;
}

/** Those that have a day on which they begin, by it. */
export function datedLimits(): DatedLimit[] {
  const ofForum = PERIODS.map(({ issuedFrom, lifetime, domainReuseDays }): DatedLimit => ({
    issuedFrom,
    lifetimeDays: lifetime.atMostDays,
    domainReuseDays,
  }));
  const ofBrands = OVERRIDES.filter(({ issuedFrom }) => issuedFrom !== ALWAYS);
  return [...ofForum, ...ofBrands].sort((one, other) => one.issuedFrom.localeCompare(other.issuedFrom));
}

/** Undefined for SM2 brands: BR 6.1.5 permits only RSA and ECDSA, so contract decides there. */
export function certificateLifetime(
  brand: Brand,
  issuedAt: Date,
  certificateType: CertificateType = 'dv',
): Lifetime | undefined {
  if (isOutsideTheForum(brand)) return undefined;
  const { lifetime } = periodAt(issuedAt);
  const own = strictest(brand, certificateType, issuedAt, 'lifetimeDays');
  return {
    atMostDays: Math.min(lifetime.atMostDays, own),
    advisedDays: Math.min(
      lifetime.advisedDays,
      own,
      strictest(brand, certificateType, issuedAt, 'advisedDays'),
    ),
  };
}

/** No certificate issued under any of the tables' rules lives longer, in days: one that was issued last of all is dead then. */
export function longestLifetimeDays(): number {
  return Math.max(...[...PERIODS, BEFORE_ALL].map(({ lifetime }) => lifetime.atMostDays));
}

/** Days a proof of domain control may be reused; 0: not at all. Undefined for SM2 brands. */
export function domainValidationReuse(
  brand: Brand,
  certificateType: CertificateType,
  issuedAt: Date,
): number | undefined {
  if (isOutsideTheForum(brand)) return undefined;
  return Math.min(
    periodAt(issuedAt).domainReuseDays,
    strictest(brand, certificateType, issuedAt, 'domainReuseDays'),
  );
}

/** Days the organization's validated data may be reused. Undefined for SM2 brands and for DV, which has none. */
export function organizationReuse(
  brand: Brand,
  certificateType: CertificateType,
  issuedAt: Date,
): number | undefined {
  if (isOutsideTheForum(brand) || !ORGANIZATION_TYPES.includes(certificateType)) return undefined;
  const { organizationReuseDays } = periodAt(issuedAt);
  const ofForum = certificateType.startsWith('ev') ? organizationReuseDays.ev : organizationReuseDays.ov;
  return Math.min(ofForum, strictest(brand, certificateType, issuedAt, 'organizationReuseDays'));
}

/**
 * May what was validated then still be used for a certificate issued now? `reuseDays` comes from the two functions above;
 * undefined (no rule of the Forum) is never a permission.
 */
export function isReusable(validatedAt: Date, issuedAt: Date, reuseDays: number | undefined): boolean {
  if (reuseDays === undefined || reuseDays === 0 || issuedAt < validatedAt) return false;
  return daysBetween(validatedAt, issuedAt) <= reuseDays;
}

/**
 * The last instant at which a certificate may be issued on this proof of domain control, by the tables as they stand
 * today. Undefined where another order can't use it at all, and for SM2 brands (domain/catalogue/sm2-reuse.ts).
 */
export function domainReuseEndsAt(
  brand: Brand,
  certificateType: CertificateType,
  validatedAt: Date,
): Date | undefined {
  return reuseEndsAt(validatedAt, (issuedAt) => domainValidationReuse(brand, certificateType, issuedAt));
}

/** As `domainReuseEndsAt`, of the organization's validated data; undefined for DV and for SM2 brands. */
export function organizationReuseEndsAt(
  brand: Brand,
  certificateType: CertificateType,
  validatedAt: Date,
): Date | undefined {
  return reuseEndsAt(validatedAt, (issuedAt) => organizationReuse(brand, certificateType, issuedAt));
}

/** Limits only ever shrink: what has died once stays dead, be it of age or because a stricter limit began. */
function reuseEndsAt(validatedAt: Date, limitAt: (issuedAt: Date) => number | undefined): Date | undefined {
  const start = validatedAt.getTime();
  let end: Date | undefined;
  for (const from of [start, ...CHANGES.filter((change) => change > start)]) {
    if (end && end.getTime() < from) break;
    const days = limitAt(new Date(from));
    if (days === undefined || days === 0 || start + days * DAY_MS < from) return end && new Date(from - 1);
    end = new Date(start + days * DAY_MS);
  }
  return end;
}

/** When each day of the tables begins, read once: a forecast judges each certificate to come by all of them. */
const BEGINS: ReadonlyMap<string, number> = new Map(
  [...PERIODS, ...OVERRIDES]
    .map(({ issuedFrom }) => issuedFrom)
    .sort()
    .map((day) => [day, Date.parse(`${day}T00:00:00Z`)]),
);

/** The moments at which a limit changes, ascending. */
const CHANGES: readonly number[] = [...BEGINS.values()];

/** The day (UTC) whose rule makes an end at this instant, where it is a rule that ends it and not age; else undefined. */
export function ruleThatEnds(end: Date): string | undefined {
  const next = end.getTime() + 1;
  return CHANGES.includes(next) ? new Date(next).toISOString().slice(0, 10) : undefined;
}

/** Whole days of 86,400 s; any fraction counts as another day (BR 6.3.2: fractional seconds too). */
export function daysBetween(from: Date, to: Date): number {
  return Math.ceil((to.getTime() - from.getTime()) / DAY_MS);
}

/** The days a certificate is valid, both of its ends included (RFC 5280, section 4.1.2.5; BR 6.3.2). */
export function validityDays(notBefore: Date, notAfter: Date): number {
  return Math.ceil((notAfter.getTime() + 1000 - notBefore.getTime()) / DAY_MS);
}

/** The last second of a certificate of exactly so many days. */
export function notAfterOf(notBefore: Date, days: number): Date {
  return new Date(notBefore.getTime() + days * DAY_MS - 1000);
}

function periodAt(issuedAt: Date): Period {
  return PERIODS.find((period) => isFrom(period.issuedFrom, issuedAt)) ?? BEFORE_ALL;
}

function strictest(
  brand: Brand,
  type: CertificateType,
  issuedAt: Date,
  limit: 'lifetimeDays' | 'advisedDays' | 'domainReuseDays' | 'organizationReuseDays',
): number {
  let strictestYet = Infinity;
  for (const override of OVERRIDES) {
    const { brands, types, issuedFrom, [limit]: days = Infinity } = override;
    if (days >= strictestYet || !brands.includes(brand) || !(types?.includes(type) ?? true)) continue;
    if (isFrom(issuedFrom, issuedAt)) strictestYet = days;
  }
  return strictestYet;
}

function isFrom(utcDay: string, issuedAt: Date): boolean {
  return issuedAt.getTime() >= (BEGINS.get(utcDay) ?? Infinity);
}

function isOutsideTheForum(brand: Brand): boolean {
  return brand === 'dnspod-sm2';
}
