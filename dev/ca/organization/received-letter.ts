/** A letter as the CA keeps it, for an order's company or for a revocation: taken in, known again, judged. */
import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import type { Bilingual } from '../../../domain/bilingual.js';
import type { LetterFile } from '../../../domain/organization/letter-rules.js';
import type { RefusalDetails } from '../../../domain/refusals.js';
import { ApiError } from '../api-error.js';

export interface ReceivedLetter {
  readonly sha256: string;
  /** As found in the content. */
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly status: 'in-review' | 'accepted' | 'rejected';
  readonly reason?: string;
  readonly receivedAt: string;
  /** In the CA's folder of letters. */
  readonly fileName: string;
}

export interface LetterDoor {
  readonly refusalOf: (file: LetterFile) => RefusalDetails | undefined;
  /** Its file is named after this and its hash. */
  readonly fileName: string;
}

/** What its header says of its type isn't believed: its content tells. Throws ApiError `letter-refused`. */
export async function receivedLetter(
  content: Uint8Array,
  { refusalOf, fileName }: LetterDoor,
  now: Date,
): Promise<ReceivedLetter> {
  const contentType = (await fileTypeFromBuffer(content))?.mime;
  const refusal = refusalOf({ contentType, sizeBytes: content.length });
  if (refusal) throw refused(withAccepted(refusal));
  const sha256 = createHash('sha256').update(content).digest('hex');
  return {
    sha256,
    contentType: contentType ?? '',
    sizeBytes: content.length,
    status: 'in-review',
    receivedAt: now.toISOString(),
    fileName: `${fileName}-${sha256}`,
  };
}

/** Whether this file is among them already. Throws ApiError `letter-refused` where it was rejected before. */
export function isKnown(letters: readonly ReceivedLetter[], { sha256 }: ReceivedLetter): boolean {
  const known = letters.find((letter) => letter.sha256 === sha256);
  if (known?.status === 'rejected') throw refusedBefore(known.reason ?? '');
  return known !== undefined;
}

/** The letters with the one in review judged. */
export function judgedLetters<Letter extends ReceivedLetter>(
  letters: readonly Letter[],
  status: 'accepted' | 'rejected',
  reason?: string,
): Letter[] {
  return letters.map((letter) => (letter.status === 'in-review' ? { ...letter, status, reason } : letter));
}

/** As its client is told of them. */
export function lettersView(letters: readonly ReceivedLetter[]) {
  return letters.map(({ sha256, status, reason }) => ({ sha256, status, reason }));
}

export function refused(words: Bilingual): ApiError {
  return new ApiError('letter-refused', words);
}

function refusedBefore(reason: string): ApiError {
  return refused({ zh: `此文件此前已被拒绝:${reason}`, en: `This file was rejected before: ${reason}` });
}

function withAccepted({ message, accepted, chinese }: RefusalDetails): Bilingual {
  if (accepted === undefined) return { zh: chinese.message, en: message };
  const words = chinese.accepted ?? accepted;
  return { zh: `${chinese.message};可接受:${words}`, en: `${message}; accepted: ${accepted}` };
}

export const IN_REVIEW: Bilingual = {
  zh: '函件审核中:请等待结果',
  en: 'A letter is in review: wait for its result',
};

/** Of what stands as it stands. */
export function takesNoLetter({ zh, en }: Bilingual): Bilingual {
  return { zh: `${zh}:不再收函件`, en: `${en}: it takes no letter` };
}
