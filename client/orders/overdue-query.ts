/** The query that finds, in the Temporal Web UI, the orders whose company's check has waited for too long. */
import { CERTIFICATE_TYPES, type CertificateType } from '../../domain/catalogue/words.js';
import { ACCEPTED_INSTANT } from '../../domain/instants.js';
import { ORGANIZATION_WAITS, type OrganizationWait } from '../../domain/waits.js';
import { workingDaysBefore } from '../../domain/organization/working-days.js';
import { ORGANIZATION_WAITING_ON, ORGANIZATION_WAITING_SINCE } from '../../workflows/search-attributes.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { listed, unusable } from '../refusing.js';

export interface OverdueSearch {
  readonly waitingOn: OrganizationWait;
  readonly type?: CertificateType;
  /** Working days of mainland China; the wait has lasted longer than these. */
  readonly workingDays: number;
  /** Default: now. */
  readonly at?: Date;
}

/** Longer than any wait lives. */
const MOST_WORKING_DAYS = 250;

/**
 * Temporal's list filter. Temporal knows no working days: the query has the instant before which a wait must have begun.
 * Throws Refusal.
 */
export function overdueQuery({ waitingOn, type, workingDays, at = new Date() }: OverdueSearch): string {
  refuseUnless(ORGANIZATION_WAITS.includes(waitingOn), 'waitingOn', listed(ORGANIZATION_WAITS));
  refuseUnless(type === undefined || CERTIFICATE_TYPES.includes(type), 'type', listed(CERTIFICATE_TYPES));
  const isUsable = Number.isInteger(workingDays) && workingDays >= 0 && workingDays <= MOST_WORKING_DAYS;
  refuseUnless(isUsable, 'workingDays', {
    zh: `0 到 ${MOST_WORKING_DAYS} 之间的整数`,
    en: `a whole number from 0 to ${MOST_WORKING_DAYS}`,
  });
  refuseUnless(!Number.isNaN(at.getTime()), 'at', ACCEPTED_INSTANT);
  const before = workingDaysBefore(at, workingDays).toISOString();
  const conditions = [
    ...(type === undefined ? [] : [`CertificateType="${type}"`]),
    `${ORGANIZATION_WAITING_ON.name}="${waitingOn}"`,
    `${ORGANIZATION_WAITING_SINCE.name}<"${before}"`,
  ];
  return conditions.join(' and ');
}

function refuseUnless(isFine: boolean, field: string, accepted: Bilingual): void {
  if (!isFine) throw unusable(field, accepted);
}
