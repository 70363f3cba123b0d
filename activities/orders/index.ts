/** Where an order stands, written for people to read. */
import type { Database } from '../../db/database.js';
import { recordProgress } from '../../db/statements/orders.js';
import type { OrderRecordActivities } from '../../workflows/activity-contract.js';
import { withClassifiedFailures } from '../failures.js';

export interface OrderRecordDependencies {
  readonly database: Database;
}

export function createOrderRecordActivities({ database }: OrderRecordDependencies): OrderRecordActivities {
  return withClassifiedFailures({
    async recordProgress(progress) {
      await recordProgress(database, progress);
    },
  } satisfies OrderRecordActivities);
}
