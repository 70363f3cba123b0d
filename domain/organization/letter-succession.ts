/** Which letter may follow which: the same file sent twice, one in review, one that was rejected. */
import type { Bilingual } from '../bilingual.js';
import { REVOCATION_LETTER, type LetterPaper, type LetterUploads } from './letter-rules.js';
import { refusalDetails, type RefusalDetails } from '../refusals.js';

/**
 * `stored`: not with the CA yet. `superseded`: a newer one came before it went there. `handed-in`: in review. `accepted`,
 * `rejected`: the review's end. `refused`: the CA did not take it.
 */
export const LETTER_STATUSES = [
  'stored',
  'superseded',
  'handed-in',
  'accepted',
  'rejected',
  'refused',
] as const;
export type LetterStatus = (typeof LETTER_STATUSES)[number];

/** A version that is there already, as far as the next one depends on it. */
export interface EarlierLetter {
  readonly version: number;
  /** Of the content, lower-case hex. */
  readonly sha256: string;
  readonly status: LetterStatus;
  /** When it was first about to be handed in: from then on the CA may have it. */
  readonly handingInAt: string | null;
}

export interface NextLetter {
  readonly document: LetterPaper;
  readonly uploads: LetterUploads;
  readonly sha256: string;
  /** The CA asks for a letter although it accepted one: that check has lapsed (ordering rules, section 9). */
  readonly askedAgain: boolean;
}

/** `same`: nothing new is stored, this one is it. */
export type Succession<Letter> = 'next' | { readonly same: Letter } | { readonly refusal: RefusalDetails };

/**
 * `earlier` are all letters of the same order or revocation, oldest first (ordering rules, section 6c and d; the reseller's
 * API, section 11). The same file is the same letter while it is not rejected. Another one follows when the last was
 * rejected or was not handed in yet, as far as the CA takes more than one.
 */
export function judgeNextLetter<Letter extends EarlierLetter>(
  next: NextLetter,
  earlier: readonly Letter[],
): Succession<Letter> {
  const same = earlier.find((letter) => letter.sha256 === next.sha256 && isAlive(letter, next));
  if (same) return { same };
  const refusal =
    refusalOfSecond(next, earlier) ?? refusalOfRejected(next, earlier) ?? refusalBesideOthers(next, earlier);
  return refusal ? { refusal } : 'next';
}

function isAlive({ status }: EarlierLetter, { askedAgain }: NextLetter): boolean {
  return status === 'stored' || status === 'handed-in' || (status === 'accepted' && !askedAgain);
}

function refusalOfSecond(
  { document, uploads }: NextLetter,
  earlier: readonly EarlierLetter[],
): RefusalDetails | undefined {
  if (uploads === 'one') return refusalOfSecondUpload(document, earlier.length);
  const isFirst = earlier.every(({ status }) => status === 'refused');
  return uploads === 'until-accepted' || isFirst ? undefined : refused(hasItsLetter(document));
}

/** Of a paper that is taken once: undefined while none was sent, whatever became of it. Used by workflows. */
export function refusalOfSecondUpload(document: LetterPaper, sent: number): RefusalDetails | undefined {
  return sent === 0 ? undefined : refused(hasItsLetter(document));
}

function hasItsLetter(document: LetterPaper): Bilingual {
  if (document === REVOCATION_LETTER)
    return {
      zh: '此次吊销已有申请函:CA 只接受一次上传,不能再次上传',
      en: 'This revocation has its letter: the CA takes one upload, and no second one',
    };
  return {
    zh: '此订单已有申请书:CA 只接受一次上传,不能再次上传。如需更换,请撤回订单,并用 `sealflow order resubmit ORDER` 重新提交',
    en: 'This order has its application form: the CA takes one upload, and no second one. For another form, withdraw the order and submit it anew with `sealflow order resubmit ORDER`',
  };
}

const RETURNED = {
  rejected: { zh: '驳回', en: 'rejected' },
  refused: { zh: '拒收', en: 'refused' },
} as const satisfies Record<string, Bilingual>;

function refusalOfRejected(
  { document, sha256 }: NextLetter,
  earlier: readonly EarlierLetter[],
): RefusalDetails | undefined {
  const before = earlier.find(
    (letter) => letter.sha256 === sha256 && (letter.status === 'rejected' || letter.status === 'refused'),
  );
  // Of a revocation's letters, no command of their own tells.
  const seeWhy =
    document === REVOCATION_LETTER
      ? { zh: '', en: '' }
      : {
          zh: '用 `sealflow letter list ORDER` 查看原因,',
          en: 'see why with `sealflow letter list ORDER`, and ',
        };
  return (
    before &&
    refused({
      zh: `同一文件已被${RETURNED[before.status === 'rejected' ? 'rejected' : 'refused'].zh}(第 ${before.version} 版):请${seeWhy.zh}上传更正后的文件`,
      en: `This very file was ${RETURNED[before.status === 'rejected' ? 'rejected' : 'refused'].en} as version ${before.version}: ${seeWhy.en}upload a corrected one`,
    })
  );
}

function refusalBesideOthers(
  { askedAgain }: NextLetter,
  earlier: readonly EarlierLetter[],
): RefusalDetails | undefined {
  const atCa = earlier.find(
    ({ status, handingInAt }) => status === 'handed-in' || (status === 'stored' && handingInAt !== null),
  );
  if (atCa)
    return refused({
      zh: `第 ${atCa.version} 版正在由 CA 审核:被驳回后才能上传新的版本`,
      en: `Version ${atCa.version} lies with the CA for review: a new one can follow when it is rejected`,
    });
  const accepted = earlier.findLast(({ status }) => status === 'accepted');
  if (!accepted || askedAgain) return undefined;
  return refused({
    zh: `CA 已接受第 ${accepted.version} 版:不需要其他函件`,
    en: `The CA has accepted version ${accepted.version}: it needs no other letter`,
  });
}

function refused(message: Bilingual): RefusalDetails {
  return refusalDetails('RefusedInThisState', { message });
}
