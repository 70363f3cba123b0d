/** Where an order stands, written for people to read. */
import { inTransaction, type Database, type Queryable } from '../../db/database.js';
import { recordTaken } from '../../db/statements/accounts/approvals.js';
import { orderExists, recordProgress } from '../../db/statements/orders/row.js';
import { recordMissing } from '../../domain/failures.js';
import type { NoticeKind } from '../../domain/notices/words.js';
import type { OrderState } from '../../domain/orders/states.js';
import type { OrderRecordActivities, ProgressRecord } from '../../workflows/activity-contract/orders.js';
import { withClassifiedFailures } from '../failures.js';
import type { Notices, TransactionalNotices } from '../notices/posting.js';
import { recordStand } from '../recording.js';

export interface OrderRecordDependencies {
  readonly database: Database;
  readonly notices: TransactionalNotices;
}

const SUBMITTED = { kind: 'submitted', occasion: 'form' } as const;

/** What an order that has come so far has to tell; each is one notice of the order, however often it is recorded. */
const TOLD: Partial<Readonly<Record<OrderState, { kind: NoticeKind; occasion: string }>>> = {
  validating: SUBMITTED,
  issuing: SUBMITTED,
  issued: { kind: 'issued', occasion: 'end' },
  rejected: { kind: 'rejected', occasion: 'end' },
  expired: { kind: 'order-expired', occasion: 'end' },
  cancelled: { kind: 'cancelled', occasion: 'end' },
};

export function createOrderRecordActivities(dependencies: OrderRecordDependencies): OrderRecordActivities {
  return withClassifiedFailures({
    recordProgress: (progress) => recordAndTell(dependencies, progress),
    recordApproval: (decisionId) => recordTaken(dependencies.database, decisionId),
  } satisfies OrderRecordActivities);
}

/** Throws OrderFailure `RecordMissing` where the order has no row; StatementRefused, `DatabaseUnavailable`. */
export async function recordAndTell(
  dependencies: OrderRecordDependencies,
  progress: ProgressRecord,
): Promise<void> {
  const { database, notices } = dependencies;
  const { orderId, state } = progress;
  const told = TOLD[state];
  let handOver: () => Promise<void> = () => Promise.resolve();
  const write = async (within: Queryable, stand: ProgressRecord) => {
    const isWritten = await recordProgress(within, stand);
    if (told) handOver = await notices.postWithin(within, { orderId }, [{ ...told, rung: 0 }]);
    return isWritten;
  };
  const isWritten = await recordStand(progress, `sealflow order show ${orderId}`, (stand) =>
    told ? inTransaction(database, (transaction) => write(transaction, stand)) : write(database, stand),
  );
  if (!isWritten && !(await orderExists(database, orderId)))
    throw recordMissing({ record: 'order', id: orderId });
  await handOver();
}

/** The order was taken: told once, whichever step comes first. */
export async function tellSubmitted(
  { notices }: { readonly notices: Notices },
  orderId: string,
): Promise<void> {
  await notices.post({ subject: { orderId }, ...SUBMITTED, rung: 0 });
}

/** As `tellSubmitted`, in the transaction that makes it so; what it resolves to is called once that is committed. */
export async function submittedWithin(
  { notices }: { readonly notices: TransactionalNotices },
  transaction: Queryable,
  orderId: string,
): Promise<() => Promise<void>> {
  return await notices.postWithin(transaction, { orderId }, [{ ...SUBMITTED, rung: 0 }]);
}
