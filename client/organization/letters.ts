/** Stamped letters and application forms: the template to fill in, the uploads, what became of them. */
import { fileTypeFromBuffer } from 'file-type';
import {
  listLetters,
  loadLetterVersion,
  storeLetter,
  type NewLetter,
  type StoredLetter,
} from '../../db/statements/organization/letters.js';
import type { LetterStatus } from '../../domain/organization/letter-succession.js';
import {
  LETTER_CONTENT_TYPES,
  letterDocumentOf,
  refusalOfLetter,
  refusalOfWay,
  type LetterContentType,
  type LetterDocument,
} from '../../domain/organization/letter-rules.js';
import { Refusal } from '../../domain/refusals.js';
import { confirmationLetterUploaded } from '../../workflows/messages.js';
import { askLivingOrder, ownOrder } from '../orders/acting.js';
import type { ClientContext } from '../context.js';
import { filledTemplate } from './letter/template.js';
import { recorded } from '../accounts/recorded.js';
import { livingOrder, submittedOrder, type SubmittedOrder } from './checked-order.js';
import { Unavailable } from '../unavailable.js';

/** One version, without its content. */
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
}

export interface UploadedLetter extends LetterView {
  /** False: the order could not be told. The letter is stored all the same, and found at the order's next look. */
  readonly signalled: boolean;
}

export interface LetterDownload extends LetterView {
  readonly content: Uint8Array;
}

export interface LetterUpload {
  readonly content: Uint8Array;
  /** Who sends it, in the caller's words; kept with the letter. At most 200 characters. */
  readonly sentBy: string;
}

/** Letters of the account's orders. Every method throws Refusal `NotFound` for an order that is not the account's. */
export class Letters {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /**
   * Stores the letter and tells its order. What kind of file it is, its content says. Idempotent by content: the same bytes
   * are the same letter, and the order is told again. Throws Refusal: InvalidInput for a wrong type or size,
   * RefusedInThisState where the brand takes no letter, no second one, or none now (ordering rules, section 6b to e).
   */
  async upload(orderId: string, upload: LetterUpload): Promise<UploadedLetter> {
    return await recorded(this.#context, { operation: 'letter.upload', subject: orderId }, async () => {
      refuseUnusable(upload);
      const order = await livingOrder(this.#context, orderId, 'given a letter');
      const letter = await acceptable(order, upload);
      const stored = await storeLetter(this.#context.database, letter);
      return { ...letterView(stored), signalled: await this.#tell(stored) };
    });
  }

  /** Every version, oldest first. */
  async list(orderId: string): Promise<LetterView[]> {
    await ownOrder(this.#context, orderId);
    return (await listLetters(this.#context.database, orderId)).map(letterView);
  }

  /** The file as it was uploaded. Throws Refusal `NotFound`. */
  async download(orderId: string, version: number): Promise<LetterDownload> {
    await ownOrder(this.#context, orderId);
    const letter = Number.isInteger(version)
      ? await loadLetterVersion(this.#context.database, orderId, version)
      : undefined;
    if (!letter) throw noSuchVersion(version);
    return { ...letterView(letter), content: letter.content };
  }

  /** The letter to print, stamp and upload: a PDF with the order's company, people and names. Throws Refusal. */
  async template(orderId: string): Promise<Uint8Array> {
    const order = await submittedOrder(this.#context, orderId);
    const document = letterDocumentOf(order.way);
    if (document === undefined) throw takesNone(order);
    return await filledTemplate(this.#context, order, document);
  }

  /** A stored letter is found by the order without the signal as well, only later: that is no reason to fail. */
  async #tell({ orderId, letterId }: StoredLetter): Promise<boolean> {
    try {
      await askLivingOrder(this.#context, orderId, 'told', (handle) =>
        handle.signal(confirmationLetterUploaded, { letterId }),
      );
      return true;
    } catch (error) {
      if (error instanceof Unavailable || error instanceof Refusal) return false;
      throw error;
    }
  }
}

async function acceptable(order: SubmittedOrder, { content, sentBy }: LetterUpload): Promise<NewLetter> {
  const found = (await fileTypeFromBuffer(content))?.mime;
  const refusal = refusalOfLetter(order, { contentType: found, sizeBytes: content.byteLength });
  if (refusal) throw new Refusal(refusal);
  const contentType = LETTER_CONTENT_TYPES.find((type) => type === found);
  const document = letterDocumentOf(order.way);
  // Both are known of what was not refused.
  if (!contentType || !document) throw takesNone(order);
  return { orderId: order.orderId, document, contentType, content, uploadedBy: sentBy.trim() };
}

function takesNone(order: SubmittedOrder): Refusal {
  return new Refusal(
    refusalOfWay(order) ?? { code: 'RefusedInThisState', message: 'The order takes no letter' },
  );
}

function letterView({
  orderId: _order,
  handingInAt: _intent,
  uploadedBy,
  ...letter
}: StoredLetter): LetterView {
  return { ...letter, sentBy: uploadedBy };
}

const LONGEST_SENDER = 200;

/** Throws Refusal `InvalidInput`. */
export function refuseUnusable({ content, sentBy }: LetterUpload): void {
  if (!(content instanceof Uint8Array)) throw invalid('content', 'the bytes of a file');
  if (typeof sentBy !== 'string' || sentBy.trim() === '' || sentBy.length > LONGEST_SENDER)
    throw invalid('sentBy', `who sends the letter, in at most ${LONGEST_SENDER} characters`);
}

function invalid(field: string, accepted: string): Refusal {
  return new Refusal({ code: 'InvalidInput', field, message: `${field} can't be used`, accepted });
}

function noSuchVersion(version: number): Refusal {
  return new Refusal({
    code: 'NotFound',
    field: 'version',
    message: `This order has no letter of version ${version}`,
    accepted: 'a version that `sealflow letter list` shows',
  });
}
