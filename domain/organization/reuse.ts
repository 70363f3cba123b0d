/** May a CA's check of a company serve another order, and does it still hold? Judged at the date of issuance. */
import type { Bilingual } from '../bilingual.js';
import { organizationReuseEndsAt } from '../catalogue/dated-rules.js';
import type { Brand, CertificateType, OrganizationWay } from '../catalogue/words.js';
import { refusalDetails, type RefusalDetails } from '../refusals.js';
import { isSameCompany } from './company-identity.js';
import { sm2ReuseEndsAt } from '../catalogue/sm2-reuse.js';
import { DEFAULT_TIME_ZONE, localTime } from '../time-zone.js';

export interface OrganizationProduct {
  readonly brand: Brand;
  readonly certificateType: CertificateType;
}

/** The product that is ordered, and its CA's way with organizations. */
export interface OrganizationWanted extends OrganizationProduct {
  readonly way: OrganizationWay;
}

/** A check that has passed, for an order of the same account. */
export interface OrganizationChecked extends OrganizationProduct {
  /** As `companyKeyOf` makes it (domain/organization/company-identity.ts). */
  readonly companyKey: string;
  readonly validatedAt: Date;
}

/** True where an earlier order's check makes the step unnecessary for this company at `at`. */
export function organizationReusable(
  wanted: OrganizationWanted,
  checked: OrganizationChecked,
  companyKey: string,
  at: Date,
): boolean {
  return refusalOfOrganizationReuse(wanted, checked, companyKey, at) === undefined;
}

/**
 * Why it can't, for the form's `reuseOrganizationOf`; undefined where it can. `checked` is undefined where the account has
 * no such order, or the CA has not become sure of its company.
 */
export function refusalOfOrganizationReuse(
  wanted: OrganizationWanted,
  checked: OrganizationChecked | undefined,
  companyKey: string,
  at: Date,
): RefusalDetails | undefined {
  const asksEveryTime = ASKS_EVERY_TIME[wanted.way];
  if (asksEveryTime)
    return refused(
      {
        zh: `${wanted.brand} ${asksEveryTime.zh}:不沿用较早的审核`,
        en: `${wanted.brand} ${asksEveryTime.en}: no earlier check is used`,
      },
      WITHOUT,
    );
  if (!checked) return refused(NO_SUCH_ORDER, ANOTHER);
  const { brand, certificateType } = checked;
  if (brand !== wanted.brand)
    return refused(
      {
        zh: `该企业由 ${brand} 审核,而此订单提交给 ${wanted.brand}`,
        en: `That company was checked by ${brand}, this order goes to ${wanted.brand}`,
      },
      ANOTHER,
    );
  if (!isTypeCovered(wanted, certificateType))
    return refused(
      {
        zh: `为 ${certificateType} 所做的审核不能用于 ${wanted.certificateType} 订单`,
        en: `A check for ${certificateType} does not serve an order of ${wanted.certificateType}`,
      },
      ANOTHER,
    );
  if (!isSameCompany(checked.companyKey, companyKey)) return refused(OTHER_COMPANY, ANOTHER);
  return refusalOfDate(wanted, checked.validatedAt, at);
}

/**
 * The last instant at which a certificate may be issued on this check of a company, by whatever way it was made. Undefined
 * where the type names no company.
 */
export function organizationHoldsUntil(
  { brand, certificateType }: OrganizationProduct,
  validatedAt: Date,
): Date | undefined {
  if (certificateType === 'dv' || certificateType === 'dv-free') return undefined;
  // SM2 is outside the Forum's rules. Section 5 names its 13 months for names; its contract has them for the company too.
  if (brand === 'dnspod-sm2') return sm2ReuseEndsAt(validatedAt);
  return organizationReuseEndsAt(brand, certificateType, validatedAt);
}

/** False once it has to be made anew: also of the check that this very order had made. A CA's clock may be ahead of ours. */
export function organizationHolds(product: OrganizationProduct, validatedAt: Date, at: Date): boolean {
  const until = organizationHoldsUntil(product, validatedAt);
  return until !== undefined && at <= until;
}

/** True where no earlier check ever makes the step unnecessary. */
export function isAskedEveryTime(way: OrganizationWay): boolean {
  return ASKS_EVERY_TIME[way] !== undefined;
}

/** Ordering rules, section 6: only (b) and (d) know a check that is skipped. */
const ASKS_EVERY_TIME: Readonly<Record<OrganizationWay, Bilingual | undefined>> = {
  'two-emails': { zh: '会给每个订单的联系人发邮件', en: 'writes to the contact of every order' },
  'public-record': undefined,
  'confirmation-letter': { zh: '每次都要求确认函', en: 'asks for a letter every time' },
  'application-form': undefined,
  'phone-and-mailbox': {
    zh: '会核实每个订单的电话和邮箱',
    en: 'checks phone and mailbox of every order',
  },
};

/**
 * Section 6d wants the same type. Section 6b names none: an EV check asks all that an OV check asks, and more (EV
 * Guidelines, 3.2.2), so that it serves both and an OV check serves OV only.
 */
function isTypeCovered({ way, certificateType }: OrganizationWanted, checked: CertificateType): boolean {
  if (way === 'application-form') return checked === certificateType;
  return isEv(checked) || !isEv(certificateType);
}

function isEv(type: CertificateType): boolean {
  return type === 'ev' || type === 'ev-pro';
}

function refusalOfDate(wanted: OrganizationWanted, validatedAt: Date, at: Date): RefusalDetails | undefined {
  if (organizationHolds(wanted, validatedAt, at)) return undefined;
  const until = organizationHoldsUntil(wanted, validatedAt);
  if (!until)
    return refused(
      {
        zh: `${wanted.certificateType} 订单没有需要审核的企业`,
        en: `An order of ${wanted.certificateType} has no company to be checked`,
      },
      WITHOUT,
    );
  const [from, to] = [validatedAt, until].map((moment) => readable(moment, wanted.brand));
  const [since, last] = [validatedAt, until].map((moment) =>
    localTime(moment.toISOString(), DEFAULT_TIME_ZONE),
  );
  return refused(
    {
      zh: `该企业于 ${since}(北京时间)通过审核:最晚可沿用到 ${last}`,
      en: `The company was validated at ${from}: that could be used until ${to}`,
    },
    ANOTHER,
  );
}

/** In the zone in which the limit is counted. */
function readable(moment: Date, brand: Brand): string {
  const [offsetHours, zone] = brand === 'dnspod-sm2' ? [8, 'Asia/Shanghai'] : [0, 'UTC'];
  const local = new Date(moment.getTime() + offsetHours * 3_600_000).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 19)} ${zone}`;
}

const NO_SUCH_ORDER: Bilingual = {
  zh: '没有这个编号的、企业信息审核已通过的订单',
  en: 'There is no order of this id whose company the CA has validated',
};
const OTHER_COMPANY: Bilingual = {
  zh: '该订单属于另一企业(全称和国家不同)',
  en: 'That order was for another company (full name and country differ)',
};
const WITHOUT: Bilingual = {
  zh: '不填写沿用审核的订单(reuseOrganizationOf)的表单',
  en: 'the form without reuseOrganizationOf',
};
const ANOTHER: Bilingual = {
  zh: '同一企业、同一品牌、审核时间足够近的订单的编号;或不填写:CA 会重新审核',
  en: 'the id of an order for the same company and brand whose check is recent enough; or none: the CA then checks anew',
};

function refused(message: Bilingual, accepted: Bilingual): RefusalDetails {
  return refusalDetails('InvalidInput', { field: 'reuseOrganizationOf', message, accepted });
}
