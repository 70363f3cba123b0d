/** A revocation as people read it: where it stands, why, on what proof; the code words are those of words.ts. */
import type { Bilingual } from '../bilingual.js';
import { PURPOSE_WORDS } from '../catalogue/spoken-words.js';
import type { FollowUpKind } from './follow-ups.js';
import type { RevocationProof, RevocationReason, RevocationState } from './words.js';

export const REVOCATION_STATE_WORDS: Readonly<Record<RevocationState, Bilingual>> = {
  requested: { zh: '已申请吊销', en: 'revocation requested' },
  proving: { zh: '等待证明', en: 'waiting for the proof' },
  reviewing: { zh: '审核中', en: 'in review' },
  revoked: { zh: '已吊销', en: 'revoked' },
  refused: { zh: '吊销未通过', en: 'revocation refused' },
};

export const REVOCATION_REASON_WORDS: Readonly<Record<RevocationReason, Bilingual>> = {
  unspecified: { zh: '未说明', en: 'unspecified' },
  keyCompromise: { zh: '私钥泄露', en: 'the private key is compromised' },
  affiliationChanged: { zh: '企业信息变更', en: 'the company has changed' },
  superseded: { zh: '已有证书代替', en: 'another certificate has taken its place' },
  cessationOfOperation: { zh: '不再使用', en: 'it is not used any more' },
};

export const REVOCATION_PROOF_WORDS: Readonly<Record<RevocationProof, Bilingual>> = {
  'domain-control': { zh: '证明对域名的控制权', en: 'control of the names' },
  letter: { zh: '盖章的吊销申请函', en: 'a stamped letter' },
  'manual-review': { zh: '人工审核', en: 'a review by hand' },
};

const { reissue, renewal, replacement, upgrade } = PURPOSE_WORDS;

/** What follows a certificate: orders as they are called everywhere, and its revocation. */
export const FOLLOW_UP_WORDS: Readonly<Record<FollowUpKind, Bilingual>> = {
  reissue,
  renewal,
  replacement,
  upgrade,
  revocation: { zh: '吊销', en: 'revocation' },
};
