/** What a brand wants to see before it revokes on a subscriber's word: the proof, the letter's file, and every wait's clock. */
import {
  LETTER_RULES,
  refusalOfFile,
  type LetterFile,
  type LetterRules,
} from '../organization/letter-rules.js';
import { REVOCATION_REASONS, type RevocationProof, type RevocationReason } from './words.js';
import type { Brand, CertificateType } from '../catalogue/words.js';
import { refusalDetails, type RefusalDetails } from '../refusals.js';
import type { RevocationWaitPolicies } from '../waits.js';

export interface RevocationRule {
  readonly proof: RevocationProof;
  /** The stamped letter that asks for the revocation; present where the proof is one. */
  readonly letter?: LetterRules;
  readonly source: string;
}

const CONTROL: RevocationRule = {
  proof: 'domain-control',
  source: 'the reseller’s API, section 11: DV by DNS or file within 3 days, or the revocation fails',
};

const REVIEW: RevocationRule = {
  proof: 'manual-review',
  source: 'the reseller’s API, section 11: WoTrus and SM2 DV give a reason and are reviewed by people',
};

/** Who has delegated its validation needs no letter there; no CA of ours tells of such names, so that all send one. */
const LETTER: RevocationRule = {
  proof: 'letter',
  letter: {
    ...LETTER_RULES['confirmation-letter'],
    source: 'the reseller’s API, section 11; sizes: UploadRevokeLetter',
  },
  source: 'the reseller’s API, section 11: OV and EV send a letter, people review it',
};

const FORM: RevocationRule = {
  proof: 'letter',
  letter: {
    ...LETTER_RULES['application-form'],
    smallestBytes: LETTER_RULES['confirmation-letter'].smallestBytes,
    uploads: 'one-taken',
    source: 'the reseller’s API, section 11: no re-upload; sizes: UploadRevokeLetter',
  },
  source: 'the reseller’s API, section 11: SM2 OV and EV send a letter once, people review it',
};

interface BrandRow {
  /** Types that name no company. */
  readonly domain: RevocationRule;
  /** OV, EV and their Pro types. */
  readonly organization: RevocationRule;
}

const USUAL: BrandRow = { domain: CONTROL, organization: LETTER };

/** One row a brand. WoTrus is read as the brand, whatever the type: it takes no letter of any kind (ordering rules, 6a). */
const ROWS: Record<Brand, BrandRow> = {
  securesite: USUAL,
  geotrust: USUAL,
  trustasia: USUAL,
  globalsign: USUAL,
  cfca: USUAL,
  dnspod: USUAL,
  wotrus: { domain: REVIEW, organization: REVIEW },
  'dnspod-sm2': { domain: REVIEW, organization: FORM },
  // RFC 8555, section 7.6: who has the account revokes, and shows nothing. At the development CA control is shown, as for most.
  acme: USUAL,
};

export interface RevokedProduct {
  readonly brand: Brand;
  readonly type: CertificateType;
}

/** The brand's rule for certificates of this type. Total: every product that is sold can be revoked. */
export function revocationRule({ brand, type }: RevokedProduct): RevocationRule {
  const { domain, organization } = ROWS[brand];
  return type === 'dv' || type === 'dv-free' ? domain : organization;
}

/** Every brand takes every reason that BR 4.9.1 gives subscribers; what is left unsaid is `unspecified`. */
export function acceptedReasons(): readonly RevocationReason[] {
  return REVOCATION_REASONS;
}

/**
 * Why this file can't be the letter, or undefined where it can: `RefusedInThisState` where the product sends none,
 * `InvalidInput` for a wrong size or type. How many were sent before is not judged here.
 */
export function refusalOfRevocationLetter(
  product: RevokedProduct,
  file: LetterFile,
): RefusalDetails | undefined {
  const { letter } = revocationRule(product);
  return letter ? refusalOfFile(letter, file) : noLetterOfRevocation(product);
}

/** Said where the proof is no letter. */
export function noLetterOfRevocation(product: RevokedProduct): RefusalDetails {
  const { brand, type } = product;
  const instead =
    revocationRule(product).proof === 'manual-review'
      ? { zh: '由 CA 人工审核吊销申请', en: 'people at the CA review the request' }
      : { zh: '通过证明域名控制权进行', en: 'control of its names is shown' };
  return refusalDetails('RefusedInThisState', {
    message: {
      zh: `吊销 ${brand} ${type} 证书不需要申请函:${instead.zh}`,
      en: `A revocation of ${brand} ${type} takes no letter: ${instead.en}`,
    },
  });
}

/**
 * What a letter's rejection means: `another` letter may follow, with the CA's words; `refused`: there is no second upload,
 * so the request ends, the certificate stays what it was, and the subscriber may ask anew.
 */
export function afterRejectedLetter(product: RevokedProduct): 'another' | 'refused' {
  return revocationRule(product).letter?.uploads === 'until-accepted' ? 'another' : 'refused';
}

/** Section 11: without the proof by then the revocation fails, and the certificate is what it was. Plain days. */
export const REVOCATION_PROOF_DAYS = 3;

/** Ordering rules, section 6: what reviews of orders take; no page names a time for those of revocations. */
const REVIEW_DAYS = { from: 3, to: 5 };
const LONGER_REVIEW_DAYS = { from: 5, to: 7 };

/** As in domain/organization/ways.ts: reviewers get thrice the time that they name. */
const REVIEW_PATIENCE = 3;

/**
 * The clocks of a revocation, copied into it when it is asked for. The letter's is the house's own policy: a working month,
 * half of what an order's letter gets, since the certificate can't be downloaded meanwhile.
 */
export function revocationWaits({ brand, type }: RevokedProduct): RevocationWaitPolicies {
  const isSlow = type.startsWith('ev') && (brand === 'dnspod' || brand === 'dnspod-sm2');
  const expectedDays = isSlow ? LONGER_REVIEW_DAYS : REVIEW_DAYS;
  return {
    'subscriber-revocation-proof': { deadlineDays: REVOCATION_PROOF_DAYS, reminderDays: [0, 1, 2] },
    'subscriber-revocation-letter': {
      unit: 'working-day',
      deadlineDays: 20,
      reminderDays: [0, 1, 3, 5, 10, 15],
    },
    'reviewer-revocation': {
      unit: 'working-day',
      deadlineDays: REVIEW_PATIENCE * expectedDays.to,
      reminderDays: [expectedDays.to, 2 * expectedDays.to],
      expectedDays,
    },
    // As every wait for a CA (domain/waits.ts).
    'ca-revocation': { deadlineDays: 14, reminderDays: [1, 3, 7] },
  };
}
