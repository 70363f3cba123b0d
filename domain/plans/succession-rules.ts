/** When a certificate may be followed by another one, and what the new one keeps: policy as data, each number with its source. */
import { type Bilingual } from '../bilingual.js';
import type { OrderPurpose } from '../catalogue/words.js';
import { refusalOfFreeReissue, refusalOfFreeRenewal } from '../catalogue/free-places.js';
import { refusalDetails, type RefusalDetails } from '../refusals.js';
import { timeInWords } from '../time-zone.js';

/** In days of 86,400 seconds. */
export const SUCCESSION_LIMITS = {
  /** "More than 30 days left": the reseller's rules of reissue. */
  reissueNeedsMoreThanDays: 30,
  /** "Renew: opens 30 days before expiry"; expiry of what was bought, which is the plan's end. */
  renewalOpensDays: 30,
  /** "Paid renewals carry over up to 30 days": what is left of the old plan is added to the new one. */
  carriedOverDays: 30,
} as const;

const DAY_MS = 86_400_000;

/** A certificate of ours, as far as its succession goes; instants are milliseconds since the epoch. */
export interface Succeeded {
  readonly source: 'ordered' | 'uploaded';
  readonly isFree: boolean;
  readonly notAfter: number;
  readonly revoked: boolean;
  /** A revocation was asked for and has not ended. */
  readonly revocationUnderWay: boolean;
  readonly replacedBy: string | null;
  /** When what was bought ends. */
  readonly planEndsAt: number;
  /** The order under way that follows it, whatever its purpose. */
  readonly successorUnderWay: string | null;
  /** How often the plan's certificates were reissued on request. */
  readonly reissues: number;
}

type AskedPurpose = Exclude<OrderPurpose, 'purchase' | 'plan-reissue'>;
type Check = (certificate: Succeeded, purpose: AskedPurpose, now: number) => RefusalDetails | undefined;

/** Undefined where it may be; `now` is milliseconds since the epoch. */
export function refusalOfSuccession(
  certificate: Succeeded,
  purpose: AskedPurpose,
  now: number,
): RefusalDetails | undefined {
  for (const check of CHECKS) {
    const refusal = check(certificate, purpose, now);
    if (refusal) return refusal;
  }
  return undefined;
}

/** The first one that applies is told: what can't be mended comes first. */
const CHECKS: readonly Check[] = [
  isOurs,
  isNotReplaced,
  isNotRevoked,
  isNotExpired,
  isFollowedOnce,
  mayBeReissued,
  mayBeRenewed,
  mayBeUpgraded,
];

function refused(message: Bilingual, accepted: Bilingual): RefusalDetails {
  return refusalDetails('RefusedInThisState', { message, accepted });
}

const ORDER_ANEW: Bilingual = {
  zh: '为相同域名新建订单:`sealflow order create`',
  en: 'a new order for the same names: `sealflow order create`',
};

function isOurs({ source }: Succeeded): RefusalDetails | undefined {
  if (source === 'ordered') return undefined;
  return refused(
    {
      zh: '此证书是上传的:它在别处购买,只有其卖方能继续办理',
      en: 'This certificate was uploaded: it was bought elsewhere, and only its seller can follow it up',
    },
    ORDER_ANEW,
  );
}

function isNotReplaced({ replacedBy }: Succeeded): RefusalDetails | undefined {
  if (replacedBy === null) return undefined;
  return refused(
    { zh: `此证书已被 ${replacedBy} 替换`, en: `This certificate was replaced by ${replacedBy}` },
    { zh: `对 ${replacedBy} 进行同样的操作`, en: `the same for ${replacedBy}` },
  );
}

export const REVOCATION_UNDER_WAY: Bilingual = {
  zh: '此证书正在吊销',
  en: 'The revocation of this certificate is under way',
};

function isNotRevoked({ revoked, revocationUnderWay }: Succeeded): RefusalDetails | undefined {
  if (!revoked && !revocationUnderWay) return undefined;
  return refused(
    revoked ? { zh: '此证书已吊销', en: 'This certificate is revoked' } : REVOCATION_UNDER_WAY,
    ORDER_ANEW,
  );
}

