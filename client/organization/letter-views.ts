/** What a client is shown of a letter, an order's or a revocation's: one version, without its content. */
import type { StoredLetter } from '../../db/statements/organization/letters.js';
import type { LetterContentType, LetterDocument } from '../../domain/organization/letter-rules.js';
import type { LetterStatus } from '../../domain/organization/letter-succession.js';

export interface LetterView {
  readonly letterId: string;
  readonly version: number;
  readonly document: LetterDocument;
  readonly contentType: LetterContentType;
  readonly sizeBytes: number;
  /** Of the content, lower-case hex. */
  readonly sha256: string;
  readonly sentBy: string;
  /** ISO 8601, UTC. */
  readonly uploadedAt: string;
  /** `stored` until it is with the CA; `handed-in` while the CA reviews it. */
  readonly status: LetterStatus;
  /** Why the CA rejected or refused it. */
  readonly reason: string | null;
  /** The same in Chinese, where it was told in both languages. */
  readonly reasonChinese: string | null;
}

/** One version of a letter that asks for a revocation. */
export type RevocationLetterView = Omit<LetterView, 'document'>;

/** Of an order's letter. */
export function letterView(letter: StoredLetter): LetterView {
  const view = viewOf(letter);
  // Postgres holds it: revocations alone have the other paper (letter_document_fits_subject).
  return { ...view, document: view.document as LetterDocument };
}

export function revocationLetterView(letter: StoredLetter): RevocationLetterView {
  const { document: _document, ...view } = viewOf(letter);
  return view;
}

function viewOf({ subject: _subject, handingInAt: _intent, uploadedBy, ...letter }: StoredLetter) {
  return { ...letter, sentBy: uploadedBy };
}
