/** What the account was told: its inbox, what became of each notice on each channel, and what it wants to be told. */
import { inTransaction } from '../../db/database.js';
import { listDeliveries, type DeliveryRecord } from '../../db/statements/notices/deliveries.js';
import {
  loadPreferences,
  lockPreferences,
  storePreferences,
} from '../../db/statements/notices/preferences.js';
import {
  listNotices,
  markRead,
  readNotice,
  type NoticeFilter,
  type NoticeRecord,
} from '../../db/statements/notices/views.js';
import { NOTICE_KINDS } from '../../domain/notices/words.js';
import { isIdentifier, shownId } from '../../domain/identifiers.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import type { ClientContext } from '../context.js';
import { pageFrom, placeOf, type ListPage, type PageRequest } from '../pages.js';
import {
  changedPreferences,
  preferencesView,
  type ChangedPreferences,
  type PreferenceChanges,
  type PreferencesView,
} from './preferences.js';
import { fieldDetails } from '../accounts/public-details.js';
import { limitOf, refuseNoId } from '../orders/reading.js';
import { recorded } from '../accounts/recorded.js';
import { listed, notAccepted } from '../refusing.js';

export type NoticeView = NoticeRecord;
export type DeliveryView = DeliveryRecord;

/** Every method sees the account's own only; a notice of another one is Refusal `NotFound`. */
export class Notices {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** The inbox, newest first; 100 unless told otherwise. Throws Refusal `InvalidInput`. */
  async list(filter: NoticeFilter & Omit<PageRequest, 'after'> = {}): Promise<NoticeView[]> {
    return (await this.page(filter)).items;
  }

  /** The same, page by page: `after` is the `next` of the page before. */
  async page({ limit, after, unread, kind, about }: NoticeFilter & PageRequest = {}): Promise<
    ListPage<NoticeView>
  > {
    const { database, account } = this.#context;
    const filter = {
      ...(unread === true && { unread }),
      ...(kind !== undefined && { kind }),
      ...(about !== undefined && { about }),
    };
    if (filter.kind !== undefined && !NOTICE_KINDS.includes(filter.kind))
      throw notAccepted('kind', listed(NOTICE_KINDS));
    refuseNoId('about', filter.about);
    const named = { list: 'notices', account, filter } as const;
    const place = placeOf(named, after);
    const wanted = { ...filter, limit: limitOf(limit), ...(place && { after: place }) };
    return pageFrom(named, await listNotices(database, account, wanted), (record) => record);
  }

  /** One notice, left as unread as it is. Throws Refusal `NotFound`. */
  async show(noticeId: string): Promise<NoticeView> {
    const { database, account } = this.#context;
    const notice = isIdentifier(noticeId) ? await readNotice(database, account, noticeId) : undefined;
    if (notice) return notice;
    throw new Refusal(
      refusalDetails('NotFound', {
        field: 'noticeId',
        message: { zh: `没有通知 ${shownId(noticeId)}`, en: `There is no notice ${shownId(noticeId)}` },
        accepted: { zh: '`sealflow notice list` 列出的编号', en: 'an id from `sealflow notice list`' },
      }),
    );
  }

  /** Marks it as read, and returns it. Throws Refusal `NotFound`. */
  async read(noticeId: string): Promise<NoticeView> {
    return await recorded(this.#context, { operation: 'notice.read', subject: noticeId }, async () => {
      const { database, account, clock } = this.#context;
      if (isIdentifier(noticeId)) await markRead(database, account, noticeId, new Date(clock()));
      return await this.show(noticeId);
    });
  }

  /** What became of it, channel by channel. Throws Refusal `NotFound`. */
  async deliveries(noticeId: string): Promise<DeliveryView[]> {
    await this.show(noticeId);
    return await listDeliveries(this.#context.database, noticeId);
  }

  /** Without the webhook's secret. */
  async preferences(): Promise<PreferencesView> {
    const { database, account } = this.#context;
    return preferencesView(await loadPreferences(database, account));
  }

  /**
   * Changes what is named and leaves the rest. A webhook's first address, and `newWebhookSecret`, make a secret that is
   * returned by this call and never again. Throws Refusal `InvalidInput`: nothing is changed then.
   */
  async setPreferences(changes: PreferenceChanges): Promise<ChangedPreferences> {
    const operation = { operation: 'notice.set-preferences', details: fieldDetails(changes) };
    return await recorded(this.#context, operation, async () => {
      const { database, account, clock } = this.#context;
      return await inTransaction(database, async (transaction) => {
        const before = await lockPreferences(transaction, account);
        const { preferences, webhookSecret } = await changedPreferences(before, changes, this.#context);
        await storePreferences(transaction, account, preferences, new Date(clock()));
        return { ...preferencesView(preferences), ...(webhookSecret !== undefined && { webhookSecret }) };
      });
    });
  }
}