/** What has run out can still be bought again: only a renewal or a replacement follows it. */
function isNotExpired(certificate: Succeeded, purpose: AskedPurpose, now: number) {
  const { notAfter } = certificate;
  if (now <= notAfter || purpose === 'renewal' || purpose === 'replacement') return undefined;
  return refused(
    { zh: '此证书已过期', en: 'This certificate has expired' },
    orRenewal(certificate, now, { zh: '新的订单', en: 'a new order' }),
  );
}

/** `sealflow certificate renew` is recommended only where it is not refused. */
function orRenewal(certificate: Succeeded, now: number, other: Bilingual): Bilingual {
  if (refusalOfSuccession(certificate, 'renewal', now)) return other;
  return {
    zh: `\`sealflow certificate renew CERTIFICATE\`,或${other.zh}`,
    en: `\`sealflow certificate renew CERTIFICATE\`, or ${other.en}`,
  };
}

function isFollowedOnce({ successorUnderWay }: Succeeded): RefusalDetails | undefined {
  if (successorUnderWay === null) return undefined;
  return refused(
    {
      zh: `订单 ${successorUnderWay} 已是此证书的后续订单,正在进行中`,
      en: `Order ${successorUnderWay} follows this certificate already and is under way`,
    },
    {
      zh: `\`sealflow order watch ${successorUnderWay}\`,或先撤回该订单`,
      en: `\`sealflow order watch ${successorUnderWay}\`, or withdraw it first`,
    },
  );
}

function mayBeReissued(certificate: Succeeded, purpose: AskedPurpose, now: number) {
  if (purpose !== 'reissue') return undefined;
  const { isFree, notAfter, reissues } = certificate;
  const { reissueNeedsMoreThanDays } = SUCCESSION_LIMITS;
  if (notAfter - now <= reissueNeedsMoreThanDays * DAY_MS)
    return refused(
      {
        zh: `重新签发要求剩余有效期超过 ${reissueNeedsMoreThanDays} 天,而此证书不足`,
        en: `A reissue needs more than ${reissueNeedsMoreThanDays} days left, and this certificate has fewer`,
      },
      orRenewal(
        certificate,
        now,
        isFree
          ? { zh: '新的订单', en: 'a new order' }
          : { zh: '等待方案自动签发的下一张证书', en: 'the plan’s own next certificate' },
      ),
    );
  return isFree ? refusalOfFreeReissue(reissues) : undefined;
}

/** Milliseconds since the epoch. */
export function renewalOpensAt({ planEndsAt }: Pick<Succeeded, 'planEndsAt'>): number {
  return planEndsAt - SUCCESSION_LIMITS.renewalOpensDays * DAY_MS;
}

function mayBeRenewed(certificate: Succeeded, purpose: AskedPurpose, now: number) {
  if (purpose !== 'renewal') return undefined;
  if (certificate.isFree) return refusalOfFreeRenewal();
  const { renewalOpensDays } = SUCCESSION_LIMITS;
  const opens = renewalOpensAt(certificate);
  if (now >= opens) return undefined;
  const from = timeInWords(new Date(opens).toISOString());
  return refused(
    {
      zh: `所购方案结束前 ${renewalOpensDays} 天起可以续费`,
      en: `Renewal opens ${renewalOpensDays} days before what was bought ends`,
    },
    { zh: `${from.zh}起`, en: `from ${from.en} on` },
  );
}

function mayBeUpgraded({ isFree }: Succeeded, purpose: AskedPurpose) {
  if (purpose !== 'upgrade' || isFree) return undefined;
  return refused(
    {
      zh: '只有免费证书可以升级为付费产品',
      en: 'Only a free certificate is upgraded to a paid product',
    },
    {
      zh: '`sealflow certificate replace CERTIFICATE --form-changes FILE.yaml`:更换产品或域名',
      en: '`sealflow certificate replace CERTIFICATE --form-changes FILE.yaml`: another product or other names',
    },
  );
}
