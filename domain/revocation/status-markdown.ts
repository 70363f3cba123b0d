/** A revocation as the Temporal Web UI shows it. Used by workflows: no libraries. */
import type { Bilingual } from '../bilingual.js';
import { describeStanding, type StandingToDescribe } from '../orders/status-markdown.js';
import type { RevocationState } from './words.js';

const STATE_WORDS: Readonly<Record<RevocationState, Bilingual>> = {
  requested: { zh: '已申请吊销', en: 'revocation requested' },
  proving: { zh: '等待证明', en: 'waiting for the proof' },
  reviewing: { zh: '审核中', en: 'in review' },
  revoked: { zh: '已吊销', en: 'revoked' },
  refused: { zh: '吊销未通过', en: 'revocation refused' },
};

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
    { label: '吊销 Revocation of', state: STATE_WORDS[status.state] },
  );
}
