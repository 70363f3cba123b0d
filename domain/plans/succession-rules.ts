/** When a certificate may be followed by another one, and what the new one keeps: policy as data, each number with its source. */
import type { OrderPurpose } from '../catalogue/words.js';
import { refusalOfFreeReissue, refusalOfFreeRenewal } from '../catalogue/free-places.js';
import type { RefusalDetails } from '../refusals.js';

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

/** Why it can't be followed like this. */
type SuccessionRefusal = Pick<RefusalDetails, 'message' | 'accepted'>;

type AskedPurpose = Exclude<OrderPurpose, 'purchase' | 'plan-reissue'>;
type Check = (certificate: Succeeded, purpose: AskedPurpose, now: number) => SuccessionRefusal | undefined;

/** Undefined where it may be; `now` is milliseconds since the epoch. */
export function refusalOfSuccession(
  certificate: Succeeded,
  purpose: AskedPurpose,
  now: number,
): SuccessionRefusal | undefined {
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

function isOurs({ source }: Succeeded): SuccessionRefusal | undefined {
  if (source === 'ordered') return undefined;
  return {
    message: 'This certificate was uploaded: it was bought elsewhere, and only its seller can follow it up',
    accepted: 'a new order for the same names: `sealflow order create`',
  };
}

function isNotReplaced({ replacedBy }: Succeeded): SuccessionRefusal | undefined {
  if (replacedBy === null) return undefined;
  return {
    message: `This certificate was replaced by ${replacedBy}`,
    accepted: `the same for ${replacedBy}`,
  };
}

function isNotRevoked({ revoked, revocationUnderWay }: Succeeded): SuccessionRefusal | undefined {
  if (!revoked && !revocationUnderWay) return undefined;
  return {
    message: revoked ? 'This certificate is revoked' : 'The revocation of this certificate is under way',
    accepted: 'a new order for the same names: `sealflow order create`',
  };
}

/** What has run out can still be bought again: only a renewal or a replacement follows it. */
function isNotExpired(certificate: Succeeded, purpose: AskedPurpose, now: number) {
  const { notAfter } = certificate;
  if (now <= notAfter || purpose === 'renewal' || purpose === 'replacement') return undefined;
  return {
    message: 'This certificate has expired',
    accepted: `${orRenewal(certificate, now)}a new order`,
  };
}

/** Recommended only where it is not refused. */
function orRenewal(certificate: Succeeded, now: number): string {
  return refusalOfSuccession(certificate, 'renewal', now)
    ? ''
    : '`sealflow certificate renew CERTIFICATE`, or ';
}

function isFollowedOnce({ successorUnderWay }: Succeeded): SuccessionRefusal | undefined {
  if (successorUnderWay === null) return undefined;
  return {
    message: `Order ${successorUnderWay} follows this certificate already and is under way`,
    accepted: `\`sealflow order watch ${successorUnderWay}\`, or withdraw it first`,
  };
}

function mayBeReissued(certificate: Succeeded, purpose: AskedPurpose, now: number) {
  if (purpose !== 'reissue') return undefined;
  const { isFree, notAfter, reissues } = certificate;
  const { reissueNeedsMoreThanDays } = SUCCESSION_LIMITS;
  if (notAfter - now <= reissueNeedsMoreThanDays * DAY_MS)
    return {
      message: `A reissue needs more than ${reissueNeedsMoreThanDays} days left, and this certificate has fewer`,
      accepted: `${orRenewal(certificate, now)}${isFree ? 'a new order' : 'the plan’s own next certificate'}`,
    };
  return isFree ? refusalOfFreeReissue(reissues) : undefined;
}

function mayBeRenewed({ isFree, planEndsAt }: Succeeded, purpose: AskedPurpose, now: number) {
  if (purpose !== 'renewal') return undefined;
  if (isFree) return refusalOfFreeRenewal();
  const opens = planEndsAt - SUCCESSION_LIMITS.renewalOpensDays * DAY_MS;
  if (now >= opens) return undefined;
  return {
    message: `Renewal opens ${SUCCESSION_LIMITS.renewalOpensDays} days before what was bought ends`,
    accepted: `from ${new Date(opens).toISOString()} on`,
  };
}

function mayBeUpgraded({ isFree }: Succeeded, purpose: AskedPurpose) {
  if (purpose !== 'upgrade' || isFree) return undefined;
  return {
    message: 'Only a free certificate is upgraded to a paid product',
    accepted:
      '`sealflow certificate replace CERTIFICATE --form-changes FILE.yaml`: another product or other names',
  };
}
