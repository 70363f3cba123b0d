/** Stamped letters and application forms: the template to fill in, the uploads, what became of them. */
import { listLetters, loadLetterVersion, pageOfLetters } from '../../db/statements/organization/letters.js';
import {
  LETTER_RULES,
  letterDocumentOf,
  refusalOfWay,
  type LetterDocument,
} from '../../domain/organization/letter-rules.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { confirmationLetterUploaded } from '../../workflows/messages.js';
import { askLivingOrder, ownOrder } from '../orders/acting.js';
import { DEEDS } from '../orders/deeds.js';
import { limitOf } from '../orders/reading.js';
import { pageFrom, placeOf, type ListPage, type PageRequest } from '../pages.js';
import type { ClientContext } from '../context.js';
import { filledTemplate } from './letter/template.js';
import { recorded } from '../accounts/recorded.js';
import { livingOrder, submittedOrder, type SubmittedOrder } from './checked-order.js';
import { refuseUnusable, takeLetter, type LetterUpload } from './letter-upload.js';
import { letterView, type LetterView } from './letter-views.js';
import { Unavailable } from '../unavailable.js';

export interface UploadedLetter extends LetterView {
  /** False: the order could not be told. The letter is stored all the same, and found at the order's next look. */
  readonly signalled: boolean;
}

export interface LetterDownload extends LetterView {
  readonly content: Uint8Array;
}

/** Letters of the account's orders. Every method throws Refusal `NotFound` for an order that is not the account's. */
export class Letters {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /**
   * Stores the letter and tells its order. What kind of file it is, its content says. Idempotent by content: the same bytes
   * are the same letter, and the order is told again. Throws Refusal: InvalidInput for a wrong type or size or what can't be
   * shown, RefusedInThisState where the brand takes no letter, no second one, or none now (ordering rules, section 6b to e).
   */
  async upload(orderId: string, upload: LetterUpload): Promise<UploadedLetter> {
    return await recorded(this.#context, { operation: 'letter.upload', subject: orderId }, async () => {
      refuseUnusable(upload);
      const order = await livingOrder(this.#context, orderId, DEEDS.giveLetter);
      const document = documentOf(order);
      const { stored, signalled } = await takeLetter(this.#context, upload, {
        subject: { orderId },
        document,
        rules: LETTER_RULES[document],
        tell: (letterId) => this.#tell(orderId, letterId),
      });
      return { ...letterView(stored), signalled };
    });
  }

  /** Every version, oldest first. */
  async list(orderId: string): Promise<LetterView[]> {
    await ownOrder(this.#context, orderId);
    return (await listLetters(this.#context.database, { orderId })).map(letterView);
  }

  /** The same, page by page: `after` is the `next` of the page before; 100 unless told otherwise. Throws Refusal `InvalidInput`. */
  async page(orderId: string, { limit, after }: PageRequest = {}): Promise<ListPage<LetterView>> {
    await ownOrder(this.#context, orderId);
    const { database, account } = this.#context;
    const named = { list: 'letters', account, filter: { orderId } } as const;
    const place = placeOf(named, after);
    const wanted = { limit: limitOf(limit), ...(place && { after: place }) };
    return pageFrom(named, await pageOfLetters(database, { orderId }, wanted), letterView);
  }

  /** The file as it was uploaded. Throws Refusal `NotFound`. */
  async download(orderId: string, version: number): Promise<LetterDownload> {
    await ownOrder(this.#context, orderId);
    const letter = isVersion(version)
      ? await loadLetterVersion(this.#context.database, { orderId }, version)
      : undefined;
    if (!letter) throw noSuchVersion(orderId, version);
    return { ...letterView(letter), content: letter.content };
  }

  /** The letter to print, stamp and upload: a PDF with the order's company, people and names. Throws Refusal. */
  async template(orderId: string): Promise<Uint8Array> {
    const order = await submittedOrder(this.#context, orderId);
    return await filledTemplate(this.#context, order, documentOf(order));
  }

  /** A stored letter is found by the order without the signal as well, only later: that is no reason to fail. */
  async #tell(orderId: string, letterId: string): Promise<boolean> {
    try {
      await askLivingOrder(this.#context, orderId, DEEDS.tell, (handle) =>
        handle.signal(confirmationLetterUploaded, { letterId }),
      );
      return true;
    } catch (error) {
      if (error instanceof Unavailable || error instanceof Refusal) return false;
      throw error;
    }
  }
}

/** Throws Refusal `RefusedInThisState` where the order takes no letter. */
function documentOf(order: SubmittedOrder): LetterDocument {
  const document = letterDocumentOf(order.way);
  if (document !== undefined) return document;
  throw new Refusal(
    refusalOfWay(order) ??
      refusalDetails('RefusedInThisState', {
        message: { zh: '此订单不需要确认函', en: 'The order takes no letter' },
      }),
  );
}

/** Postgres `integer`. */
const MOST_VERSIONS = 2_147_483_647;

function isVersion(version: unknown): boolean {
  return typeof version === 'number' && Number.isInteger(version) && Math.abs(version) <= MOST_VERSIONS;
}

function noSuchVersion(orderId: string, version: number): Refusal {
  return new Refusal(
    refusalDetails('NotFound', {
      field: 'version',
      message: {
        zh: isVersion(version) ? `此订单没有第 ${version} 版确认函` : '此订单没有这样版本的确认函',
        en: `This order has no letter of version ${isVersion(version) ? version : 'like this'}`,
      },
      accepted: {
        zh: `\`sealflow letter list ${orderId}\` 列出的版本`,
        en: `a version that \`sealflow letter list ${orderId}\` shows`,
      },
    }),
  );
}
