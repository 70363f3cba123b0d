/** Waiting for a record that a restored database has lost: looked for until it is back, for as long as that takes. */
import type { Database } from '../../db/database.js';
import { loadKey } from '../../db/statements/certificates/keys.js';
import { loadOrder, orderExists } from '../../db/statements/orders/row.js';
import { revocationExists } from '../../db/statements/revocation/ends.js';
import { OrderFailure } from '../../domain/failures.js';
import {
  describeMissing,
  untilLookedForAgain,
  type MissingRecord,
  type MissingRecordKind,
} from '../../domain/missing-records.js';
import type { MissingRecordActivities } from '../../workflows/activity-contract/missing-records.js';
import type { Clock } from '../attempt-clock.js';
import { withClassifiedFailures } from '../failures.js';

export interface MissingRecordDependencies {
  readonly database: Database;
  readonly clock: Clock;
}

export function createMissingRecordActivities({
  database,
  clock,
}: MissingRecordDependencies): MissingRecordActivities {
  return withClassifiedFailures({
    async awaitRecord({ missing, since }) {
      if (await isThere(database, missing)) return;
      throw new OrderFailure('StillWaiting', describeMissing(missing), {
        retryAfterMs: untilLookedForAgain(clock() - Date.parse(since)),
      });
    },
  } satisfies MissingRecordActivities);
}

function isThere(database: Database, { record, id }: MissingRecord): Promise<boolean> {
  return THERE[record](database, id);
}

/** What the steps that miss a record ask for, and nothing else: what is back lets them go on. */
const THERE: Readonly<Record<MissingRecordKind, (database: Database, id: string) => Promise<boolean>>> = {
  order: orderExists,
  submission: async (database, id) => {
    const order = await loadOrder(database, id);
    return order?.terms != null && order.validationMethod !== null;
  },
  csr: async (database, id) => (await loadKey(database, id)) !== undefined,
  'ca-reference': async (database, id) => (await loadOrder(database, id))?.caReference != null,
  revocation: revocationExists,
};
