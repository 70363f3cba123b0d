/** Where an order stands, written for people to read. */
import type { Database } from '../../db/database.js';
import { orderExists, recordProgress } from '../../db/statements/orders/row.js';
import { recordMissing } from '../../domain/failures.js';
import type { NoticeKind } from '../../domain/notices/words.js';
import type { OrderState } from '../../domain/orders/states.js';
import type { OrderRecordActivities } from '../../workflows/activity-contract/orders.js';
import { withClassifiedFailures } from '../failures.js';
import type { Notices } from '../notices/posting.js';
import { recordStand } from '../recording.js';

export interface OrderRecordDependencies {
  readonly database: Database;
  readonly notices: Notices;
}

/** What an order that has come so far has to tell; each is one notice of the order, however often it is recorded. */
const TOLD: Partial<Readonly<Record<OrderState, { kind: NoticeKind; occasion: string }>>> = {
  validating: { kind: 'submitted', occasion: 'form' },
  issuing: { kind: 'submitted', occasion: 'form' },
  issued: { kind: 'issued', occasion: 'end' },
  rejected: { kind: 'rejected', occasion: 'end' },
  expired: { kind: 'order-expired', occasion: 'end' },
  cancelled: { kind: 'cancelled', occasion: 'end' },
};

export function createOrderRecordActivities({
  database,
  notices,
}: OrderRecordDependencies): OrderRecordActivities {
  return withClassifiedFailures({
    async recordProgress(progress) {
      const { orderId, state } = progress;
      const isWritten = await recordStand(progress, `sealflow order show ${orderId}`, (stand) =>
        recordProgress(database, stand),
      );
      if (!isWritten && !(await orderExists(database, orderId)))
        throw recordMissing({ record: 'order', id: orderId });
      const told = TOLD[state];
      if (told) await notices.post({ subject: { orderId }, ...told, rung: 0 });
    },
  } satisfies OrderRecordActivities);
}
