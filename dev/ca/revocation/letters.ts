/** The stamped letter that asks for a revocation: taken into review, or refused with the reason. */
import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { refusalOfRevocationLetter } from '../../../domain/revocation/rules.js';
import { ApiError } from '../api-error.js';
import type { StoredOrder } from '../stored-order.js';
import type { Revoking } from './progress.js';
import type { StoredRevocation, StoredRevocationLetter } from './stored-revocation.js';

/** A letter as it came in; its content tells what it is. Throws ApiError `letter-refused`. */
export async function newRevocationLetter(
  order: StoredOrder,
  content: Uint8Array,
  now: Date,
): Promise<StoredRevocationLetter> {
  const contentType = (await fileTypeFromBuffer(content))?.mime;
  const refusal = refusalOfRevocationLetter(order, { contentType, sizeBytes: content.length });
  if (refusal) throw refused([refusal.message, refusal.accepted].filter(Boolean).join('; accepted: '));
  const sha256 = createHash('sha256').update(content).digest('hex');
  return {
    sha256,
    contentType: contentType ?? '',
    sizeBytes: content.length,
    status: 'in-review',
    receivedAt: now.toISOString(),
    fileName: `${order.id}-revocation-${sha256}`,
  };
}

/**
 * The order with the letter in review; the same object where it has the letter already. Throws ApiError `letter-refused`
 * where it was rejected before, another is in review, or the request has ended.
 */
export function withRevocationLetter(order: Revoking, letter: StoredRevocationLetter, now: Date): Revoking {
  const { revocation } = order;
  const known = revocation.letters.find(({ sha256 }) => sha256 === letter.sha256);
  if (known?.status === 'rejected') throw refused(`This file was rejected before: ${known.reason ?? ''}`);
  if (known) return order;
  const objection = whyNoLetterNow(revocation);
  if (objection) throw refused(objection);
  return { ...order, revocation: inReview(revocation, letter, now) };
}

function whyNoLetterNow({ status, turn }: StoredRevocation): string | undefined {
  if (status !== 'pending') return `The request is ${status}: it takes no letter`;
  return turn === 'ca' ? 'A letter is in review: wait for its result' : undefined;
}

function inReview(
  { detail: _, ...revocation }: StoredRevocation,
  letter: StoredRevocationLetter,
  now: Date,
): StoredRevocation {
  const letters = [...revocation.letters, letter];
  return { ...revocation, turn: 'ca', since: now.toISOString(), letters };
}

function refused(message: string): ApiError {
  return new ApiError('letter-refused', message);
}
