/** The stamped letter that asks for a revocation: taken into review, or refused with the reason. */
import type { LetterFile } from '../../../domain/organization/letter-rules.js';
import { refusalOfRevocationLetter } from '../../../domain/revocation/rules.js';
import type { Bilingual } from '../../../domain/bilingual.js';
import { requestIs } from '../api-error.js';
import {
  IN_REVIEW,
  isKnown,
  receivedLetter,
  refused,
  takesNoLetter,
  type ReceivedLetter,
} from '../organization/received-letter.js';
import type { StoredOrder } from '../stored-order.js';
import type { Revoking } from './progress.js';
import type { StoredRevocation } from './stored-revocation.js';

/** A letter as it came in. Throws ApiError `letter-refused`. */
export function newRevocationLetter(
  order: StoredOrder,
  content: Uint8Array,
  now: Date,
): Promise<ReceivedLetter> {
  const refusalOf = (file: LetterFile) => refusalOfRevocationLetter(order, file);
  return receivedLetter(content, { refusalOf, fileName: `${order.id}-revocation` }, now);
}

/**
 * The order with the letter in review; the same object where it has the letter already. Throws ApiError `letter-refused`
 * where it was rejected before, another is in review, or the request has ended.
 */
export function withRevocationLetter(order: Revoking, letter: ReceivedLetter, now: Date): Revoking {
  const { revocation } = order;
  if (isKnown(revocation.letters, letter)) return order;
  const objection = whyNoLetterNow(revocation);
  if (objection) throw refused(objection);
  return { ...order, revocation: inReview(revocation, letter, now) };
}

function whyNoLetterNow({ status, turn }: StoredRevocation): Bilingual | undefined {
  if (status !== 'pending') return takesNoLetter(requestIs(status));
  return turn === 'ca' ? IN_REVIEW : undefined;
}

function inReview(
  { detail: _, detailChinese: __, ...revocation }: StoredRevocation,
  letter: ReceivedLetter,
  now: Date,
): StoredRevocation {
  const letters = [...revocation.letters, letter];
  return { ...revocation, turn: 'ca', since: now.toISOString(), letters };
}
