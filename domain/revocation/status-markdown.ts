/** A revocation as the Temporal Web UI shows it. Used by workflows: no libraries. */
import { describeStanding, type StandingToDescribe } from '../orders/status-markdown.js';
import { REVOCATION_STATE_WORDS } from './spoken-words.js';
import type { RevocationState } from './words.js';

/** Markdown for the current details of a revocation's workflow. */
export function describeRevocation(
  status: Omit<StandingToDescribe, 'orderId'> & {
    readonly state: RevocationState;
    readonly certificateId: string;
  },
): string {
  // One certificate has one living revocation at most: its id tells which.
  return describeStanding(
    { ...status, orderId: status.certificateId },
    { label: '吊销 Revocation of', state: REVOCATION_STATE_WORDS[status.state] },
  );
}
